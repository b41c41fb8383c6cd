import type { ReactNode } from 'react'
import type { StageFields } from '../../components/stages/types.ts'
import { isFree, useStageQuestions } from '../../components/stages/use-stage-moves.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { moveDeal, useDealActions, winDeal } from './actions.ts'
import { DealFieldInput, fieldName, sendable, wrongIn } from './DealFieldInput.tsx'
import { type Deal, useDealRefresh, waysQuery } from './queries.ts'

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** How a deal asks for the fields of a stage. */
export const dealFields = ({ currency }: Pick<Deal, 'currency'>): StageFields => ({
  name: fieldName,
  input: (field, { value, ...rest }) => (
    <DealFieldInput field={field} currency={currency} value={textOf(value)} {...rest} />
  ),
  wrong: (field, value) => wrongIn(field, textOf(value), currency),
  body: (values) =>
    Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, sendable(field, textOf(value), currency)]),
    ),
})

/** Moving and winning: what is free is done at once and can be undone, else a dialog asks for what is missing. */
export function useStageMoves(): {
  move: (deal: Deal, stageId: string, name: string) => Promise<void>
  win: (deal: Deal) => Promise<void>
  fill: (deal: Deal) => void
  dialog: ReactNode
} {
  const t = useT()
  const locale = useLocale()
  const actions = useDealActions()
  const refresh = useDealRefresh()
  const { move, fill, wayOf, ask, dialog } = useStageQuestions<Deal>({
    ways: waysQuery,
    fields: dealFields,
    move: actions.move,
    moveWith: moveDeal,
    moved: actions.moved,
    save: (deal, fields) => actions.save(deal, fields, undefined),
    refresh,
  })
  return {
    move,
    fill,
    dialog,
    async win(deal) {
      const way = await wayOf(deal, null)
      if (!way) return
      if (isFree(way)) return actions.win(deal)
      const fromName = deal.stage.name[locale]
      const last = way.skipped.at(-1)?.name[locale] ?? fromName
      ask(
        {
          ...{ way, title: t('deals.win.title'), button: t('deals.win') },
          names: { fromName, toName: last },
          act: (filling) => winDeal(deal, filling),
          done: () => actions.won(deal),
        },
        deal,
      )
    },
  }
}
