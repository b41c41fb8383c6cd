import { sql } from 'kysely'
import { execute } from '../../../core/db.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import type { Cx } from '../../../core/write.ts'
import type { Holding } from '../queries/held.ts'
import { refuseForeignChecks } from '../rules.ts'
import type { Check, StageView } from '../schema.ts'

/** Ticks items of the checklist of the stage where a locked record is; answers those that were not ticked before. */
export async function putTicks(
  cx: Cx,
  holding: Holding,
  { id, stage, checks }: { id: string; stage: StageView; checks: string[] },
): Promise<Check[]> {
  refuseForeignChecks(stage, checks)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const ticked: Check[] = []
  for (const checkId of checks) {
    const { numAffectedRows } = await sql`insert into ${sql.table(holding.checks)}
      (${sql.ref(holding.column)}, check_id, checked_by, checked_at)
      values (${id}, ${checkId}, ${by}, ${cx.now}) on conflict do nothing`.execute(cx.db)
    if (numAffectedRows) ticked.push(stage.checklist.find((check) => check.id === checkId)!)
  }
  return ticked
}

/** Takes a tick away again; answers the item, null where it was not ticked. */
export async function takeTick(
  cx: Cx,
  holding: Holding,
  { id, stage, checkId }: { id: string; stage: StageView; checkId: string },
): Promise<Check | null> {
  refuseForeignChecks(stage, [checkId])
  const { numAffectedRows } = await sql`delete from ${sql.table(holding.checks)}
    where ${sql.ref(holding.column)} = ${id} and check_id = ${checkId}`.execute(cx.db)
  return numAffectedRows ? stage.checklist.find((check) => check.id === checkId)! : null
}

/** A record came to a stage; `id` is that of the event that tells of it. */
export const putMove = (cx: Cx, holding: Holding, move: Move): Promise<void> => putMoves(cx, holding, [move])

export interface Move {
  id: string
  of: string
  fromStageId: string | null
  toStageId: string
}

/** The same of several records. */
export async function putMoves(cx: Cx, { moves: table, column }: Holding, moves: Move[]): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const columns = [
    columnOf(moves, 'id', 'uuid', ({ id }) => id),
    columnOf(moves, 'of', 'uuid', ({ of }) => of),
    columnOf(moves, 'from_stage', 'uuid', ({ fromStageId }) => fromStageId),
    columnOf(moves, 'to_stage', 'uuid', ({ toStageId }) => toStageId),
  ]
  const write = (rows: string) => `insert into ${table} (id, ${column}, from_stage_id, to_stage_id, moved_by, moved_at)
    select id, r.of, from_stage, to_stage, $5::uuid, $6::timestamptz from ${rows}`
  await execute(cx.db, overRows(`put-${table}`, columns, write, [by, cx.now]))
}
