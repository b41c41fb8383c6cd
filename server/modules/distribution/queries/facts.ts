import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { type Facts, textsOf } from '../rules.ts'

export interface FactsRow {
  id: string
  number: number
  title: string
  created_at: Date
  closed_at: Date | null
  owner_id: string | null
  custom: Record<string, unknown>
  customer_owner_id: string | null
  [column: string]: unknown
}

export const OF_LEADS = sql`l.id, l.number, l.title, l.source, l.form_id, l.department_id, l.owner_id, l.person_name, l.company_name,
  l.email, l.phone, l.nip, left(l.message, 5000) as message, l.product, l.amount, l.page_url, l.custom, l.created_at, l.closed_at`

// Whose the customer was when the request came: a card made of this very request knows him only afterwards.
export const CUSTOMER = sql`left join lateral (
  select owned.owner_id from (
    select c.owner_id, c.created_at from contact_points p join contacts c on c.id = p.contact_id
      where ((p.kind = 'email' and p.value = l.email) or (p.kind = 'phone' and p.value = l.phone)) and c.archived_at is null
    union all
    select k.owner_id, k.created_at from contact_points p join companies k on k.id = p.company_id
      where ((p.kind = 'email' and p.value = l.email) or (p.kind = 'phone' and p.value = l.phone)) and k.archived_at is null
    union all
    select k.owner_id, k.created_at from companies k where k.nip = l.nip and k.archived_at is null
  ) owned join employees e on e.id = owned.owner_id and e.active
  where owned.created_at <= l.created_at order by owned.created_at limit 1
) customer on true`

export const factsOf = (row: FactsRow): Facts => {
  const { title, message, product } = row as unknown as Record<string, string>
  return {
    leadId: row.id,
    customerOwnerId: row.customer_owner_id,
    values: {
      ...textsOf({ texts: [title!, message!, product!], answers: row.custom }),
      ...Object.fromEntries(Object.entries(row.custom).map(([name, value]) => [`custom.${name}`, value])),
      title: row.title,
      source: row.source,
      formId: row.form_id,
      departmentId: row.department_id,
      personName: row.person_name,
      companyName: row.company_name,
      email: row.email,
      phone: row.phone,
      nip: row.nip,
      message: row.message,
      product: row.product,
      amount: row.amount,
      pageUrl: row.page_url,
      customerOwnerId: row.customer_owner_id,
    },
  }
}

export async function factsOfLead(db: Db, leadId: string): Promise<Facts> {
  const { rows } =
    await sql<FactsRow>`/* distribution-facts */ select ${OF_LEADS}, customer.owner_id as customer_owner_id
    from leads l ${CUSTOMER} where l.id = ${leadId}`.execute(db)
  return factsOf(rows[0]!)
}
