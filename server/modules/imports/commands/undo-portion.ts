import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { Body, ImportRow } from '../schema.ts'
import { type ImportedKind, importedKind } from './kinds.ts'

const PORTION = 500
/** Of a key that rows elsewhere point at. */
const FOREIGN_KEY = '23503'

interface Brought {
  n: number
  id: string
  before: Body | null
  untouched: boolean
}

/**
 * Takes back what an import made and changed, the next portion of it: records on which nobody, no process and no person,
 * has worked since. False where nothing is left.
 */
export async function undoPortion(cx: Cx, { id, kind: key }: ImportRow): Promise<boolean> {
  const kind = importedKind(key, null)
  const { subject } = kind
  const { rows: open } =
    await sql`select from imports where id = ${id} and phase = 'undoing' for update skip locked`.execute(cx.db)
  if (open.length === 0) return true
  const table = sql.table(kind.table)
  const next = sql`(select n, record_id, version, before from import_records where import_id = ${id} and result is null
    order by n desc limit ${PORTION})`
  // Locked first: what is seen to be untouched stays so to the end.
  await sql`select t.id from ${table} t where t.id in (select record_id from ${next} r) order by t.id for update`.execute(
    cx.db,
  )
  const { rows } = await sql<Brought>`select r.n, r.record_id as id, r.before, t.version is not distinct from r.version
      and not exists (select from event_log e where e.subject_kind = ${subject} and e.subject_id = r.record_id
        and e.cause ->> 'import' is distinct from ${id} and (r.before is null or (e.era, e.xid8) > (
          select own.era, own.xid8 from event_log own where own.subject_kind = ${subject} and own.subject_id = r.record_id
            and own.cause ->> 'import' = ${id}
          order by own.era desc, own.xid8 desc limit 1)))
      and (r.before is not null or (
        not exists (select from event_subjects s join event_log e on e.id = s.event_id where s.kind = ${subject}
          and s.id = r.record_id and e.cause ->> 'import' is distinct from ${id})
        and not exists (select from tasks k where k.subject_kind = ${subject} and k.subject_id = r.record_id)
        and not exists (select from notes m where m.subject_kind = ${subject} and m.subject_id = r.record_id)
        and not exists (select from process_instances i where i.subject_kind = ${subject} and i.subject_id = r.record_id))) as untouched
    from ${next} r left join ${table} t on t.id = r.record_id order by r.n desc`.execute(cx.db)
  if (rows.length === 0) return false
  const undone = await takeBack(
    cx,
    kind,
    rows.filter(({ untouched }) => untouched),
  )
  await sql`update import_records set result = case when n = any(${[...undone]}::int[]) then 'undone' else 'kept' end
    where import_id = ${id} and n = any(${rows.map(({ n }) => n)}::int[])`.execute(cx.db)
  await sql`update imports set undone = undone + ${undone.size}, kept = kept + ${rows.length - undone.size}
    where id = ${id}`.execute(cx.db)
  return true
}

/** The numbers of those that could be. */
async function takeBack(cx: Cx, kind: ImportedKind, rows: Brought[]): Promise<Set<number>> {
  const undone = new Set<number>()
  const made = rows.filter(({ before }) => before === null)
  for (const group of (await removed(cx, kind, made)) ? [made] : made.map((one) => [one]))
    if (group.length === made.length || (await removed(cx, kind, group))) for (const { n } of group) undone.add(n)
  for (const { n, id, before } of rows) {
    if (!before) continue
    try {
      await cx.savepoint(() => kind.change(cx, id, before))
      undone.add(n)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return undone
}

/** Whether they are gone; not, when something else points at one of them. */
async function removed(cx: Cx, kind: ImportedKind, rows: Brought[]): Promise<boolean> {
  if (rows.length === 0) return true
  const ids = rows.map(({ id }) => id)
  try {
    await cx.savepoint(async () => {
      for (const [table, column] of kind.owned) {
        const only = table === 'search_entries' ? sql`kind = ${kind.subject} and` : sql``
        await sql`delete from ${sql.table(table)} where ${only} ${sql.ref(column)} = any(${ids}::uuid[])`.execute(cx.db)
      }
    })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === FOREIGN_KEY) return false
    throw error
  }
}
