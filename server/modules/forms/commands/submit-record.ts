import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { ownName } from '../../../../pure/forms.ts'
import { type Actor, system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Cx, write } from '../../../core/write.ts'
import { receiveRecord } from '../../kinds/commands/create-record.ts'
import type { Form } from '../queries.ts'
import { recordFromAnswers } from '../rules/lead-from-answers.ts'
import { claimContents, digestOf, type ReceivedAnswers, type ReceivedSubmission, useProofs } from './claims.ts'

type Alone = <T>(command: (cx: Cx) => Promise<T>) => Promise<T>

/**
 * Registers as a record of the form's kind what came in, once: the same content by the same person within ten minutes is
 * the same request.
 */
export async function submitRecord(
  deps: Deps,
  actor: Actor,
  form: Form,
  received: ReceivedAnswers,
  alone: Alone = (command) => write(deps, actor, command),
): Promise<ReceivedSubmission> {
  return alone(async (cx) => {
    const id = newId()
    const ownerId = actor.kind === 'user' ? actor.id : null
    const digest = hash('sha256', `${ownerId ?? ''} ${digestOf(received).toString('hex')}`, 'buffer')
    const claimed = await claimContents(cx.db, [{ formId: form.id, id, digest }])
    if (!claimed.has(id)) return firstOf(cx, form, digest)
    const { proof } = received
    if (proof && (await useProofs(cx.db, [proof])).size === 0) throw new Refusal('form.proof_required', { status: 422 })
    const record = await recordOfForm(cx, form, { ...received, ownerId })
    const consents = received.consents.map((consent) => ({ ...consent, language: received.locale }))
    await sql`insert into submissions (id, form_id, form_version, record_id, answers, consents, origin, address_digest, received_at)
      values (${id}, ${form.id}, ${form.version}, ${record.id}, ${JSON.stringify(received.answers)}::jsonb,
        ${JSON.stringify(consents)}::jsonb, ${received.origin}, ${received.addressDigest}, ${cx.now})`.execute(cx.db)
    return { id, leadId: null, recordId: record.id, number: record.number, repeated: false }
  })
}

async function firstOf(cx: Cx, form: Form, digest: Buffer): Promise<ReceivedSubmission> {
  const { rows } = await sql<{ id: string; recordId: string; number: string }>`
    select s.id, s.record_id as "recordId", r.number from submission_digests d
    join submissions s on s.id = d.submission_id join records r on r.id = s.record_id
    where d.form_id = ${form.id} and d.digest = ${digest}`.execute(cx.db)
  return { ...rows[0]!, leadId: null, repeated: true }
}

// What a field says that was changed, closed or put away since the form was made; nobody who fills it in could mend it.
const CHANGED_SINCE = ['field.unknown', 'field.choice']

/**
 * Makes the record. A person of the company owns what he files; what the world files (null) belongs to nobody yet. An answer
 * whose field is another by now stays with the submission alone: what was sent is not lost for it.
 */
export async function recordOfForm(
  cx: Cx,
  form: Pick<Form, 'kind' | 'name' | 'departmentId' | 'definition'>,
  { answers, locale, ownerId }: Pick<ReceivedAnswers, 'answers' | 'locale'> & { ownerId: string | null },
): Promise<{ id: string; number: string }> {
  const record = recordFromAnswers(form.definition, form.name, answers, locale)
  const filed = { ownerId, departmentId: form.departmentId }
  try {
    return await receiveRecord(cx, form.kind, { ...record, ...filed }, system('intake'))
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error
    const { fields } = error
    const asked = new Map(form.definition.fields.map(({ key, mapsTo }) => [mapsTo, key]))
    const told = fields.filter(({ code }) => !CHANGED_SINCE.includes(code))
    if (told.length > 0) {
      const named = told.map((one) => ({ ...one, path: `answers.${asked.get(one.path) ?? one.path}` }))
      throw new Refusal(error.code, { status: error.status, params: error.params, fields: named })
    }
    const gone = new Set(fields.map(({ path }) => ownName(path)))
    const custom = Object.fromEntries(Object.entries(record.custom).filter(([name]) => !gone.has(name)))
    return await receiveRecord(cx, form.kind, { ...record, ...filed, custom }, system('intake'))
  }
}
