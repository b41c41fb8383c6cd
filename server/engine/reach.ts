import { sql } from 'kysely'
import { accessKinds, may, mayRead } from '../core/access.ts'
import type { Actor } from '../core/actor.ts'
import type { Db } from '../core/db.ts'
import type { Subject } from '../core/events.ts'

/* What a process that has the rights of a department alone may be about, and what a person may tell a case (docs/decisions/046-rights-of-departments.md). */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const isSubject = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value

/** Named by everybody; what is done to them asks for rights of its own. */
const NAMED_BY_ALL = new Set(['employee', 'department'])

/** The records a step is given, by the names steps give them ("dealId", "subject"); where it names none, that of its case. */
function recordsOf(values: Record<string, unknown>, about: Subject | null): Subject[] {
  const kinds = new Set(accessKinds().flatMap(({ kind, table }) => (table ? [kind] : [])))
  const named = Object.entries(values).flatMap(([name, value]): Subject[] => {
    if (isSubject(value)) return kinds.has(value.kind) ? [value] : []
    const kind = name.endsWith('Id') ? name.slice(0, -'Id'.length) : ''
    return kinds.has(kind) && typeof value === 'string' && UUID.test(value) ? [{ kind, id: value }] : []
  })
  return named.length > 0 || !about || !kinds.has(about.kind) ? named : [about]
}

/** Whether all a step is given lies within the rights of the process. One with the whole company's is asked nothing. */
export async function isWithinReach(
  db: Db,
  actor: Actor,
  values: Record<string, unknown>,
  about: Subject | null,
): Promise<boolean> {
  if (actor.kind !== 'process' || actor.departmentIds === null) return true
  for (const { kind, id } of recordsOf(values, about)) {
    if (!NAMED_BY_ALL.has(kind) && !(await mayRead(db, actor, kind, id))) return false
  }
  return true
}

/**
 * Whether values that somebody gives a case by hand name a record he may not read, under whatever name and however deep: the
 * case may have wider rights than he has, and what its model makes of a value is not known beforehand.
 */
export async function namesForeign(db: Db, actor: Actor, values: unknown): Promise<boolean> {
  const ids = [...new Set(idsIn(values))]
  if (ids.length === 0) return false
  const kinds = accessKinds().filter(({ kind, table, actions }) => table && actions.read && !NAMED_BY_ALL.has(kind))
  const foreign = kinds.map(
    ({ kind, table }) => sql`exists (select from ${sql.table(table!)} where id = any(${ids}::uuid[])
      and ${may(actor, kind, 'read')} is not true)`,
  )
  const { rows } = await sql<{ any: boolean }>`select ${sql.join(foreign, sql` or `)} as any`.execute(db)
  return rows[0]!.any
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value.toLowerCase()] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}
