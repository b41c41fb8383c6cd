import { sql } from 'kysely'
import type { LeadStatus } from '../../../../pure/leads.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { fieldsFor, lensFor } from '../../fields/queries.ts'
import { type Roles, rolesAbout } from '../../notifications/queries.ts'

export interface FoundLead {
  lead: {
    id: string
    number: number
    title: string
    status: LeadStatus
    ownerId: string | null
    departmentId: string | null
    waitingUntil: string | null
    rejectedReason: string | null
    custom: Record<string, unknown>
  }
  who: Roles
  /** Whether it is within the rights of who asks, and as the condition says. */
  meets: boolean
}

type Row = Omit<FoundLead['lead'], 'waitingUntil'> & { waitingUntil: Date | null; meets: boolean }

/** Leads as processes and rules see them. */
export async function lookUpLeads(
  db: Db,
  actor: Actor,
  ids: string[],
  condition: Record<string, unknown> | null,
): Promise<Map<string, FoundLead>> {
  const holds = condition
    ? compileFilter(condition as Filter, await fieldsFor(db, actor, 'lead'), 'l', await askingNow(db, actor))
    : sql<boolean>`true`
  const { rows } = await sql<Row>`select l.id, l.number, l.title, l.status, l.owner_id as "ownerId",
      l.department_id as "departmentId", l.waiting_until as "waitingUntil", l.rejected_reason as "rejectedReason", l.custom,
      coalesce(${may(actor, 'lead', 'update', 'l')} and ${holds}, false) as meets
    from leads l where l.id = any(${ids}::uuid[])`.execute(db)
  const lens = await lensFor(db, actor, 'lead')
  return new Map(
    rows.map(({ meets, waitingUntil, custom, ...row }) => {
      const lead = { ...row, waitingUntil: waitingUntil?.toISOString() ?? null, custom: lens(custom) }
      return [row.id, { lead, who: rolesAbout(lead, 'sales'), meets }]
    }),
  )
}
