import { sql } from 'kysely'
import type { Cx } from '../core/write.ts'

// One lane for all deliveries: events reach an instance in the order in which they were committed, and two workers can
// never hold each other's instances. Batches, not lanes, make it fast. What concerns one instance alone shares the lane.
const LANE = 7465602

/** Takes the lane for a batch, within a statement that takes its rows; false while somebody else has it. */
export const laneTaken = sql<boolean>`pg_try_advisory_xact_lock(${sql.lit(LANE)})`

/** Waits for the lane and has it to itself. */
export async function waitForLane(cx: Cx): Promise<void> {
  await sql`/* wait-for-lane */ select pg_advisory_xact_lock(${LANE})`.execute(cx.db)
}

/** Waits for batches to end and shares the lane with others who each lock one instance. */
export async function shareLane(cx: Cx): Promise<void> {
  await sql`/* share-lane */ select pg_advisory_xact_lock_shared(${LANE})`.execute(cx.db)
}
