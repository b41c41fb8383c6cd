import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import { CLOCK } from '../core/clock.ts'
import type { Db } from '../core/db.ts'
import { type Deps, Died } from '../core/deps.ts'
import { type Cx, write } from '../core/write.ts'
import { type Input, openBatch } from './batch.ts'
import { lock } from './instances.ts'
import { laneTaken } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { run } from './run.ts'
import { type StartDue, startsByTime } from './starts.ts'
import { tracedBatch } from './tracing.ts'

interface Due {
  instance_id: string
  token: number
  element: string
  due_at: Date
}

/** What is due at one moment: timers of cases, and starts by time. */
interface Taken {
  timers: Due[]
  starts: StartDue[]
}

/** What could not be fired, until when it is left alone (machine time): the others are not to wait for it. */
const putOff = new WeakMap<Deps, Map<string, { due: Partial<Taken>; until: number }>>()
const PUT_OFF_MS = 5000

/** Fires up to `limit` timers that are due, starts by time too, in one transaction; returns how many. */
export async function fireTimers(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  const left = putOff.get(deps)
  for (const [key, { until }] of left ?? []) if (until <= Date.now()) left!.delete(key)
  const taken: Taken = { timers: [], starts: [] }
  try {
    return await fire(deps, ports, { timers: limit, starts: limit }, taken)
  } catch (error) {
    if (error instanceof Died || taken.timers.length + taken.starts.length === 0) throw error
    deps.log.warn({ err: error }, 'a batch of timers failed; firing one by one')
  }
  let fired = 0
  for (let i = 0; i < taken.timers.length; i += 1) fired += await fireOne(deps, ports, { timers: 1, starts: 0 })
  for (let i = 0; i < taken.starts.length; i += 1) fired += await fireOne(deps, ports, { timers: 0, starts: 1 })
  return fired
}

async function fireOne(deps: Deps, ports: EnginePorts, limits: { timers: number; starts: number }): Promise<number> {
  const taken: Taken = { timers: [], starts: [] }
  try {
    return await fire(deps, ports, limits, taken)
  } catch (error) {
    const due = [...taken.timers, ...taken.starts][0]
    if (error instanceof Died || !due) throw error
    deps.log.error({ err: error, due }, 'a timer could not be fired; trying again later')
    if (!putOff.has(deps)) putOff.set(deps, new Map())
    putOff.get(deps)!.set(JSON.stringify(due), { due: taken, until: Date.now() + PUT_OFF_MS })
    return 1
  }
}

const fire: typeof fireBatch = (deps, ...what) => tracedBatch(deps, 'engine.timers', () => fireBatch(deps, ...what))

function fireBatch(
  deps: Deps,
  ports: EnginePorts,
  limits: { timers: number; starts: number },
  taken: Taken,
): Promise<number> {
  const putOffHere = [...(putOff.get(deps)?.values() ?? [])]
  const left = putOffHere.flatMap(({ due }) => due.timers ?? [])
  const leftStarts = putOffHere.flatMap(({ due }) => due.starts ?? [])
  return write(
    deps,
    system('engine'),
    async (cx, anyDue) => {
      if (!anyDue) return 0
      const [{ rows }, batch] = await Promise.all([dueTimers(cx, limits.timers, left), openBatch(cx, ports)])
      if (rows[0]?.mine !== true) return 0
      batch.isLast = true
      const due = rows.filter((row) => row.instance_id !== null)
      taken.timers = due
      const instances = await lock(
        batch,
        due.map((row) => row.instance_id),
      )
      const inputs = due.flatMap(({ instance_id, token, element, due_at }): Input[] => {
        const instance = instances.get(instance_id)
        if (!instance) return []
        const event = { type: 'timer.fired', token, element, dueAt: due_at.toISOString() } as const
        return [{ instance, event, cause: null, depth: instance.depth }]
      })
      const starts = await startsByTime(batch, limits.starts, leftStarts, taken.starts)
      await run(batch, [...inputs, ...starts.inputs])
      return due.length + starts.fired
    },
    { byIndex: true, ahead: isAnyDue },
  )
}

interface DueTimer extends Due {
  /** The lane is ours; else there is nothing else in the row. */
  mine: boolean
}

const among = (left: Due[]) => sql`select from unnest(${left.map((each) => each.instance_id)}::uuid[],
    ${left.map((each) => each.token)}::int[], ${left.map((each) => each.element)}::text[]) as p(instance_id, token, element)
  where p.instance_id = w.instance_id and p.token = w.token and p.element = w.element`

const dueTimers = (cx: Cx, limit: number, left: Due[]) =>
  sql<DueTimer>`/* ${sql.raw(left.length === 0 ? 'due-timers' : 'due-timers-but')} */ with lane as materialized (select ${laneTaken} as mine)
    select lane.mine, d.* from lane left join lateral (
      select instance_id, token, element, due_at from process_waits w where kind = 'timer' and due_at <= ${cx.now} and lane.mine
        ${left.length === 0 ? sql`` : sql`and not exists (${among(left)})`}
      order by due_at, since, instance_id, token limit ${limit}) d on true`.execute(cx.db)

async function isAnyDue(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    due: boolean
  }>`/* any-due */ with clock as materialized (select ${sql.raw(CLOCK)} as now)
    select (select w.due_at from process_waits w where w.kind = 'timer' and w.due_at <= (select now from clock) order by w.due_at limit 1) is not null
      or (select s.due_at from process_start_timers s where s.due_at <= (select now from clock) order by s.due_at limit 1) is not null as due`.execute(
    db,
  )
  return rows[0]!.due
}
