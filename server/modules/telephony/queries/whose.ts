import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'

/** Whom a number belongs to. */
export interface Whose {
  contactId: string | null
  companyId: string | null
  leadId: string | null
  dealId: string | null
}

export const NOBODYS: Whose = { contactId: null, companyId: null, leadId: null, dealId: null }

export const isKnown = ({ contactId, companyId, leadId }: Whose): boolean =>
  contactId !== null || companyId !== null || leadId !== null

/**
 * By every number of every card, and of open leads: the oldest card that has it, the latest lead, and the open deal where
 * there is no second one it could be about.
 */
export async function whose(db: Db, number: string): Promise<Whose> {
  const { rows } = await sql<{
    contact_id: string | null
    company_id: string | null
    lead_id: string | null
    deals: string[] | null
  }>`/* whose-number */ with person as (
      select c.id, c.company_id from contact_points p join contacts c on c.id = p.contact_id
        where p.kind = 'phone' and p.value = ${number} and c.archived_at is null order by c.created_at, c.id limit 1
    ), firm as (
      select coalesce((select company_id from person), (
        select f.id from contact_points p join companies f on f.id = p.company_id
          where p.kind = 'phone' and p.value = ${number} and f.archived_at is null order by f.created_at, f.id limit 1)) as id
    )
    select (select id from person) as contact_id, (select id from firm) as company_id,
      (select id from leads where phone = ${number} and status in ('new', 'processing', 'waiting')
        order by created_at desc, id desc limit 1) as lead_id,
      (select array_agg(id) from (
        select d.id from deals d where d.status = 'open' and d.contact_id = (select id from person)
        union select d.id from deals d where d.status = 'open' and d.company_id = (select id from firm) limit 2) d) as deals`.execute(
    db,
  )
  const row = rows[0]!
  return {
    contactId: row.contact_id,
    companyId: row.company_id,
    leadId: row.lead_id,
    dealId: row.deals?.length === 1 ? row.deals[0]! : null,
  }
}

/** The person an extension rings, and the department he works in. */
export async function ofExtension(
  db: Db,
  extension: string | null,
): Promise<{ id: string; departmentId: string | null } | null> {
  if (!extension) return null
  const { rows } = await sql<{ id: string; departmentId: string | null }>`
    select id, department_id as "departmentId" from employees where extension = ${extension} and active`.execute(db)
  return rows[0] ?? null
}
