import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { forbidden, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { claimTask } from '../../tasks/commands.ts'
import { stillOpen } from '../rules.ts'
import { leadForUpdate, named, taken } from './lead-for-update.ts'

/**
 * "Przyjmij": the first one gets the lead and the claim that S1 opened for it; everybody later is told who has it
 * (`lead.already_taken`). A lead nobody offered (no process runs) may be taken the same way.
 */
export async function acceptLead(cx: Cx, leadId: string): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  await allow(cx.db, cx.actor, 'lead', 'accept', leadId)
  const lead = await leadForUpdate(cx, leadId)
  stillOpen(lead)
  const { rows } = await sql<{ id: string; status: string }>`select id, status from tasks
    where subject_kind = 'lead' and subject_id = ${leadId} and kind = 'claim' order by created_at desc limit 1`.execute(
    cx.db,
  )
  const claim = rows[0]
  if (claim && claim.status !== 'cancelled' && (claim.status === 'open' || !lead.owner_id))
    await claimTask(cx, claim.id)
  else if (lead.owner_id) await refuseTaken(cx, lead.owner_id, leadId)
  await takeLead(cx, leadId, cx.actor.id)
  cx.record('lead.accepted', {
    subject: { kind: 'lead', id: leadId },
    payload: { ...named(lead), ...taken(lead), by: cx.actor.id },
  })
}

async function refuseTaken(cx: Cx, ownerId: string, leadId: string): Promise<never> {
  const owner = await cx.db.selectFrom('employees').select('name').where('id', '=', ownerId).executeTakeFirst()
  const lead = await cx.db.selectFrom('leads').select('accepted_at').where('id', '=', leadId).executeTakeFirst()
  throw new Refusal('lead.already_taken', {
    params: { name: owner?.name ?? '', time: lead?.accepted_at?.toISOString() ?? '', by: ownerId },
  })
}

/** Makes the person the owner of a lead he or she has taken. */
export async function takeLead(cx: Cx, leadId: string, ownerId: string): Promise<void> {
  await sql`update leads set owner_id = ${ownerId}, status = case when status = 'new' then 'processing' else status end,
      accepted_at = coalesce(accepted_at, ${cx.now}), version = version + 1, updated_at = ${cx.now},
      department_id = coalesce(department_id, (select department_id from employees where id = ${ownerId}))
    where id = ${leadId}`.execute(cx.db)
  await sql`update search_entries set owner_id = ${ownerId} where kind = 'lead' and id = ${leadId}`.execute(cx.db)
}
