import { sql } from 'kysely'
import type { Cx } from './write.ts'

/** What waits for its next try may be tried at once and as if for the first time: its reason to fail is gone. */
export async function hastenEffects(cx: Cx, topic: string): Promise<void> {
  await sql`update outbox set not_before = null, attempts = 0
    where kind = 'effect' and topic = ${topic} and state = 'ready' and attempts > 0`.execute(cx.db)
}
