import { sql } from 'kysely'
import type { Db } from '../core/db.ts'
import type { Statement } from '../core/given-rows.ts'

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

/** An instance at a count of its moves. */
export interface AsRead {
  id: string
  moves: number
}

/**
 * Whether an instance is as it was read; shares the lane. False as well where somebody has the lane to himself. What those who
 * did kept for one who did not wait yet may have been missed by the statement that asks: meetKept comes for it.
 */
export const isAsRead = (instance: string, moves: string): string =>
  `${instance}.moves = ${moves}::int and ${instance}.status = 'active' and ${instance}.suspended_at is null
    and pg_try_advisory_xact_lock_shared(${LANE})`

/** Locks it as it was read. */
export const lockAsRead = ({ id, moves }: AsRead): Statement => ({
  name: 'lock-as-read',
  text: `select from process_instances i where i.id = $1::uuid and ${isAsRead('i', '$2')} for update`,
  values: [id, moves],
  mustChange: true,
})
