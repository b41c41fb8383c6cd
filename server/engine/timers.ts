import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Deps } from '../core/deps.ts'
import { type Cx, write } from '../core/write.ts'
import { type Input, lock, openBatch } from './batch.ts'
import { laneTaken } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { run } from './run.ts'
import { startsByTime } from './starts.ts'

/** Fires up to `limit` timers that are due, starts by time too, in one transaction; returns how many. */
export async function fireTimers(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  return write(
    deps,
    system('engine'),
    async (cx, anyDue) => {
      if (!anyDue) return 0
      const [{ rows }, batch] = await Promise.all([dueTimers(cx, limit), openBatch(cx, ports)])
      if (rows[0]?.mine !== true) return 0
      const due = rows.filter((row) => row.instance_id !== null)
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
      const starts = await startsByTime(batch, limit)
      await run(batch, [...inputs, ...starts.inputs])
      return due.length + starts.fired
    },
    { ahead: isAnyDue },
  )
}

interface DueTimer {
  /** The lane is ours; else there is nothing else in the row. */
  mine: boolean
  instance_id: string
  token: number
  element: string
  due_at: Date
}

const dueTimers = (cx: Cx, limit: number) =>
  sql<DueTimer>`/* due-timers */ with lane as materialized (select ${laneTaken} as mine)
    select lane.mine, d.* from lane left join lateral (
      select instance_id, token, element, due_at from process_waits where kind = 'timer' and due_at <= ${cx.now} and lane.mine
      order by due_at, since, instance_id, token limit ${limit}) d on true`.execute(cx.db)

const isAnyDue = async (db: Deps['database']['db']): Promise<boolean> => {
  const { rows } = await sql<{ due: boolean }>`/* any-due */ with clock as materialized (select business_now() as now)
    select exists (select from process_waits, clock where kind = 'timer' and due_at <= clock.now)
      or exists (select from process_start_timers, clock where due_at <= clock.now) as due`.execute(db)
  return rows[0]!.due
}
