import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Db } from '../../../core/db.ts'
import type { Agreed } from '../rules/consents.ts'
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
  leadId: string | null
  recordId: string | null
  number: number | string
  /** Nothing new was made: this content had come already. */
  repeated: boolean
}

/** Both in the order of the form's definition, so equal content is equal text. */
export const digestOf = ({ answers, consents }: Pick<ReceivedAnswers, 'answers' | 'consents'>): Buffer =>
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
