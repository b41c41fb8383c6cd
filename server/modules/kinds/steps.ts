import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { moveRecord, stageByKey } from './commands/move-record.ts'
import { recordForUpdate } from './commands/record-row.ts'
import { updateRecord } from './commands/update-record.ts'
import { approverOf, endsOfDays, lookUpRecords } from './queries/look-up.ts'
import { recordChangeInput } from './schema.ts'

const record = z.looseObject({ recordId: z.uuid() })

export const recordSteps = [
  defineStep({
    type: 'records.look_up',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odczytaj wpis', en: 'Read the record' },
        group: 'record',
        kinds: ['record'],
        fixed: { recordId: '=recordId' },
        fields: {},
        outputs: ['record', 'who', 'approverId', 'dates', 'over'],
      },
    ],
    input: record.extend({ condition: z.record(z.string(), z.unknown()).nullish() }),
    async run(cx, { recordId, condition }) {
      const found = (await lookUpRecords(cx.db, cx.actor, [recordId], condition ?? null)).get(recordId)
      if (!found) return {}
      const { custom } = found.record
      const approverId = await approverOf(cx.db, found.record, cx.now)
      return { ...found, approverId, ...(await endsOfDays(cx.db, custom, cx.now)) }
    },
  }),
  defineStep({
    type: 'records.set_fields',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zmień pola wpisu', en: 'Change fields of the record' },
        group: 'record',
        kinds: ['record'],
        fixed: { recordId: '=recordId' },
        fields: { fields: { type: 'value', label: { pl: 'Pola i wartości', en: 'Fields and values' } } },
        begins: { fields: '={}' },
      },
    ],
    input: record.extend({ fields: recordChangeInput }),
    async run(cx, { recordId, fields }) {
      await updateRecord(cx, recordId, fields, null)
      return {}
    },
  }),
  defineStep({
    // To a stage by its id, or by the key that a shipped kind gives it.
    type: 'records.move',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Przenieś wpis', en: 'Move the record' },
        group: 'record',
        kinds: ['record'],
        fixed: { recordId: '=recordId' },
        fields: { stageId: { type: 'stage', label: { pl: 'Na etap', en: 'To the stage' } } },
      },
    ],
    input: record.extend({ stageId: z.uuid().nullish(), stage: z.string().nullish() }),
    async run(cx, { recordId, stageId, stage }) {
      const goal = stageId ?? (await stageByKey(cx, await recordForUpdate(cx, recordId), stage ?? ''))
      await moveRecord(cx, { recordId, stageId: goal })
      return {}
    },
  }),
]
