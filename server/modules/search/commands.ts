import { digitsOnly, foldText } from '../../../pure/search-text.ts'
import { execute } from '../../core/db.ts'
import { type Column, columnOf, overRows } from '../../core/given-rows.ts'
import type { Cx } from '../../core/write.ts'

export interface SearchEntry {
  kind: string
  id: string
  title: string
  detail?: string
  /** Further words the record is found by. */
  text?: (string | null | undefined)[]
  /** Telephone numbers, NIP, own numbers: found by any run of their digits. */
  digits?: (string | null | undefined)[]
  ownerId: string | null
  departmentId: string | null
}

/** Writes the record's search entry in the same transaction as the record. */
export const indexRecord = (cx: Cx, entry: SearchEntry): Promise<void> => indexRecords(cx, [entry])

/** The same of several records by one statement. */
export async function indexRecords(cx: Cx, entries: SearchEntry[]): Promise<void> {
  if (entries.length === 0) return
  const column = (name: string, type: Column['type'], of: (entry: SearchEntry) => unknown) =>
    columnOf(entries, name, type, of)
  const columns = [
    column('kind', 'text', ({ kind }) => kind),
    column('id', 'uuid', ({ id }) => id),
    column('title', 'text', ({ title }) => title),
    column('detail', 'text', ({ detail }) => detail ?? ''),
    column('folded', 'text', ({ title, detail, text = [] }) =>
      foldText([title, detail, ...text].filter(Boolean).join(' ')),
    ),
    column('digits', 'text', ({ digits = [] }) =>
      digits
        .filter(Boolean)
        .map((value) => digitsOnly(value!))
        .join(' '),
    ),
    column('owner_id', 'uuid', ({ ownerId }) => ownerId),
    column('department_id', 'uuid', ({ departmentId }) => departmentId),
  ]
  await execute(cx.db, overRows('index-records', columns, indexing, [cx.now]))
}

const indexing = (rows: string) => `insert into search_entries
      (kind, id, title, detail, folded, digits, owner_id, department_id, at)
    select kind, id, title, detail, folded, digits, owner_id, department_id, $9::timestamptz from ${rows}
    on conflict (kind, id) do update set title = excluded.title, detail = excluded.detail, folded = excluded.folded,
      digits = excluded.digits, owner_id = excluded.owner_id, department_id = excluded.department_id, at = excluded.at`

export async function unindexRecord(cx: Cx, kind: string, id: string): Promise<void> {
  await cx.db.deleteFrom('search_entries').where('kind', '=', kind).where('id', '=', id).execute()
}
