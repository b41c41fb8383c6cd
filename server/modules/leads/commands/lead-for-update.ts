import { sql } from 'kysely'
import type { LeadStatus } from '../../../../pure/leads.ts'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { LeadState } from '../rules.ts'

/** Locks a lead's row for the rest of the transaction. */
export async function leadForUpdate(cx: Cx, id: string): Promise<LeadState> {
  const { rows } =
    await sql<LeadState>`select id, number, title, status, owner_id, department_id, waiting_until, waiting_times, version
    from leads where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** What an event of a lead says of its status, where that is another one now. */
export const turned = (lead: LeadState, to: LeadStatus) =>
  lead.status === to ? {} : { status: { from: lead.status, to } }

/** What one who takes a lead makes of its status: what is new is processed. */
export const taken = (lead: LeadState) => turned(lead, lead.status === 'new' ? 'processing' : lead.status)

/** What every event of a lead says; `version` is the one the change makes (core/edit.ts compares by it). */
export const named = (lead: LeadState) => ({
  leadId: lead.id,
  number: lead.number,
  title: lead.title,
  version: lead.version + 1,
})
