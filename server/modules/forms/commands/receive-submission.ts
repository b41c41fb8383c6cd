import { sql } from 'kysely'
import { type Actor, system } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { gathered } from '../../../core/gather.ts'
import { newId } from '../../../core/ids.ts'
import { type Cx, write } from '../../../core/write.ts'
import { receiveLeads } from '../../leads/commands/receive-lead.ts'
import type { Form } from '../queries.ts'
import { leadFromAnswers } from '../rules/lead-from-answers.ts'
import { claimContents, digestOf, type ReceivedAnswers, type ReceivedSubmission, useProofs } from './claims.ts'
import { submitRecord } from './submit-record.ts'

/** How one of a batch ended: as the first of its content, as a repetition of somebody's, or refused for a used proof. */
type Received = ReceivedSubmission | 'repeated' | 'proof used'

interface Sent {
  actor: Actor
  form: Form
  received: ReceivedAnswers
  digest: Buffer
}

// As many as one person of the measured sixteen callers times four; a batch takes a few milliseconds.
const MOST_AT_ONCE = 64

const intakes = new WeakMap<Deps, (sent: Sent) => Promise<Received>>()

/** The server's one way in: what arrives at the same moment is committed together, before anybody is answered. */
function intakeOf(deps: Deps): (sent: Sent) => Promise<Received> {
  let intake = intakes.get(deps)
  if (!intake) {
    intake = gathered(MOST_AT_ONCE, (batch) => {
      const fresh = batch.map(withIds)
      return write(
        deps,
        system('intake'),
        (cx, claims) =>
          receiveSubmissions(
            fresh.map((sent) => ({ ...sent, cx: cx.as(sent.actor, null, 0) })),
            claims,
          ),
        { ahead: (db: Db) => claim(db, fresh) },
      )
    })
    intakes.set(deps, intake)
  }
  return intake
}

/**
 * Registers what came in through a form, once: whoever sends the same content within ten minutes, also at the same
 * moment, gets the submission that was first. `alone` opens a transaction of its own, where the caller's answer has to
 * commit with it (Idempotency-Key); otherwise it goes with what else arrives.
 */
export async function submit(
  deps: Deps,
  actor: Actor,
  form: Form,
  received: ReceivedAnswers,
  alone?: <T>(command: (cx: Cx) => Promise<T>) => Promise<T>,
): Promise<ReceivedSubmission> {
  if (form.kind !== 'lead') return submitRecord(deps, actor, form, received, alone)
  const digest = digestOf(received)
  const answer = alone
    ? await alone(async (cx) => {
        const sent = { ...withIds({ actor, form, received, digest }), cx }
        return (await receiveSubmissions([sent], await claim(cx.db, [sent])))[0]!
      })
    : await intakeOf(deps)({ actor, form, received, digest })
  if (answer === 'proof used') throw new Refusal('form.proof_required', { status: 422 })
  if (answer !== 'repeated') return answer
  const { rows } = await sql<Omit<ReceivedSubmission, 'repeated'>>`
    select s.id, s.lead_id as "leadId", null as "recordId", l.number from submission_digests d
    join submissions s on s.id = d.submission_id join leads l on l.id = s.lead_id
    where d.form_id = ${form.id} and d.digest = ${digest}`.execute(deps.database.db)
  return { ...rows[0]!, repeated: true }
}

interface Fresh extends Sent {
  id: string
  leadId: string
}

const withIds = (sent: Sent): Fresh => ({ ...sent, id: newId(), leadId: newId() })

interface Claims {
  /** Ids of the submissions whose content was first. */
  contents: Set<string>
  /** Digests, in hexadecimal digits, of the proofs that served now. */
  proofs: Set<string>
}

async function claim(db: Db, batch: Fresh[]): Promise<Claims> {
  const used = batch.flatMap(({ received }) => received.proof ?? [])
  const [contents, proofs] = await Promise.all([
    claimContents(
      db,
      batch.map(({ form, id, digest }) => ({ formId: form.id, id, digest })),
    ),
    used.length > 0 ? useProofs(db, used) : new Set<string>(),
  ])
  return { contents, proofs }
}

/**
 * Leads and submissions of what was first, in one round trip (this is the measured path). A claim has waited for whoever
 * sent the same at the same moment.
 */
async function receiveSubmissions(fresh: (Fresh & { cx: Cx })[], claims: Claims): Promise<Received[]> {
  const { cx } = fresh[0]!
  const ends: (Received | null)[] = fresh.map(({ id, received: { proof } }) => {
    if (!claims.contents.has(id)) return 'repeated'
    // Of two with the same proof in one batch the first has it.
    return proof === null || claims.proofs.delete(proof.digest.toString('hex')) ? null : 'proof used'
  })
  const unclaimed = fresh.filter((_, i) => ends[i] === 'proof used').map(({ id }) => id)
  if (unclaimed.length > 0)
    await sql`delete from submission_digests where submission_id = any(${unclaimed}::uuid[])
      and form_id = any(${fresh.map(({ form }) => form.id)}::uuid[])`.execute(cx.db)
  const taken = fresh.filter((_, i) => ends[i] === null)
  if (taken.length === 0) return ends as Received[]
  const [leads] = await Promise.all([
    receiveLeads(
      taken.map(({ cx: own, form, received, leadId }) => ({
        cx: own,
        lead: {
          id: leadId,
          ...leadFromAnswers(form.definition, form.name, received.answers, received.locale),
          source: received.source,
          formId: form.id,
          departmentId: form.departmentId,
          utm: Object.keys(received.utm).length > 0 ? received.utm : null,
          pageUrl: received.pageUrl,
          referrer: received.referrer,
        },
      })),
    ),
    keep(cx, taken),
  ])
  const numbers = new Map(leads.map(({ id, number }) => [id, number]))
  return ends.map((end, i) => {
    const { id, leadId } = fresh[i]!
    return end ?? { id, leadId, recordId: null, number: numbers.get(leadId)!, repeated: false }
  })
}

async function keep(cx: Cx, taken: Fresh[]): Promise<void> {
  const rows = taken.map(({ id, leadId, form, received }) => ({
    id,
    form_id: form.id,
    form_version: form.version,
    lead_id: leadId,
    answers: received.answers,
    consents: received.consents.map((consent) => ({ ...consent, language: received.locale })),
    origin: received.origin,
    address: received.addressDigest?.toString('hex') ?? null,
  }))
  await sql`/* keep-submissions */
    insert into submissions (id, form_id, form_version, lead_id, answers, consents, origin, address_digest, received_at)
    select id, form_id, form_version, lead_id, answers, consents, origin, decode(address, 'hex'), ${cx.now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as s(id uuid, form_id uuid, form_version int, lead_id uuid,
      answers jsonb, consents jsonb, origin text, address text)`.execute(cx.db)
}
