import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { canPutOff, isDueToWake, stillOpen } from '../rules.ts'
import { leadForUpdate, named } from './lead-for-update.ts'

/** Sets a lead to "waiting" until a moment; a process brings it back then. */
export async function putOffLead(cx: Cx, leadId: string, until: Date): Promise<void> {
  await allow(cx.db, cx.actor, 'lead', 'update', leadId)
  const lead = await leadForUpdate(cx, leadId)
  canPutOff(lead, until, cx.now)
  await sql`update leads set status = 'waiting', waiting_until = ${until}, waiting_times = waiting_times + 1,
      version = version + 1, updated_at = ${cx.now} where id = ${leadId}`.execute(cx.db)
  cx.record('lead.put_off', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), until: until.toISOString(), ownerId: lead.owner_id },
    changes: [
      { field: 'status', from: lead.status, to: 'waiting' },
      { field: 'waitingUntil', from: lead.waiting_until?.toISOString() ?? null, to: until.toISOString() },
    ],
  })
}

/** Back to "processing": by hand, or by the process at the chosen time (then only if it is still due). */
export async function resumeLead(cx: Cx, leadId: string, options: { onlyIfDue: boolean }): Promise<boolean> {
  await allow(cx.db, cx.actor, 'lead', 'update', leadId)
  const lead = await leadForUpdate(cx, leadId)
  if (options.onlyIfDue && !isDueToWake(lead, cx.now)) return false
  stillOpen(lead)
  if (lead.status !== 'waiting') return false
  await sql`update leads set status = ${lead.owner_id ? 'processing' : 'new'}, waiting_until = null, version = version + 1,
      updated_at = ${cx.now} where id = ${leadId}`.execute(cx.db)
  cx.record('lead.resumed', {
    subject: { kind: 'lead', id: leadId },
    payload: named(lead),
    changes: [{ field: 'status', from: 'waiting', to: lead.owner_id ? 'processing' : 'new' }],
  })
  return true
}
