import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useLocale, useT } from '../../i18n/words.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { moveDeal, useDealActions, winDeal } from './actions.ts'
import { type Deal, type WayOn, waysQuery } from './queries.ts'
import { StageDialog, type StageQuestion } from './StageDialog.tsx'

const isFree = (way: WayOn) => !way.barred && way.missingFields.length + way.openChecks.length === 0

/** Moving and winning: what is free is done at once and can be undone, else a dialog asks for what is missing. */
export function useStageMoves(): {
  move: (deal: Deal, stageId: string, name: string) => Promise<void>
  win: (deal: Deal) => Promise<void>
  fill: (deal: Deal) => void
  dialog: ReactNode
} {
  const t = useT()
  const locale = useLocale()
  const client = useQueryClient()
  const actions = useDealActions()
  const [question, setQuestion] = useState<StageQuestion | null>(null)

  const wayOf = async (deal: Deal, stageId: string | null): Promise<WayOn | undefined> => {
    try {
      // Asked anew: somebody may have filled in or changed the rules since.
      const { ways } = await client.fetchQuery({ ...waysQuery(deal.id), staleTime: 0 })
      return ways.find((way) => way.stageId === stageId)
    } catch (problem) {
      notifyProblem(problem)
      return undefined
    }
  }
  const fromName = (deal: Deal) => deal.stage.name[locale]
  return {
    async move(deal, stageId, name) {
      const way = await wayOf(deal, stageId)
      if (!way) return
      if (isFree(way)) return actions.move(deal, stageId, name)
      setQuestion({
        ...{ deal, way, title: t('deals.move.title', { stage: name }), button: t('deals.move.do', { stage: name }) },
        names: { fromName: fromName(deal), toName: name },
        act: (filling) => moveDeal(deal, stageId, filling),
        done: () => actions.moved(deal, name),
      })
    },
    async win(deal) {
      const way = await wayOf(deal, null)
      if (!way) return
      if (isFree(way)) return actions.win(deal)
      const last = way.skipped.at(-1)?.name[locale] ?? fromName(deal)
      setQuestion({
        ...{ deal, way, title: t('deals.win.title'), button: t('deals.win') },
        names: { fromName: fromName(deal), toName: last },
        act: (filling) => winDeal(deal, filling),
        done: () => actions.won(deal),
      })
    },
    fill(deal) {
      setQuestion({
        ...{ deal, title: t('deals.fill.title', { stage: fromName(deal) }), button: t('ui.save') },
        way: { barred: null, who: null, missingFields: deal.missingFields, openChecks: [], skipped: [] },
        names: { fromName: fromName(deal), toName: fromName(deal) },
        act: ({ fields = {} }) => actions.save(deal, fields, undefined),
        done: () => {},
      })
    },
    dialog: question && (
      <StageDialog
        key={`${question.deal.id} ${question.title}`}
        question={question}
        onClose={() => setQuestion(null)}
      />
    ),
  }
}
