import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { numberForSms } from '../../../../pure/mobile.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Channel } from '../../../core/channel.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { optedOut } from '../../messages/queries/peace.ts'
import { companyOf } from '../../staff/queries.ts'

export interface Customer {
  kind: 'contact' | 'company' | 'lead'
  id: string
  name: string
  firstName: string
  locale: Locale
  preferred: string | null
  emails: string[]
  phones: string[]
}

export interface Way {
  channel: string
  address: string
}

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** The cards a record speaks of: its people, else its company; a lead that has none yet speaks for itself. */
async function cardsOf(db: Db, { kind, id }: Subject): Promise<{ contacts: string[]; companies: string[] }> {
  const one = async (query: ReturnType<typeof sql<{ contact_id: string | null; company_id: string | null }>>) => {
    const { rows } = await query.execute(db)
    return {
      contacts: rows.flatMap(({ contact_id }) => contact_id ?? []),
      companies: rows.flatMap(({ company_id }) => company_id ?? []),
    }
  }
  switch (kind) {
    case 'contact':
      return { contacts: [id], companies: [] }
    case 'company':
      return { contacts: [], companies: [id] }
    case 'deal':
      return one(sql`select contact_id, company_id from deals where id = ${id}`)
    case 'lead':
      return one(sql`select contact_id, company_id from leads where id = ${id}`)
    case OWN:
      // Links of the company's own kinds lie among their fields.
      return one(sql`with ids as (select case when v.value ~ ${UUID} then v.value::uuid end as id
            from records r cross join lateral jsonb_each_text(r.custom) v where r.id = ${id})
        select c.id as contact_id, null::uuid as company_id from ids join contacts c on c.id = ids.id
        union all select null, f.id from ids join companies f on f.id = ids.id`)
    case 'appointment': {
      const people = await one(sql`select person_id as contact_id, null::uuid as company_id from appointment_people
        where appointment_id = ${id} and person_kind = 'contact' order by person_id`)
      if (people.contacts.length > 0) return people
      const { rows } = await sql<Subject>`select subject_kind as kind, subject_id as id from appointments
        where id = ${id} and subject_id is not null`.execute(db)
      return rows[0] ? cardsOf(db, rows[0]) : people
    }
    default:
      return { contacts: [], companies: [] }
  }
}

interface Row {
  id: string
  name: string
  first_name: string
  locale: Locale | null
  preferred: string | null
  emails: string[]
  phones: string[]
}

const points = (of: 'contact_id' | 'company_id', alias: string, kind: 'email' | 'phone') =>
  sql`array(select p.value from contact_points p where p.${sql.ref(of)} = ${sql.ref(`${alias}.id`)} and p.kind = ${kind} order by p.position)`

/** Whom a record means when a process writes to "the customer"; of a meeting everybody invited from outside. */
export async function customersOf(db: Db, subject: Subject): Promise<Customer[]> {
  const { contacts, companies } = await cardsOf(db, subject)
  const { locale } = await companyOf(db)
  const read = (kind: Customer['kind'], rows: Row[]): Customer[] =>
    rows.map(({ first_name, ...row }) => ({ ...row, kind, firstName: first_name, locale: row.locale ?? locale }))
  if (contacts.length > 0) {
    const asked = subject.kind === 'appointment' ? contacts : contacts.slice(0, 1)
    const { rows } = await sql<Row>`select c.id, c.name, c.first_name, c.locale, c.preferred_channel as preferred,
        ${points('contact_id', 'c', 'email')} as emails, ${points('contact_id', 'c', 'phone')} as phones
      from contacts c where c.id = any(${asked}::uuid[]) and c.archived_at is null order by c.id`.execute(db)
    if (rows.length > 0) return read('contact', rows)
  }
  if (companies.length > 0) {
    const { rows } = await sql<Row>`select f.id, f.name, '' as first_name, null as locale, null as preferred,
        ${points('company_id', 'f', 'email')} as emails, ${points('company_id', 'f', 'phone')} as phones
      from companies f where f.id = any(${companies.slice(0, 1)}::uuid[]) and f.archived_at is null`.execute(db)
    if (rows.length > 0) return read('company', rows)
  }
  if (subject.kind !== 'lead') return []
  const { rows } = await sql<Row>`select id, coalesce(nullif(person_name, ''), company_name) as name,
      split_part(person_name, ' ', 1) as first_name, null as locale, null as preferred, array_remove(array[email], null) as emails,
      array_remove(array[phone], null) as phones from leads where id = ${subject.id}`.execute(db)
  return read('lead', rows)
}

/** By which of these channels, in their order, a customer can be written to now; and why not by the others. */
export async function waysTo(
  db: Db,
  channels: ReadonlyMap<string, Channel>,
  customer: Customer,
  order: readonly string[],
): Promise<{ ways: Way[]; why: 'no_address' | 'opted_out' | 'no_account' }> {
  const { rows: accounts } = await sql<{ channel: string }>`select distinct channel from channel_accounts
    where active and archived_at is null and owner_id is null and channel = any(${order}::text[])`.execute(db)
  const served = new Set(accounts.map(({ channel }) => channel))
  const ways: Way[] = []
  let why: 'no_address' | 'opted_out' | 'no_account' = 'no_address'
  for (const key of order) {
    const channel = channels.get(key)
    const address = channel && (await addressFor(db, channel, customer))
    if (!channel || !address) continue
    if (!served.has(key)) {
      if (why === 'no_address') why = 'no_account'
    } else if ((await optedOut(db, key, [address])).length > 0) why = 'opted_out'
    else ways.push({ channel: key, address })
  }
  return { ways, why }
}

async function addressFor(db: Db, channel: Channel, customer: Customer): Promise<string | null> {
  if (channel.address === 'email') return customer.emails[0] ?? null
  if (channel.address === 'phone') return numberForSms(customer.phones)
  const { rows } = await sql<{ address: string }>`select c.address from conversation_links l
    join conversations c on c.id = l.conversation_id
    where l.kind = ${customer.kind} and l.id = ${customer.id} and c.channel = ${channel.key} and c.private_to is null
    order by c.last_at desc limit 1`.execute(db)
  return rows[0]?.address ?? null
}
