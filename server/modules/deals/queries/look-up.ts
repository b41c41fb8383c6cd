import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { askingNow, compileFilter, type Filter } from '../../../core/filter.ts'
import { fieldsFor } from '../../fields/queries.ts'
import { type Roles, rolesAbout } from '../../notifications/queries.ts'

export interface FoundDeal {
  deal: {
    id: string
    number: number
    title: string
    status: string
    stageId: string
    ownerId: string | null
    departmentId: string | null
  }
  who: Roles
  /** Whether it is open, within the rights of who asks, and as the condition says. */
  meets: boolean
}

/** Deals as a rule sees them: who they belong to, and whether they are as its condition (a filter of lists) says. */
export async function lookUpDeals(
  db: Db,
  actor: Actor,
  ids: string[],
  condition: Record<string, unknown> | null,
  { whether = 'open' }: { whether?: 'open' | 'open or not' } = {},
): Promise<Map<string, FoundDeal>> {
  const holds = condition
    ? compileFilter(condition as Filter, await fieldsFor(db, actor, 'deal'), 'd', await askingNow(db, actor))
    : sql<boolean>`true`
  const { rows } = await sql<FoundDeal['deal'] & { meets: boolean }>`select d.id, d.number, d.title, d.status,
      d.stage_id as "stageId", d.owner_id as "ownerId", d.department_id as "departmentId",
      coalesce(${whether === 'open' ? sql`d.status = 'open'` : sql`true`} and ${may(actor, 'deal', 'update', 'd')} and ${holds}, false) as meets
    from deals d where d.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ meets, ...deal }) => [deal.id, { deal, who: rolesAbout(deal, 'sales'), meets }]))
}

export async function lookUpDeal(
  db: Db,
  actor: Actor,
  id: string,
  condition: Record<string, unknown> | null,
): Promise<FoundDeal | undefined> {
  return (await lookUpDeals(db, actor, [id], condition)).get(id)
}
