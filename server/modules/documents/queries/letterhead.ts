import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { Letterhead } from '../schema.ts'

export interface KeptLetterhead extends Letterhead {
  logoDigest: string | null
  logoType: string | null
}

/** What documents say of us beyond the name and the NIP. */
export async function keptLetterhead(db: Db, lock = false): Promise<KeptLetterhead> {
  const { rows } =
    await sql<KeptLetterhead>`select address, email, phone, bank_account as "bankAccount", representative,
    logo_digest is not null as logo, logo_digest as "logoDigest", logo_type as "logoType", version
    from document_letterhead ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]!
}

export async function letterhead(db: Db): Promise<Letterhead> {
  const { logoDigest: _, logoType: __, ...view } = await keptLetterhead(db)
  return view
}
