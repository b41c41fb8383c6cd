import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { type Actor, system } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { gathered } from '../../../core/gather.ts'
import { newId } from '../../../core/ids.ts'
import { type Cx, write } from '../../../core/write.ts'
import { receiveLeads } from '../../leads/commands/receive-lead.ts'
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
    select s.id, s.lead_id as "leadId", l.number from submission_digests d
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
    return end ?? { id, leadId, number: numbers.get(leadId)!, repeated: false }
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

/** Both in the order of the form's definition, so equal content is equal text. */
const digestOf = ({ answers, consents }: ReceivedAnswers): Buffer =>
  hash('sha256', JSON.stringify([answers, consents]), 'buffer')

/**
 * Claims contents for the submissions named; returns the ids of those that were first. In the order of the digests, so
 * that two who claim the same never wait for each other.
 */
export async function claimContents(
  db: Db,
  claims: { formId: string; id: string; digest: Buffer }[],
): Promise<Set<string>> {
  const first = new Map<string, { form_id: string; id: string; digest: string }>()
  for (const { formId, id, digest } of claims) {
    const hex = digest.toString('hex')
    if (!first.has(`${formId} ${hex}`)) first.set(`${formId} ${hex}`, { form_id: formId, id, digest: hex })
  }
  const claimed = await sql<{ id: string }>`/* claim-contents */
    insert into submission_digests as d (form_id, digest, submission_id, received_at)
    select form_id, decode(digest, 'hex'), id, clock.now
    from json_to_recordset(${JSON.stringify([...first.values()])}::json) as c(form_id uuid, id uuid, digest text),
      (select business_now() as now) clock
    order by form_id, digest
    on conflict (form_id, digest) do update set submission_id = excluded.submission_id, received_at = excluded.received_at
      where d.received_at <= excluded.received_at - make_interval(mins => ${REPEAT_MINUTES})
    returning submission_id as id`.execute(db)
  return new Set(claimed.rows.map(({ id }) => id))
}

/** A proof serves once: returns, as hexadecimal digits, those that served now. Those that expired go away in passing. */
export async function useProofs(db: Db, proofs: { digest: Buffer; expiresAt: Date }[]): Promise<Set<string>> {
  const rows = proofs.map(({ digest, expiresAt }) => ({ digest: digest.toString('hex'), expires_at: expiresAt }))
  const used = await sql<{ digest: string }>`/* use-proofs */
    with gone as (
      delete from used_proofs where digest in (
        select digest from used_proofs where expires_at < clock_timestamp() limit 20 for update skip locked)
    )
    insert into used_proofs (digest, expires_at)
    select distinct on (digest) decode(digest, 'hex'), expires_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as p(digest text, expires_at timestamptz)
    order by digest
    on conflict (digest) do nothing returning encode(digest, 'hex') as digest`.execute(db)
  return new Set(used.rows.map(({ digest }) => digest))
}
