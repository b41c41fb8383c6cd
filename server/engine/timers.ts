import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Db } from '../core/db.ts'
import type { Deps } from '../core/deps.ts'
import { type Cx, write } from '../core/write.ts'
import { type Input, lock, lookUpByIndex, openBatch } from './batch.ts'
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
      const [, { rows }, batch] = await Promise.all([lookUpByIndex(cx.db), dueTimers(cx, limit), openBatch(cx, ports)])
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

async function isAnyDue(db: Db): Promise<boolean> {
  const [, { rows }] = await Promise.all([lookUpByIndex(db), anyDue(db)])
  return rows[0]!.due
}

const anyDue = (db: Db) =>
  sql<{ due: boolean }>`/* any-due */ with clock as materialized (select business_now() as now)
    select (select w.due_at from process_waits w where w.kind = 'timer' and w.due_at <= (select now from clock) order by w.due_at limit 1) is not null
      or (select s.due_at from process_start_timers s where s.due_at <= (select now from clock) order by s.due_at limit 1) is not null as due`.execute(
    db,
  )
