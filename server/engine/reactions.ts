import { sql } from 'kysely'
import { system } from '../core/actor.ts'
import type { Reaction } from '../core/define.ts'
import type { LoggedEvent } from '../core/events.ts'
import type { Cx } from '../core/write.ts'
import type { Origins } from './batch.ts'
import type { EnginePorts } from './ports.ts'
import type { DeliveredRow } from './rows.ts'
import { DEEPEST } from './starts.ts'
import { isRetryable } from './steps.ts'

interface Due {
  row: DeliveredRow
  reaction: Reaction
  event: LoggedEvent
}

/** What follows these events, in their order. */
export function reactionsTo(ports: EnginePorts, rows: DeliveredRow[]): Due[] {
  return rows.flatMap((row) => {
    const follow = (ports.reactions.get(row.name) ?? []).filter(({ name }) => row.topic === null || row.topic === name)
    if (follow.length === 0) return []
    const event: LoggedEvent = {
      id: row.id,
      at: row.at,
      name: row.name,
      actor: { kind: row.actor_kind, id: row.actor_id },
      subject: { kind: row.subject_kind, id: row.subject_id },
      payload: row.payload,
      changes: row.changes,
      cause: row.cause,
      depth: row.depth,
      departmentId: row.department_id,
    }
    return follow
      .filter((reaction) => !reaction.when || reaction.when(event))
      .map((reaction) => ({ row, reaction, event }))
  })
}

/** Lets modules react to events; a reaction that fails is tried again by itself, later. */
export async function react(cx: Cx, due: Due[], origins: Origins | null = null): Promise<void> {
  for (const { row, reaction, event } of due) {
    const acting = cx.as(system(reaction.name), { event: row.id, ...row.cause }, row.depth + 1, origins?.of.get(row.id))
    try {
      if (row.depth >= DEEPEST) throw new Error('loop guard: events caused events too many times over')
      await cx.savepoint(() => reaction.run(acting, event))
    } catch (error) {
      if (isRetryable(error)) throw error
      cx.deps.log.error({ err: error, reaction: reaction.name, event: row.id }, 'a reaction failed; trying again later')
      await sql`insert into outbox (kind, event_id, topic, attempts, last_error, not_before, state, trace)
        values ('deliver', ${row.id}, ${reaction.name}, ${row.attempts + 1}, ${(error as Error).message.slice(0, 500)},
          clock_timestamp() + make_interval(secs => least(3600, power(2, ${row.attempts + 1}::int))),
          ${row.attempts >= 11 ? 'failed' : 'ready'}, ${row.trace})`.execute(cx.db)
    }
  }
}
