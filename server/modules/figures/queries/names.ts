import { sql } from 'kysely'
import type { Grouping } from '../../../../pure/figures.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { nameOf } from '../../processes/queries/words.ts'

interface Named {
  key: string | null
  name: string | null
}

/** The rows of a report with their names; of a funnel, every stage of it in its order. */
export async function namesOf(
  db: Db,
  by: Grouping,
  keys: (string | null)[],
  locale: Locale,
  pipeline?: string,
): Promise<Named[]> {
  if (by === 'source') return keys.map((key) => ({ key, name: key || null }))
  if (by === 'stage') {
    const { rows } = await sql<Named>`select s.id::text as key, s.name ->> ${locale} as name from stages s
      where s.pipeline_id = ${pipeline ?? null} and (s.archived_at is null or s.id::text = any(${keys}::text[]))
      order by s.position, s.id`.execute(db)
    return rows
  }
  const ids = keys.filter((key): key is string => Boolean(key)).map((key) => key.replace(/^\w+\//, ''))
  const { rows } = await NAMES[by]!(ids, locale).execute(db)
  const names = new Map(rows.map(({ key, name }) => [key, name]))
  return keys.map((key) => ({ key, name: (key && names.get(key.replace(/^\w+\//, ''))) || null }))
}

const named = (table: string) => (ids: string[]) =>
  sql<Named>`select id::text as key, name from ${sql.table(table)} where id = any(${ids}::uuid[])`

const NAMES: Record<string, (ids: string[], locale: Locale) => ReturnType<ReturnType<typeof named>>> = {
  person: named('employees'),
  department: named('departments'),
  reason: (ids, locale) =>
    sql<Named>`select id::text as key, name ->> ${locale} as name from lost_reasons where id = any(${ids}::uuid[])`,
  customer: (ids) => sql<Named>`select id::text as key, name from companies where id = any(${ids}::uuid[])
    union all select id::text, name from contacts where id = any(${ids}::uuid[])`,
}

/** What a process is called in both languages. */
export async function processName(db: Db, key: string): Promise<Record<Locale, string>> {
  const { rows } = await sql<{ name: string }>`select d.name from processes p
    join process_definitions d on d.id = p.definition_id where p.key = ${key}`.execute(db)
  if (!rows[0]) throw notFound()
  return nameOf(key, rows[0].name)
}
