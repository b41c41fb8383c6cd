import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { CustomField } from '../../../core/fields.ts'
import { isLink, linked } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import { indexRecord, type SearchEntry } from '../../search/commands.ts'
import { writtenRecord } from '../queries/records.ts'
import type { RecordView } from '../schema.ts'

/** Locks a record's row for the rest of the transaction and reads it whole. */
export async function recordForUpdate(cx: Cx, id: string): Promise<RecordView> {
  await sql`select 1 from records where id = ${id} for update`.execute(cx.db)
  return writtenRecord(cx.db, id)
}

export function stillThere(record: RecordView): void {
  if (record.archived) throw new Refusal('record.archived')
}

export const subjectOf = (record: { id: string }): Subject => ({ kind: OWN, id: record.id })

/** What every event of a record says; `version` is the one its change has made. */
export async function named(cx: Cx, record: RecordView, version = record.version + 1) {
  const { rows } = await sql<{
    name: { pl: string; en: string }
  }>`select name from kinds where key = ${record.kind}`.execute(cx.db)
  const { id: recordId, kind, number, title } = record
  return { recordId, kind, of: { name: rows[0]!.name }, number, title, version }
}

export const filed = ({ owner, department }: Pick<RecordView, 'owner' | 'department'>) => ({
  ownerId: owner?.id ?? null,
  departmentId: department?.id ?? null,
})

/** The records its fields link to, whose timelines show what happens to it. */
export async function linksOf(cx: Cx, { kind, custom }: Pick<RecordView, 'kind' | 'custom'>): Promise<Subject[]> {
  return linksIn(await customFields(cx.db, kind), custom)
}

export const linksIn = (fields: CustomField[], custom: Record<string, unknown>): Subject[] =>
  fields.flatMap((field): Subject[] => {
    const value = custom[field.name]
    if (!isLink(field.type) || field.archived || field.deleted || typeof value !== 'string') return []
    return [{ kind: linked(field).subject, id: value }]
  })

/** Writes the search entry of a record as its row is now: by number, name and the texts of its fields. */
export async function indexOne(cx: Cx, id: string): Promise<void> {
  const record = await writtenRecord(cx.db, id)
  await indexRecord(cx, entryOf({ ...record, ...filed(record) }, await customFields(cx.db, record.kind)))
}

export interface Indexed {
  id: string
  number: string
  title: string
  custom: Record<string, unknown>
  ownerId: string | null
  departmentId: string | null
}

export function entryOf(
  { id, number, title, custom, ownerId, departmentId }: Indexed,
  fields: CustomField[],
): SearchEntry {
  const texts = fields.flatMap(({ name, type, seenBy, archived, deleted }) =>
    // What is closed to some may not be found by all.
    ['text', 'email', 'nip', 'phone'].includes(type) && !seenBy && !archived && !deleted ? [custom[name]] : [],
  )
  const told = texts.filter((text): text is string => typeof text === 'string')
  return { kind: OWN, id, title, detail: number, text: told, digits: [number, ...told], ownerId, departmentId }
}
