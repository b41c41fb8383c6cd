import { sql } from 'kysely'
import { allow, scopeOf } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { employeeNames, supervisorOf } from '../../staff/queries.ts'
import { mostTimesPutOff } from '../queries.ts'
import { canPutOff, isDueToWake, isOneMoreTime, type LeadState, stillOpen } from '../rules.ts'
import { acceptLead } from './accept-lead.ts'
import { leadForUpdate, named, turned } from './lead-for-update.ts'

/**
 * Sets a lead to "waiting" until a moment; a process brings it back then. With `take` a new lead is accepted in the same go.
 * Refuses its owner with `lead.put_off_enough` once it has been put off as often as the process's form allows.
 */
export async function putOffLead(
  cx: Cx,
  leadId: string,
  until: Date,
  { take = false }: { take?: boolean } = {},
): Promise<void> {
  if (take) await acceptLead(cx, leadId)
  await allow(cx.db, cx.actor, 'lead', 'update', leadId)
  const lead = await leadForUpdate(cx, leadId)
  canPutOff(lead, until, cx.now)
  const oneMore = isOneMoreTime(lead, until)
  if (oneMore && !mayAlwaysPutOff(cx.actor, lead)) {
    const most = await mostTimesPutOff(cx.db)
    if (most !== null && lead.waiting_times >= most) {
      throw new Refusal('lead.put_off_enough', {
        params: { times: lead.waiting_times, supervisor: await supervisorName(cx, lead) },
      })
    }
  }
  await sql`update leads set status = 'waiting', waiting_until = ${until}, waiting_times = waiting_times + ${oneMore ? 1 : 0},
      version = version + 1, updated_at = ${cx.now} where id = ${leadId}`.execute(cx.db)
  cx.record('lead.put_off', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), ...turned(lead, 'waiting'), until: until.toISOString(), ownerId: lead.owner_id },
    changes: [
      { field: 'status', from: lead.status, to: 'waiting' },
      { field: 'waitingUntil', from: lead.waiting_until?.toISOString() ?? null, to: until.toISOString() },
    ],
  })
}

/** Whoever stands above the owner decides without a limit; so does who answers to nobody. */
function mayAlwaysPutOff(actor: Actor, lead: LeadState): boolean {
  const scope = scopeOf(actor, 'lead', 'update')
  return scope === 'all' || (scope === 'department' && lead.owner_id !== actor.id)
}

async function supervisorName(cx: Cx, lead: LeadState): Promise<string> {
  const supervisor = lead.owner_id ? await supervisorOf(cx.db, lead.owner_id, cx.now) : null
  return supervisor ? ((await employeeNames(cx.db, [supervisor])).get(supervisor) ?? 'empty') : 'empty'
}

/** Back to "processing": by hand, or by the process at the chosen time (then only if it is still due). */
export async function resumeLead(cx: Cx, leadId: string, options: { onlyIfDue: boolean }): Promise<boolean> {
  await allow(cx.db, cx.actor, 'lead', 'update', leadId)
  const lead = await leadForUpdate(cx, leadId)
  if (options.onlyIfDue && !isDueToWake(lead, cx.now)) return false
  stillOpen(lead)
  if (lead.status !== 'waiting') return false
  const status = lead.owner_id ? 'processing' : 'new'
  await sql`update leads set status = ${status}, waiting_until = null, version = version + 1,
      updated_at = ${cx.now} where id = ${leadId}`.execute(cx.db)
  cx.record('lead.resumed', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), ...turned(lead, status) },
    changes: [{ field: 'status', from: 'waiting', to: status }],
  })
  return true
}
