import { sql } from 'kysely'
import type { Channel } from '../../../core/channel.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'

/**
 * Whose address it is, asked in the name of the house: cards that have it, their company, an open lead that came with it, and
 * their deal where just one is open. The owner is that of the nearest: deal, lead, contact, company.
 */
export async function customerOf(
  db: Db,
  channel: Pick<Channel, 'address' | 'key'>,
  address: string,
): Promise<{ links: Subject[]; ownerId: string | null }> {
  if (channel.address === 'handle') {
    const { rows } = await sql<{ kind: string; id: string; owner_id: string | null }>`
      select distinct l.kind, l.id, null::uuid as owner_id from conversations c join conversation_links l on l.conversation_id = c.id
      where c.channel = ${channel.key} and c.address = ${address} and l.kind in ('contact', 'company')`.execute(db)
    return { links: rows.map(({ kind, id }) => ({ kind, id })), ownerId: null }
  }
  const lead = sql.ref(`l.${channel.address}`)
  const { rows } = await sql<{ kind: string; id: string; owner_id: string | null; rank: number }>`
    with points as (
      select contact_id, company_id from contact_points where kind = ${channel.address} and value = ${address} limit 20
    ), people as (
      select c.id, c.company_id, c.owner_id from contacts c join points p on p.contact_id = c.id where c.archived_at is null
    ), firms as (
      select f.id, f.owner_id from companies f where f.archived_at is null
        and f.id in (select company_id from points union select company_id from people)
    ), sold as (
      select d.id, d.owner_id from deals d where d.status = 'open'
        and (d.contact_id in (select id from people) or d.company_id in (select id from firms)) limit 2
    )
    select 'deal' as kind, id, owner_id, 1 as rank from sold where (select count(*) from sold) = 1
    union all (select 'lead', l.id, l.owner_id, 2 from leads l where ${lead} = ${address}
      and l.status in ('new', 'processing', 'waiting') order by l.created_at desc limit 1)
    union all select 'contact', id, owner_id, 3 from people
    union all select 'company', id, owner_id, 4 from firms`.execute(db)
  const nearest = rows.filter((row) => row.owner_id !== null).sort((a, b) => a.rank - b.rank)[0]
  return { links: rows.map(({ kind, id }) => ({ kind, id })), ownerId: nearest?.owner_id ?? null }
}
