import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { Form } from '../queries.ts'
import type { Held, HeldReason } from '../rules/held.ts'
import { claimContents, type ReceivedAnswers, useProofs } from './claims.ts'

/**
 * Keeps what looks like a program's without making a lead of it. Whoever sent it is answered as everybody, so nothing is
 * told apart: the same content twice is kept once, and a proof that served before is as good as none.
 */
export async function holdSubmission(
  cx: Cx,
  form: Form,
  received: ReceivedAnswers,
  reason: HeldReason,
): Promise<string> {
  const id = newId()
  const { answers, locale, utm, pageUrl, referrer } = received
  if (received.proof) await useProofs(cx.db, [received.proof])
  // Apart from the digests of real requests: a person who sends the same without the trap must not be swallowed.
  const digest = createHash('sha256')
    .update(JSON.stringify(['held', answers, received.consents]))
    .digest()
  if (!(await claimContents(cx.db, [{ formId: form.id, id, digest }])).has(id)) return id
  const held: Held = { reason, locale, utm, pageUrl, referrer }
  const consents = received.consents.map((consent) => ({ ...consent, language: locale }))
  await sql`insert into submissions (id, form_id, form_version, answers, consents, origin, address_digest, received_at, held)
    values (${id}, ${form.id}, ${form.version}, ${JSON.stringify(answers)}::jsonb, ${JSON.stringify(consents)}::jsonb,
      ${received.origin}, ${received.addressDigest}, ${cx.now}, ${JSON.stringify(held)}::jsonb)`.execute(cx.db)
  cx.record('submission.held', {
    subject: { kind: 'submission', id },
    payload: { formId: form.id, formVersion: form.version, reason },
  })
  return id
}
