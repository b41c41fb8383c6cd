import { sql } from 'kysely'
import type { Channel } from '../../../core/channel.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'

export interface Customer {
  links: Subject[]
  ownerId: string | null
}

interface Link {
  address: string
  kind: string
  id: string
  owner_id: string | null
  /** The smaller, the nearer. */
  rank: number
}

/**
 * Whose addresses these are, asked in the name of the house: cards that have them, their company, an open lead that came with one,
 * and their deal where just one is open. The owner is that of the nearest: deal, lead, contact, company.
 */
export async function customersOf(
  db: Db,
  channel: Pick<Channel, 'address' | 'key'>,
  addresses: readonly string[],
): Promise<Map<string, Customer>> {
  const asked = [...new Set(addresses)]
  const rows = asked.length === 0 ? [] : await (channel.address === 'handle' ? talkedTo : known)(db, channel, asked)
  return new Map(
    asked.map((address) => {
      const links = rows.filter((row) => row.address === address)
      const nearest = links.filter((row) => row.owner_id !== null).sort((a, b) => a.rank - b.rank)[0]
      return [address, { links: links.map(({ kind, id }) => ({ kind, id })), ownerId: nearest?.owner_id ?? null }]
    }),
  )
}

export const customerOf = async (
  db: Db,
  channel: Pick<Channel, 'address' | 'key'>,
  address: string,
): Promise<Customer> => (await customersOf(db, channel, [address])).get(address)!

async function talkedTo(db: Db, channel: Pick<Channel, 'key'>, addresses: string[]): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select distinct c.address, l.kind, l.id, null::uuid as owner_id, 0 as rank
    from conversations c join conversation_links l on l.conversation_id = c.id
    where c.channel = ${channel.key} and c.address = any(${addresses}::text[]) and l.kind in ('contact', 'company')`.execute(
    db,
  )
  return rows
}

async function known(db: Db, channel: Pick<Channel, 'address'>, addresses: string[]): Promise<Link[]> {
  const lead = sql.ref(`l.${channel.address}`)
  const { rows } =
    await sql<Link>`select a.address, x.* from unnest(${addresses}::text[]) as a (address) cross join lateral (
    with points as (
      select contact_id, company_id from contact_points where kind = ${channel.address} and value = a.address limit 20
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
    union all (select 'lead', l.id, l.owner_id, 2 from leads l where ${lead} = a.address
      and l.status in ('new', 'processing', 'waiting') order by l.created_at desc limit 1)
    union all select 'contact', id, owner_id, 3 from people
    union all select 'company', id, owner_id, 4 from firms
  ) x`.execute(db)
  return rows
}
