import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { DealPerson } from '../schema/parts.ts'

/** Who has which role in a deal; the caller has checked that it may be read. */
export async function peopleOfDeal(db: Db, dealId: string): Promise<DealPerson[]> {
  const { rows } = await sql<DealPerson>`select p.id, p.role,
      case when p.contact_id is null then 'company' else 'contact' end as kind,
      json_build_object('id', coalesce(c.id, f.id), 'name', coalesce(c.name, f.name)) as card
    from deal_people p left join contacts c on c.id = p.contact_id left join companies f on f.id = p.company_id
    where p.deal_id = ${dealId} order by p.created_at, p.id`.execute(db)
  return rows
}
