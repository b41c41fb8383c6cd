import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'
import type { Form } from '../queries.ts'
import type { Agreed } from '../rules/consents.ts'
import { leadFromAnswers } from '../rules/lead-from-answers.ts'
import type { Answer } from '../rules/read-answers.ts'

/** The same content sent again within this time is the same request: a double press, a retry after a lost answer. */
export const REPEAT_MINUTES = 10

export interface ReceivedAnswers {
  /** As `readAnswers` and `readConsents` gave them: checked and normalised. */
  answers: Record<string, Answer>
  consents: Agreed[]
  locale: Locale
  source: string
  utm: Record<string, string>
  pageUrl: string | null
  referrer: string | null
  origin: string | null
  addressDigest: Buffer | null
  proof: { digest: Buffer; expiresAt: Date } | null
}

export interface ReceivedSubmission {
  id: string
  leadId: string
  number: number
  /** Nothing new was made: this content had come already. */
  repeated: boolean
}

/** Thrown when the content is somebody's already: what was begun with it is rolled back with the transaction. */
class Repeated extends Error {}

/**
 * Registers what came in through a form, once: whoever sends the same content within ten minutes, also at the same
 * moment, gets the submission that was first. `write` opens the transaction of whoever sends it.
 */
export async function submit(
  { database }: Deps,
  write: (command: (cx: Cx) => Promise<ReceivedSubmission>) => Promise<ReceivedSubmission>,
  form: Form,
  received: ReceivedAnswers,
): Promise<ReceivedSubmission> {
  const digest = digestOf(received)
  try {
    return await write((cx) => receiveSubmission(cx, form, received, digest))
  } catch (error) {
    if (!(error instanceof Repeated)) throw error
    const { rows } = await sql<Omit<ReceivedSubmission, 'repeated'>>`
      select s.id, s.lead_id as "leadId", l.number from submission_digests d
      join submissions s on s.id = d.submission_id join leads l on l.id = s.lead_id
      where d.form_id = ${form.id} and d.digest = ${digest}`.execute(database.db)
    return { ...rows[0]!, repeated: true }
  }
}

/**
 * The claim of the content, the lead and the submission travel in one round trip (this is the measured path); the claim
 * waits for whoever sends the same at the same moment.
 */
async function receiveSubmission(
  cx: Cx,
  form: Form,
  received: ReceivedAnswers,
  digest: Buffer,
): Promise<ReceivedSubmission> {
  const id = newId()
  const leadId = newId()
  const { answers, locale } = received
  const consents = received.consents.map((consent) => ({ ...consent, language: locale }))
  const [claimed, proven, lead] = await Promise.all([
    claimContent(cx, form.id, id, digest),
    received.proof ? useProof(cx, received.proof) : true,
    receiveLead(cx, {
      id: leadId,
      ...leadFromAnswers(form.definition, form.name, answers, locale),
      source: received.source,
      formId: form.id,
      departmentId: form.departmentId,
      utm: Object.keys(received.utm).length > 0 ? received.utm : undefined,
      pageUrl: received.pageUrl ?? undefined,
      referrer: received.referrer ?? undefined,
    }),
    sql`/* receive-submission */ insert into submissions (id, form_id, form_version, lead_id, answers, consents, origin, address_digest,
        received_at)
      values (${id}, ${form.id}, ${form.version}, ${leadId}, ${JSON.stringify(answers)}::jsonb, ${JSON.stringify(consents)}::jsonb,
        ${received.origin}, ${received.addressDigest}, ${cx.now})`.execute(cx.db),
  ])
  if (!claimed) throw new Repeated()
  if (!proven) throw new Refusal('form.proof_required', { status: 422 })
  cx.record('submission.received', {
    subject: { kind: 'submission', id },
    payload: { formId: form.id, formVersion: form.version, leadId },
  })
  return { id, leadId, number: lead.number, repeated: false }
}

/** Both in the order of the form's definition, so equal content is equal text. */
const digestOf = ({ answers, consents }: ReceivedAnswers): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([answers, consents]))
    .digest()

export async function claimContent(cx: Cx, formId: string, id: string, digest: Buffer): Promise<boolean> {
  const claimed = await sql`/* claim-content */
    insert into submission_digests as d (form_id, digest, submission_id, received_at)
    values (${formId}, ${digest}, ${id}, ${cx.now})
    on conflict (form_id, digest) do update set submission_id = excluded.submission_id, received_at = excluded.received_at
      where d.received_at <= excluded.received_at - make_interval(mins => ${REPEAT_MINUTES})
    returning submission_id`.execute(cx.db)
  return claimed.rows.length > 0
}

/** A proof serves once. Those that expired are of no use to anybody and go away in passing. */
export async function useProof(cx: Cx, proof: { digest: Buffer; expiresAt: Date }): Promise<boolean> {
  const used = await sql`
    with gone as (
      delete from used_proofs where digest in (
        select digest from used_proofs where expires_at < clock_timestamp() limit 20 for update skip locked)
    )
    insert into used_proofs (digest, expires_at) values (${proof.digest}, ${proof.expiresAt})
    on conflict (digest) do nothing returning digest`.execute(cx.db)
  return used.rows.length > 0
}
