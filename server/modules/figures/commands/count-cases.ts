import { type RawBuilder, sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { type Cx, write } from '../../../core/write.ts'

/** Cases worked out by one transaction. */
const MOST = 200

const COLUMNS = sql`instance_id, process_key, definition_ids, subject_kind, subject_id, owner_id, department_id, started_at, ended_at,
  work, late, dated, past, stays, stay_seconds, way`

/**
 * Works out what came of cases that have ended since; true while there are more. A case is taken off the list of those due in the
 * transaction that keeps its row, so each counts once, whoever works and wherever it dies. Nobody hands cases over meanwhile: a row written
 * with an owner who has just changed would keep him.
 */
export async function countCases(deps: Deps): Promise<boolean> {
  const { rows } = await sql`select from figure_cases_due limit 1`.execute(deps.database.db)
  return rows.length > 0 && write(deps, system('figures'), countNext)
}

async function countNext(cx: Cx): Promise<boolean> {
  const { rows: mine } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(7465639) as mine`.execute(cx.db)
  if (!mine[0]!.mine) return false
  const { rows } = await sql<{ id: string }>`delete from figure_cases_due where ctid = any(array(
      select ctid from figure_cases_due limit ${MOST} for update skip locked)) returning instance_id as id`.execute(
    cx.db,
  )
  if (rows.length === 0) return false
  await sql`insert into figure_cases (${COLUMNS}) select ${COLUMNS} from figure_cases_now
    where instance_id = any(${rows.map(({ id }) => id)}::uuid[]) on conflict (instance_id) do nothing`.execute(cx.db)
  return rows.length === MOST
}

/** The cases about these records are whose the records are by now. */
export async function handOverCases(cx: Cx, records: readonly string[]): Promise<void> {
  if (records.length > 0) await handOver(cx, sql`id = any(${records}::uuid[])`)
}

export const handOverAllCases = (cx: Cx): Promise<void> => handOver(cx, sql`true`)

async function handOver(cx: Cx, records: RawBuilder<unknown>): Promise<void> {
  await sql`update figure_cases c set owner_id = n.owner_id, department_id = n.department_id
    from (select id, owner_id, department_id from leads where ${records}
      union all select id, owner_id, department_id from deals where ${records}
      union all select id, owner_id, department_id from tickets where ${records}) n
    where c.subject_id = n.id and c.subject_kind in ('lead', 'deal', 'ticket')
      and (c.owner_id, c.department_id) is distinct from (n.owner_id, n.department_id)`.execute(cx.db)
}

/** Has every case worked out anew. */
export async function forgetCases(cx: Cx): Promise<void> {
  await sql`delete from figure_cases`.execute(cx.db)
  await sql`delete from figure_cases_due`.execute(cx.db)
  await sql`insert into figure_cases_due (instance_id) select id from process_instances where ended_at is not null`.execute(
    cx.db,
  )
}
