import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useLocale, useT } from '../../i18n/words.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { StageDialog, type StageQuestion } from './StageDialog.tsx'
import type { Filling, StageFields, WayOn, Ways } from './types.ts'

interface Staged {
  id: string
  stage: { id: string; name: { pl: string; en: string } }
  missingFields: string[]
}

/** What a kind of record says of itself, so that its records can be moved. */
export interface Movable<Record extends Staged> {
  ways: (id: string) => { queryKey: readonly unknown[]; queryFn?: unknown }
  fields: (record: Record) => StageFields
  /** Moves what may go without a question, and offers to undo it. */
  move: (record: Record, stageId: string, name: string) => Promise<unknown>
  /** Moves with what the dialog was filled with. */
  moveWith: (record: Record, stageId: string, filling: Filling) => Promise<unknown>
  moved: (record: Record, name: string) => void
  save: (record: Record, fields: globalThis.Record<string, unknown>) => Promise<unknown>
  refresh: () => unknown
}

export const isFree = (way: WayOn) => !way.barred && way.missingFields.length + way.openChecks.length === 0

/** Moving: what is free is done at once and can be undone, else a dialog asks for what is missing. */
export function useStageQuestions<Record extends Staged>(
  how: Movable<Record>,
): {
  move: (record: Record, stageId: string, name: string) => Promise<void>
  fill: (record: Record) => void
  wayOf: (record: Record, stageId: string | null) => Promise<WayOn | undefined>
  ask: (question: Omit<StageQuestion, 'id' | 'fields'>, record: Record) => void
  dialog: ReactNode
} {
  const t = useT()
  const locale = useLocale()
  const client = useQueryClient()
  const [question, setQuestion] = useState<StageQuestion | null>(null)
  const fromName = (record: Record) => record.stage.name[locale]
  const ask = (asked: Omit<StageQuestion, 'id' | 'fields'>, record: Record) =>
    setQuestion({ id: record.id, fields: how.fields(record), ...asked })
  const wayOf = async (record: Record, stageId: string | null): Promise<WayOn | undefined> => {
    try {
      // Asked anew: somebody may have filled in or changed the rules since.
      const { ways } = (await client.fetchQuery({ ...how.ways(record.id), staleTime: 0 } as never)) as Ways
      return ways.find((way) => way.stageId === stageId)
    } catch (problem) {
      notifyProblem(problem)
      return undefined
    }
  }
  return {
    wayOf,
    ask,
    async move(record, stageId, name) {
      const way = await wayOf(record, stageId)
      if (!way) return
      if (isFree(way)) return void (await how.move(record, stageId, name))
      ask(
        {
          ...{ way, title: t('deals.move.title', { stage: name }), button: t('deals.move.do', { stage: name }) },
          names: { fromName: fromName(record), toName: name },
          act: (filling) => how.moveWith(record, stageId, filling),
          done: () => how.moved(record, name),
        },
        record,
      )
    },
    fill(record) {
      ask(
        {
          ...{ title: t('deals.fill.title', { stage: fromName(record) }), button: t('ui.save') },
          way: { barred: null, who: null, missingFields: record.missingFields, openChecks: [], skipped: [] },
          names: { fromName: fromName(record), toName: fromName(record) },
          act: ({ fields = {} }) => how.save(record, fields),
          done: () => {},
        },
        record,
      )
    },
    dialog: question && (
      <StageDialog
        key={`${question.id} ${question.title}`}
        question={question}
        onSettled={how.refresh}
        onClose={() => setQuestion(null)}
      />
    ),
  }
}
