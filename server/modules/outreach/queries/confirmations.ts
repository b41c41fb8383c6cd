import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Db } from '../../../core/db.ts'

const TOKEN_CHARACTERS = 22

/** The end of a confirm link: signed with the installation's key, and the same each time it is made. */
export const tokenOf = (secret: string, outreachId: string): string =>
  createHmac('sha256', secret).update(`confirm ${outreachId}`).digest('base64url').slice(0, TOKEN_CHARACTERS)

export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export interface Confirmation {
  id: string
  subject_kind: string
  subject_id: string
  customer_kind: string
  customer_id: string
  message_id: string | null
  locale: Locale
  body: string
  company: string
  confirm_until: Date
  confirmed_at: Date | null
}

/** What a confirm link leads to; null for none. */
export async function confirmationBy(db: Db, token: string): Promise<Confirmation | null> {
  const { rows } = await sql<Confirmation>`select o.*, c.name as company from outreaches o, company c
    where o.confirm_digest = ${digestOf(token)}`.execute(db)
  return rows[0] ?? null
}
