import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'
import { getForm } from '../queries.ts'
import type { Held } from '../rules/held.ts'
import { leadFromAnswers } from '../rules/lead-from-answers.ts'
import type { Answer } from '../rules/read-answers.ts'
import { recordOfForm } from './submit-record.ts'

export interface LetThrough {
  leadId: string | null
  recordId: string | null
}

/** Makes what the form makes of a submission that was held back; of one that is made already, tells which. */
export async function letThrough(cx: Cx, formId: string, submissionId: string): Promise<LetThrough> {
  await allow(cx.db, cx.actor, 'form', 'let_through', formId)
  const form = await getForm(cx.db, cx.actor, formId)
  const { rows } = await sql<LetThrough & { answers: Record<string, Answer>; held: Held | null }>`
    select lead_id as "leadId", record_id as "recordId", answers, held from submissions where id = ${submissionId} and form_id = ${formId}
    for update`.execute(cx.db)
  const submission = rows[0]
  if (!submission) throw notFound()
  const { leadId, recordId } = submission
  if (leadId || recordId) return { leadId, recordId }
  const held = submission.held as Held
  const told = (made: LetThrough) => {
    cx.record('submission.let_through', {
      subject: { kind: 'submission', id: submissionId },
      payload: { formId, ...made },
    })
    return made
  }
  if (form.kind !== 'lead') {
    // Nobody of the company has filled it in: who lets it through does not own it.
    const record = await recordOfForm(cx, form, { ...submission, locale: held.locale, ownerId: null })
    await sql`update submissions set record_id = ${record.id} where id = ${submissionId}`.execute(cx.db)
    return told({ leadId: null, recordId: record.id })
  }
  const lead = await receiveLead(cx, {
    ...leadFromAnswers(form.definition, form.name, submission.answers, held.locale),
    source: form.definition.source,
    formId,
    departmentId: form.departmentId,
    utm: Object.keys(held.utm).length > 0 ? held.utm : null,
    pageUrl: held.pageUrl,
    referrer: held.referrer,
  })
  await sql`update submissions set lead_id = ${lead.id} where id = ${submissionId}`.execute(cx.db)
  return told({ leadId: lead.id, recordId: null })
}
