import { sql } from 'kysely'
import type { Graph } from '../../pure/bpmn/graph.ts'
import type { Cx } from '../core/write.ts'

/** The answers by which user tasks and effects come back into a case. */
export const ANSWERS = ['task.completed', 'step.finished'] as const

/** The events a model listens to; '*' when a name is told only at run time. */
export function heardBy(graph: Graph): string[] {
  const messages = Object.values(graph.elements).flatMap(({ message }) => (message ? [message.name] : []))
  const names = [...graph.triggers.map(({ event }) => event), ...messages]
  return [...new Set(names.map((name) => (name.startsWith('=') ? '*' : name)))]
}

/** From now on these events are put into the outbox. Names are never taken back: old cases may still wait. */
export async function hear(cx: Cx, names: readonly string[]): Promise<void> {
  await sql`insert into heard_events (name) select unnest(${names}::text[]) on conflict do nothing`.execute(cx.db)
  cx.hears(null)
}
