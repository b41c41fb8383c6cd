import { sql } from 'kysely'
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

/** What every event of a lead says; `version` is the one the change makes (core/edit.ts compares by it). */
export const named = (lead: LeadState) => ({
  leadId: lead.id,
  number: lead.number,
  title: lead.title,
  version: lead.version + 1,
})
