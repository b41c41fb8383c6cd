import { sql } from 'kysely'
import type { Db } from '../core/db.ts'
import type { Statement } from '../core/given-rows.ts'
import type { Ground } from './ground.ts'

// One lane for all deliveries: events reach an instance in the order in which they were committed, and two workers can
// never hold each other's instances. Batches, not lanes, make it fast. What concerns one instance alone shares the lane.
const LANE = 7465602

/** Takes the lane for a batch, within a statement that takes its rows; false while somebody else has it. */
export const laneTaken = sql<boolean>`pg_try_advisory_xact_lock(${sql.lit(LANE)})`

/** Waits for the lane and has it to itself. */
export async function waitForLane(db: Db): Promise<void> {
  await sql`/* wait-for-lane */ select pg_advisory_xact_lock(${LANE})`.execute(db)
}

/** Waits for batches to end and shares the lane with others who each lock one instance. */
export async function shareLane(db: Db): Promise<void> {
  await sql`/* share-lane */ select pg_advisory_xact_lock_shared(${LANE})`.execute(db)
}

/**
 * Shares the lane and locks one instance; fails with 40001 where it has moved, ended or been suspended since it was read, or
 * the ground has changed.
 */
export const isAsRead = ({ id, moves, epoch, keeps }: { id: string; moves: number } & Ground): Statement => ({
  name: 'as-read',
  text: 'select instance_as_read($1::uuid, $2::int, $3::bigint, $4::boolean)',
  values: [id, moves, epoch, keeps],
})
