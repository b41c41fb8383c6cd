import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { type Confirmation, confirmationBy } from '../queries/confirmations.ts'

/** The customer confirms what a message asked; once, however often the button is pressed, and not after its time. */
export async function confirm(cx: Cx, token: string): Promise<Confirmation> {
  const found = await confirmationBy(cx.db, token)
  if (!found) throw notFound()
  if (found.confirmed_at || found.confirm_until < cx.now) return found
  const { rows } =
    await sql`update outreaches set confirmed_at = ${cx.now} where id = ${found.id} and confirmed_at is null
    returning id`.execute(cx.db)
  if (rows.length === 0) return { ...found, confirmed_at: cx.now }
  const { subject_kind: kind, subject_id: id } = found
  cx.record('message.confirmed', {
    subject: { kind, id },
    payload: { outreachId: found.id, messageId: found.message_id, kind, id },
    also: [{ kind: found.customer_kind, id: found.customer_id }],
  })
  return { ...found, confirmed_at: cx.now }
}
