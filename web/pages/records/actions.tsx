import { useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { FieldInput } from '../../components/fields/FieldInput.tsx'
import type { RecordField } from '../../components/fields/queries.ts'
import type { Filling, StageFields } from '../../components/stages/types.ts'
import { useStageQuestions } from '../../components/stages/use-stage-moves.tsx'
import { currentLocale, useT, wordsOf } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { type OwnRecord, recordQuery, useRecordRefresh, waysQuery } from './queries.ts'

const path = ({ kind, id }: { kind: string; id: string }) => ({ params: { path: { kind, id } } })

const moveRecord = (record: OwnRecord, stageId: string, filling: Filling = {}) =>
  data(api.POST('/api/records/{kind}/{id}/stage', { ...path(record), body: { stageId, ...filling } }))

export function tickCheck({ kind, id }: OwnRecord, checkId: string, ticked: boolean) {
  const params = { params: { path: { kind, id, checkId } } }
  return ticked
    ? data(api.PUT('/api/records/{kind}/{id}/checks/{checkId}', params))
    : data(api.DELETE('/api/records/{kind}/{id}/checks/{checkId}', params))
}

/** How a record asks for the fields of a stage: by the inputs its fields have everywhere. */
export function stageFields(registry: RecordField[]): StageFields {
  const of = (key: string) => registry.find((field) => field.key === key)
  const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
  return {
    name: (key) => of(key)?.label[currentLocale()] ?? key,
    input(key, props) {
      const field = of(key)
      return field && <FieldInput field={field} {...props} />
    },
    wrong: (_, value) => (isEmpty(value) ? wordsOf('error.field.required') : null),
    body(values) {
      const entries = Object.entries(values)
      const own = entries.filter(([key]) => key.startsWith('custom.'))
      return {
        ...Object.fromEntries(entries.filter(([key]) => !key.startsWith('custom.'))),
        ...(own.length > 0 ? { custom: Object.fromEntries(own.map(([key, value]) => [key.slice(7), value])) } : {}),
      }
    },
  }
}

/** What can be done with a record; each thing is done at once and can be taken back. */
export function useRecordActions() {
  const t = useT()
  const client = useQueryClient()
  const refresh = useRecordRefresh()
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      return true
    } catch (problem) {
      notifyProblem(problem)
      return false
    } finally {
      await refresh()
    }
  }
  const undoable = (record: OwnRecord, message: string, undo: () => Promise<unknown>) =>
    notifyUndo({ about: `record-${record.id}`, message, undo: () => run(undo) })
  const moved = (record: OwnRecord, name: string) =>
    undoable(record, t('deals.moved', { title: record.title, stage: name }), () => moveRecord(record, record.stage.id))
  return {
    run,
    refresh,
    moved,
    move: async (record: OwnRecord, stageId: string, name: string) => {
      if (await run(() => moveRecord(record, stageId))) moved(record, name)
    },
    remove: async (record: OwnRecord) => {
      const done = await run(() => data(api.DELETE('/api/records/{kind}/{id}', path(record))))
      if (done) {
        undoable(record, t('records.deleted', { title: record.title }), () =>
          data(api.POST('/api/records/{kind}/{id}/restoration', path(record))),
        )
      }
      return done
    },
    restore: (record: OwnRecord) => run(() => data(api.POST('/api/records/{kind}/{id}/restoration', path(record)))),
    /** Saves one field against the version the person saw. */
    save: async (record: OwnRecord, values: Record<string, unknown>, seen: number | undefined) => {
      try {
        await data(
          api.PATCH('/api/records/{kind}/{id}', {
            ...path(record),
            headers: { 'if-match': `"${seen ?? record.version}"` },
            body: values,
          }),
        )
        await client.invalidateQueries({ queryKey: recordQuery(record.id).queryKey })
      } finally {
        await refresh()
      }
    },
  }
}

export function useRecordMoves(registry: RecordField[]) {
  const actions = useRecordActions()
  return useStageQuestions<OwnRecord>({
    ways: waysQuery,
    fields: () => stageFields(registry),
    move: actions.move,
    moveWith: moveRecord,
    moved: actions.moved,
    save: (record, fields) => actions.save(record, fields, undefined),
    refresh: actions.refresh,
  })
}
