import { sql } from 'kysely'
import type { Db } from '../core/db.ts'

// One lane for all deliveries: events reach an instance in the order in which they were committed, and two workers can
// never hold each other's instances. Batches, not lanes, make it fast. What concerns one instance alone shares the lane.
const LANE = 7465602

/** Takes the lane for a batch, within a statement that takes its rows; false while somebody else has it. */
export const laneTaken = sql<boolean>`pg_try_advisory_xact_lock(${sql.lit(LANE)})`

/** Waits for the lane and has it to itself. */
export async function waitForLane(db: Db): Promise<void> {
  await sql`/* wait-for-lane */ select pg_advisory_xact_lock(${LANE})`.execute(db)
}

export const laneShared = `pg_advisory_xact_lock_shared(${LANE})`

/** Waits for batches to end and shares the lane with others who each lock one instance. */
export async function shareLane(db: Db): Promise<void> {
  await sql`/* share-lane */ select ${sql.raw(laneShared)}`.execute(db)
}
