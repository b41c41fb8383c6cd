import { sql } from 'kysely'
import type { Picture } from '../../../../pure/documents/template.ts'
import type { Db } from '../../../core/db.ts'
import type { Letterhead } from '../schema.ts'

export interface KeptLetterhead extends Letterhead {
  logoDigest: string | null
  logoType: string | null
  stampDigest: string | null
  stampType: string | null
}

/** What documents say of us beyond the name and the NIP. */
export async function keptLetterhead(db: Db, lock = false): Promise<KeptLetterhead> {
  const { rows } =
    await sql<KeptLetterhead>`select address, email, phone, bank_account as "bankAccount", representative,
    logo_digest is not null as logo, logo_digest as "logoDigest", logo_type as "logoType",
    stamp_digest is not null as stamp, stamp_digest as "stampDigest", stamp_type as "stampType", version
    from document_letterhead ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]!
}

export const pictureOf = (kept: KeptLetterhead, picture: Picture): { digest: string | null; type: string | null } => ({
  digest: kept[`${picture}Digest`],
  type: kept[`${picture}Type`],
})

export async function letterhead(db: Db): Promise<Letterhead> {
  const { logoDigest: _, logoType: __, stampDigest: ___, stampType: ____, ...view } = await keptLetterhead(db)
  return view
}
