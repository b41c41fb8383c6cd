import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { RegisterView } from '../schema.ts'

/** Which register of taxpayers is asked, and whether. */
export async function nipRegister(db: Db): Promise<RegisterView> {
  const { rows } = await sql<RegisterView>`select active, url, version from nip_register`.execute(db)
  return rows[0]!
}
