import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { stillOpen } from '../rules.ts'
import { leadForUpdate, named, turned } from './lead-for-update.ts'

/** Rejects a lead with a reason (spam, ...). */
export async function rejectLead(cx: Cx, leadId: string, reason: string, note: string): Promise<void> {
  await allow(cx.db, cx.actor, 'lead', 'reject', leadId)
  const lead = await leadForUpdate(cx, leadId)
  stillOpen(lead)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update leads set status = 'rejected', rejected_reason = ${reason}, rejected_note = ${note}, closed_at = ${cx.now},
      closed_by = ${by}, waiting_until = null, version = version + 1, updated_at = ${cx.now} where id = ${leadId}`.execute(
    cx.db,
  )
  cx.record('lead.rejected', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), ...turned(lead, 'rejected'), reason },
    changes: [{ field: 'status', from: lead.status, to: 'rejected' }],
  })
}

/** Opens a rejected lead again: with its owner, or as a new one. One that is open already stays as it is. */
export async function reopenLead(cx: Cx, leadId: string): Promise<void> {
  await allow(cx.db, cx.actor, 'lead', 'reject', leadId)
  const lead = await leadForUpdate(cx, leadId)
  if (lead.status === 'converted') throw new Refusal('lead.already_converted')
  if (lead.status !== 'rejected') return
  const status = lead.owner_id ? 'processing' : 'new'
  await sql`update leads set status = ${status}, rejected_reason = null, rejected_note = null, closed_at = null, closed_by = null,
      version = version + 1, updated_at = ${cx.now} where id = ${leadId}`.execute(cx.db)
  cx.record('lead.reopened', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), ...turned(lead, status), ownerId: lead.owner_id },
    changes: [{ field: 'status', from: 'rejected', to: status }],
  })
}

export interface Converted {
  leadId: string
  contactId: string | null
  companyId: string | null
  dealId: string | null
}

/** The lead's part of a conversion; deals (the upper module) makes the records and calls this in the same transaction. */
export async function closeConvertedLead(cx: Cx, made: Converted): Promise<void> {
  const lead = await leadForUpdate(cx, made.leadId)
  stillOpen(lead)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update leads set status = 'converted', deal_id = ${made.dealId}, contact_id = ${made.contactId},
      company_id = ${made.companyId}, owner_id = coalesce(owner_id, ${by}), closed_at = ${cx.now}, closed_by = ${by},
      waiting_until = null, version = version + 1, updated_at = ${cx.now} where id = ${made.leadId}`.execute(cx.db)
  const { leadId: _, ...links } = made
  cx.record('lead.converted', {
    subject: { kind: 'lead', id: made.leadId },
    payload: { ...named(lead), ...turned(lead, 'converted'), ...links },
    changes: [{ field: 'status', from: lead.status, to: 'converted' }],
    also: [
      ...(made.dealId ? [{ kind: 'deal', id: made.dealId }] : []),
      ...(made.contactId ? [{ kind: 'contact', id: made.contactId }] : []),
      ...(made.companyId ? [{ kind: 'company', id: made.companyId }] : []),
    ],
  })
}
