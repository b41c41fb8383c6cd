import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { allowAtAll } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { type Deps, Died, type SteerEvent } from '../../../core/deps.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Cx, write } from '../../../core/write.ts'
import { actorOf } from '../../staff/queries.ts'
import { delegateTask, remindOfTask } from '../../tasks/commands/give.ts'
import { maySteer } from '../queries/describe.ts'
import { elements, variables } from '../schema.ts'
import { allowVariables, resolutionEvent } from './cases.ts'
import { migrateCases, versionOf } from './migrations.ts'

const text = z.string().min(1).max(200)

/** Which running cases: all that is named must hold. */
export const bulkFilter = z.strictObject({
  process: text.optional(),
  version: z.int().min(1).optional(),
  /** A token stands there. */
  element: text.optional(),
  /** An open incident of this kind. */
  code: text.optional(),
  incident: z.boolean().optional(),
  suspended: z.boolean().optional(),
  ids: z.array(z.uuid()).min(1).max(1000).optional(),
})
export type BulkFilter = z.output<typeof bulkFilter>

export const bulkAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['retry', 'skip', 'cancel', 'suspend', 'resume', 'remind']) }),
  z.strictObject({ do: z.literal('reassign'), assigneeId: z.uuid() }),
  z.strictObject({ do: z.literal('move'), from: text, to: text }),
  z.strictObject({ do: z.literal('set'), variables }),
  z.strictObject({ do: z.literal('migrate'), to: z.int().min(1).max(1_000_000), elements }),
])
export type BulkAction = z.output<typeof bulkAction>

/** In one transaction of a bulk; others come between. */
const PORTION = 200
/** Of cases that go on by another version: one statement moves them all. */
const MIGRATED = 1000

const REPAIRS = new Set<BulkAction['do']>(['retry', 'skip'])

