import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Deps } from '../core/deps.ts'
import { write } from '../core/write.ts'
import { type Input, lock, openBatch } from './batch.ts'
import { takeLane } from './lane.ts'
import type { EnginePorts } from './ports.ts'
import { run } from './run.ts'
import { startsByTime } from './starts.ts'

/** Fires up to `limit` timers that are due, starts by time too, in one transaction; returns how many. */
export async function fireTimers(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  return write(
    deps,
    system('engine'),
    async (cx, anyDue) => {
      if (!anyDue || !(await takeLane(cx))) return 0
      const { rows } = await sql<{ instance_id: string; token: number; element: string; due_at: Date }>`
        /* due-timers */ select instance_id, token, element, due_at from process_waits where kind = 'timer' and due_at <= ${cx.now}
        order by due_at, since, instance_id, token limit ${limit}`.execute(cx.db)
      const batch = await openBatch(cx, ports)
      const instances = await lock(
        batch,
        rows.map((row) => row.instance_id),
      )
      const inputs = rows.flatMap(({ instance_id, token, element, due_at }): Input[] => {
        const instance = instances.get(instance_id)
        if (!instance) return []
        const event = { type: 'timer.fired', token, element, dueAt: due_at.toISOString() } as const
        return [{ instance, event, cause: null, depth: instance.depth }]
      })
      const starts = await startsByTime(batch, limit)
      await run(batch, [...inputs, ...starts.inputs])
      return rows.length + starts.fired
    },
    { ahead: isAnyDue },
  )
}

const isAnyDue = async (db: Deps['database']['db']): Promise<boolean> => {
  const { rows } = await sql<{ due: boolean }>`/* any-due */ with clock as materialized (select business_now() as now)
    select exists (select from process_waits, clock where kind = 'timer' and due_at <= clock.now)
      or exists (select from process_start_timers, clock where due_at <= clock.now) as due`.execute(db)
  return rows[0]!.due
}
