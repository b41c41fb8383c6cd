import { sql } from 'kysely'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { HELD_DAYS } from '../rules/held.ts'
import { REPEAT_MINUTES } from './claims.ts'

const BATCH = 5000

/**
 * Forgets digests that stop nothing any more and what was held back and wanted by nobody; a chore. Digests are kept for
 * twice their time, because whoever found one valid a moment ago still reads it. Returns whether there is more.
 */
export async function forgetSubmissions({ database }: Deps): Promise<boolean> {
  const now = await businessNow(database.db)
  const digests = await sql`delete from submission_digests where (form_id, digest) in (
      select form_id, digest from submission_digests
      where received_at < ${now}::timestamptz - make_interval(mins => ${2 * REPEAT_MINUTES}) limit ${BATCH} for update skip locked)`.execute(
    database.db,
  )
  const held = await sql`delete from submissions where id in (
      select id from submissions where lead_id is null and record_id is null
        and received_at < ${now}::timestamptz - make_interval(days => ${HELD_DAYS}) limit ${BATCH} for update skip locked)`.execute(
    database.db,
  )
  return [digests, held].some(({ numAffectedRows }) => Number(numAffectedRows ?? 0) === BATCH)
}
