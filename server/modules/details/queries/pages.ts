import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { stateOf } from '../rules.ts'
import type { RequestRow } from './requests.ts'

/** What a link leads to; null where there is no such link, or it opens nothing any more. */
export async function requestByDigest(db: Db, digest: Buffer, now: Date): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`select * from detail_requests where token_digest = ${digest}`.execute(db)
  const row = rows[0]
  if (!row) return null
  return ['expired', 'revoked'].includes(stateOf(row, now)) ? null : row
}
