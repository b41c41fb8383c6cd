import { sql } from 'kysely'
import { CLOCK } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'

/** No further is looked where much waits: the first of it says since when. */
const LOOKED_AT = 1000

/** The moment up to which every case is worked out: the end of the first of those that wait for it, else now. */
export async function casesCountedTo(db: Db): Promise<string> {
  const { rows } = await sql<{ at: Date }>`select least(${sql.raw(CLOCK)}, (select min(i.ended_at)
    from (select instance_id from figure_cases_due limit ${LOOKED_AT}) d join process_instances i on i.id = d.instance_id)) as at`.execute(
    db,
  )
  return rows[0]!.at.toISOString()
}

/** The moment up to which everything is counted: that of the first event nobody has counted yet, else now. */
export async function countedTo(db: Db): Promise<string> {
  // The place is a value of its own: joined, the log would be read from its beginning.
  const { rows } = await sql<{ at: Date }>`
    select least(${sql.raw(CLOCK)}, (select min(w.at) from (select e.at from event_log e
      where (e.era, e.xid8) >= ((select era from figure_position), (select up_to_xid8 from figure_position))
      order by e.era, e.xid8, e.id limit ${LOOKED_AT}) w)) as at`.execute(db)
  return rows[0]!.at.toISOString()
}
