import { OWN } from '../../../../pure/kinds.ts'
import type { Held, Holding } from '../../pipelines/queries/held.ts'
import type { RecordView } from '../schema.ts'

export const RECORDS: Holding = {
  subject: OWN,
  table: 'records',
  moves: 'record_moves',
  checks: 'record_checks',
  column: 'record_id',
}

export const valuesOf = (record: Pick<RecordView, 'note' | 'custom' | 'owner'>) => ({
  ownerId: record.owner?.id ?? null,
  note: record.note.trim(),
  ...Object.fromEntries(Object.entries(record.custom).map(([name, value]) => [`custom.${name}`, value])),
})

/** A record as the stages see it. */
export const heldOf = (record: RecordView): Held => ({
  ...record,
  departmentId: record.department?.id ?? null,
  values: valuesOf(record),
})