function matching(actor: Actor, filter: BulkFilter, action: BulkAction): RawBuilder<boolean> {
  const { process, version, element: named, code, incident, suspended, ids } = filter
  const element = action.do === 'move' ? action.from : named
  const parts: RawBuilder<unknown>[] = [sql`i.status = 'active'`, maySteer(actor, 'i')]
  if (process !== undefined) parts.push(sql`i.process_key = ${process}`)
  if (ids) parts.push(sql`i.id = any(${ids}::uuid[])`)
  if (suspended !== undefined) parts.push(suspended ? sql`i.suspended_at is not null` : sql`i.suspended_at is null`)
  if (version !== undefined) {
    parts.push(sql`i.definition_id in (select id from process_definitions where version = ${version})`)
  }
  if (action.do === 'migrate') {
    parts.push(
      sql`i.definition_id in (select id from process_definitions where key = ${process ?? ''} and version <> ${action.to})`,
    )
  }
  if (element !== undefined) {
    parts.push(sql`(i.state::jsonb) -> 'tokens' @> ${JSON.stringify([{ element }])}::jsonb`)
  }
  if (code !== undefined || incident || REPAIRS.has(action.do)) {
    parts.push(sql`exists (select from process_incidents n where n.instance_id = i.id and n.resolved_at is null
      ${code === undefined ? sql`` : sql`and n.code = ${code}`}
      ${element === undefined ? sql`` : sql`and n.element = ${element}`})`)
  }
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** How many cases an action would reach. */
export async function countMatching(db: Db, actor: Actor, filter: BulkFilter, action: BulkAction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from process_instances i
    where ${matching(actor, filter, action)}`.execute(db)
  return rows[0]!.n
}

/** Asks for something to be done to many cases; it is done in portions by the worker, and can be stopped. */
export async function startBulk(
  cx: Cx,
  filter: BulkFilter,
  action: BulkAction,
): Promise<{ id: string; total: number }> {
  allowAtAll(cx.actor, 'process', 'steer')
  if (cx.actor.kind !== 'user') throw new Refusal('forbidden', { status: 403 })
  if (action.do === 'migrate') await versionOf(cx.db, cx.actor, filter.process ?? '', action.to)
  if (action.do === 'set') await allowVariables(cx, action.variables)
  const total = await countMatching(cx.db, cx.actor, filter, action)
  const id = newId()
  await cx.db
    .insertInto('process_bulks')
    .values({
      id,
      action: JSON.stringify(action),
      filter: JSON.stringify(filter),
      total,
      created_by: cx.actor.id,
      created_at: cx.now,
    })
    .execute()
  cx.record('process.bulk_started', {
    subject: { kind: 'process_bulk', id },
    payload: { action: action.do, total, process: filter.process ?? null },
  })
  return { id, total }
}

export async function stopBulk(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'process', 'steer')
  const mine = cx.actor.kind === 'user' && cx.actor.role !== 'owner' && cx.actor.role !== 'administrator'
  const { rows } = await sql<{ done: number }>`update process_bulks set finished_at = ${cx.now}, stopped_at = ${cx.now}
    where id = ${id} and finished_at is null ${mine ? sql`and created_by = ${cx.actor.id}` : sql``} returning done`.execute(
    cx.db,
  )
  if (!rows[0]) throw notFound()
  cx.record('process.bulk_stopped', { subject: { kind: 'process_bulk', id }, payload: { done: rows[0].done } })
}

interface Portion {
  id: string
  tokens: number[]
}

/**
 * Does the next portion of what was asked first; true while there is more. With the rights that the person who asked has now.
 */
export async function doBulk(deps: Deps): Promise<boolean> {
  try {
    return await doNext(deps, 'many')
  } catch (error) {
    if (error instanceof Died) throw error
    deps.log.warn({ err: error }, 'a portion of a bulk failed; doing it case by case')
  }
  for (let i = 0; i < PORTION; i += 1) {
    const more = await doNext(deps, 'one').catch((error: unknown) => {
      if (error instanceof Died) throw error
      deps.log.error({ err: error }, 'a case could not be moved by a bulk; left as it is')
      return doNext(deps, 'one', 'leave')
    })
    if (!more) return false
  }
  return true
}

/** With `leave` the cases are counted as refused and nothing is done to them. */
async function doNext(deps: Deps, portion: 'many' | 'one', leave?: 'leave'): Promise<boolean> {
  const open = await deps.database.db
    .selectFrom('process_bulks')
    .selectAll()
    .where('finished_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!open) return false
  const actor = await actorOf(deps.database.db, open.created_by)
  const action = bulkAction.parse(open.action)
  const filter = bulkFilter.parse(open.filter)
  const limit = portion === 'one' ? 1 : action.do === 'migrate' ? MIGRATED : PORTION
  return write(deps, actor ?? { kind: 'visitor', id: 'gone' }, async (cx) => {
    // One worker at a time.
    const { rows: mine } = await sql`select from process_bulks where id = ${open.id} and finished_at is null
      and last_id is not distinct from ${open.last_id} for update skip locked`.execute(cx.db)
    if (mine.length === 0) return false
    const { rows } = actor ? await nextPortion(cx, open.last_id, filter, action, limit) : { rows: [] as Portion[] }
    const done = leave || rows.length === 0 ? 0 : await doPortion(cx, rows, action, open.id, filter.process)
    const last = rows.at(-1)?.id ?? null
    const { numUpdatedRows } = await cx.db
      .updateTable('process_bulks')
      .set((eb) => ({
        done: eb('done', '+', done),
        refused: eb('refused', '+', rows.length - done),
        ...(last === null ? { finished_at: cx.now } : { last_id: last }),
      }))
      .where('id', '=', open.id)
      .where('finished_at', 'is', null)
      .where('last_id', 'is not distinct from', open.last_id)
      .executeTakeFirst()
    // Stopped meanwhile, or another worker did this portion.
    if (numUpdatedRows === 0n) throw new Refusal('conflict', { status: 409 })
    return last !== null
  }).catch((error: unknown) => {
    if (error instanceof Refusal) return true
    throw error
  })
}

const nextPortion = (cx: Cx, last: string | null, filter: BulkFilter, action: BulkAction, limit: number) => {
  const element = action.do === 'move' ? action.from : filter.element
  return sql<Portion>`select i.id, coalesce(${
    REPAIRS.has(action.do)
      ? sql`(select array_agg(n.token) from process_incidents n where n.instance_id = i.id and n.resolved_at is null
          ${filter.code === undefined ? sql`` : sql`and n.code = ${filter.code}`}
          ${element === undefined ? sql`` : sql`and n.element = ${element}`})`
      : sql`array(select (t ->> 'id')::int from json_array_elements(i.state -> 'tokens') t where t ->> 'element' = ${element ?? null}::text)`
  }, '{}') as tokens
    from process_instances i where ${matching(cx.actor, filter, action)}
      and (${last}::uuid is null or i.id > ${last}::uuid) order by i.id limit ${limit}`.execute(cx.db)
}

/** What is done case by case; refused where it changes nothing. */
function eachCase(cx: Cx, action: BulkAction): ((id: string) => Promise<void>) | null {
  const engine = cx.deps.engine!
  switch (action.do) {
    case 'suspend':
      return (id) => engine.suspend(cx, id)
    case 'resume':
      return (id) => engine.resume(cx, id)
    case 'remind':
      return (id) => eachTask(cx, id, (task) => remindOfTask(cx, task))
    case 'reassign':
      return (id) => eachTask(cx, id, (task) => delegateTask(cx, task, { assigneeId: action.assigneeId, word: '' }))
    default:
      return null
  }
}

async function eachTask(cx: Cx, instance: string, run: (task: string) => Promise<void>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from tasks where instance_id = ${instance} and status = 'open'
    order by id`.execute(cx.db)
  if (rows.length === 0) throw new Refusal('process.waits_for_nobody', { status: 409 })
  for (const { id } of rows) await run(id)
}

/** How many it was done to. */
async function doPortion(
  cx: Cx,
  rows: Portion[],
  action: BulkAction,
  bulk: string,
  process: string | undefined,
): Promise<number> {
  if (action.do === 'migrate') {
    const instances = rows.map(({ id }) => id)
    return migrateCases(cx, { bulk, process: process ?? '', instances, to: action.to, chosen: action.elements })
  }
  const each = eachCase(cx, action)
  if (each) {
    let done = 0
    for (const { id } of rows) {
      try {
        await cx.savepoint(() => each(id))
        done += 1
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    }
    return done
  }
  if (REPAIRS.has(action.do)) {
    const tried = rows.flatMap(({ id, tokens }) => tokens.map((token) => ({ id, token })))
    await sql`update process_incidents n set resolution = ${action.do}
      from unnest(${tried.map(({ id }) => id)}::uuid[], ${tried.map(({ token }) => token)}::int[]) as t(instance, token)
      where n.instance_id = t.instance and n.token = t.token and n.resolved_at is null`.execute(cx.db)
  }
  const told = rows.flatMap(({ id: instance, tokens }) =>
    eventsFor(action, tokens).map((event) => ({ instance, event })),
  )
  return (await cx.deps.engine!.steerMany(cx, told)).size
}

function eventsFor(action: BulkAction, tokens: number[]): SteerEvent[] {
  switch (action.do) {
    case 'cancel':
      return [{ type: 'cancel' }]
    case 'set':
      return [{ type: 'variables.set', variables: action.variables }]
    case 'move':
      return tokens.map((token) => ({ type: 'token.move', token, to: action.to }))
    case 'retry':
    case 'skip':
      return tokens.map((token) => resolutionEvent(action.do as 'retry' | 'skip', token))
    default:
      return []
  }
}

/** What was asked for many cases, the newest first: the person's own, to leaders everybody's. */
export async function listBulks(db: Db, user: { id: string; role: string }) {
  const all = user.role === 'owner' || user.role === 'administrator'
  const { rows } = await sql<{
    id: string
    action: BulkAction
    filter: BulkFilter
    total: number
    done: number
    refused: number
    by: string
    created_at: Date
    finished_at: Date | null
    stopped_at: Date | null
    reasons: { code: string; element: string; cases: number }[]
  }>`select b.id, b.action, b.filter, b.total, b.done, b.refused, e.name as by, b.created_at, b.finished_at, b.stopped_at,
      coalesce((select json_agg(r) from (select code, element, count(*)::int as cases from process_bulk_refusals
        where bulk_id = b.id group by code, element order by 3 desc limit 20) r), '[]') as reasons
    from process_bulks b join employees e on e.id = b.created_by
    where ${all ? sql`true` : sql`b.created_by = ${user.id}`} order by b.created_at desc limit 50`.execute(db)
  return rows.map(({ created_at, finished_at, stopped_at, ...row }) => ({
    ...row,
    createdAt: created_at.toISOString(),
    finishedAt: finished_at?.toISOString() ?? null,
    stopped: stopped_at !== null,
  }))
}
