import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { LostReason } from '../schema/parts.ts'

/** The reasons one may choose from when a deal is lost. */
export async function listLostReasons(db: Db): Promise<LostReason[]> {
  const { rows } = await sql<LostReason>`select id, key, name, position, version from lost_reasons
    where archived_at is null order by position, created_at, id`.execute(db)
  return rows
}
