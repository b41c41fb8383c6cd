import { sql } from 'kysely'
import { digitsOnly, foldText } from '../../../pure/search-text.ts'
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
export async function indexRecord(cx: Cx, entry: SearchEntry): Promise<void> {
  const words = [entry.title, entry.detail, ...(entry.text ?? [])].filter(Boolean).join(' ')
  const digits = (entry.digits ?? [])
    .filter(Boolean)
    .map((value) => digitsOnly(value!))
    .join(' ')
  await sql`insert into search_entries (kind, id, title, detail, folded, digits, owner_id, department_id, at)
    values (${entry.kind}, ${entry.id}, ${entry.title}, ${entry.detail ?? ''}, ${foldText(words)}, ${digits}, ${entry.ownerId},
      ${entry.departmentId}, ${cx.now})
    on conflict (kind, id) do update set title = excluded.title, detail = excluded.detail, folded = excluded.folded,
      digits = excluded.digits, owner_id = excluded.owner_id, department_id = excluded.department_id, at = excluded.at`.execute(
    cx.db,
  )
}

export async function unindexRecord(cx: Cx, kind: string, id: string): Promise<void> {
  await cx.db.deleteFrom('search_entries').where('kind', '=', kind).where('id', '=', id).execute()
}
