import { type RawBuilder, sql } from 'kysely'
import { normaliseEmail } from '../../../../pure/email.ts'
import { OWN } from '../../../../pure/kinds.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { fieldsFor } from '../../fields/queries.ts'
import { kindKeyOf } from '../../lists/queries/record-words.ts'
import { companyOf } from '../../staff/queries.ts'
import type { AddressView, Doubt, Recipient } from '../schema.ts'

const MOST_CARDS = 50

interface Cards {
  contacts: string[]
  companies: string[]
}

/** The cards a record is about, the main one first. */
async function cardsOf(db: Db, actor: Actor, about: Subject): Promise<Cards> {
  switch (about.kind) {
    case 'contact': {
      const { rows } = await sql<{ company_id: string | null }>`
        select company_id from contacts where id = ${about.id}`.execute(db)
      return { contacts: [about.id], companies: some([rows[0]?.company_id]) }
    }
    case 'company':
      return { contacts: [], companies: [about.id] }
    case 'deal': {
      const { rows } = await sql<{ contact_id: string | null; company_id: string | null }>`
        select contact_id, company_id from deals where id = ${about.id}
        union all (select contact_id, company_id from deal_people where deal_id = ${about.id} order by created_at)`.execute(
        db,
      )
      return { contacts: some(rows.map((row) => row.contact_id)), companies: some(rows.map((row) => row.company_id)) }
    }
    case 'ticket':
    case 'invoice':
    case 'contract': {
      const table = sql.table(`${about.kind}s`)
      const { rows } = await sql<{ contact_id: string | null; company_id: string | null }>`
        select contact_id, company_id from ${table} where id = ${about.id}`.execute(db)
      return { contacts: some([rows[0]?.contact_id]), companies: some([rows[0]?.company_id]) }
    }
    case OWN: {
      const { rows } = await sql<{ custom: Record<string, unknown> }>`
        select custom from records where id = ${about.id}`.execute(db)
      const fields = await fieldsFor(db, actor, await kindKeyOf(db, about))
      const linked = (type: string) =>
        fields
          .filter((field) => field.type === type)
          .map(({ key }) => rows[0]?.custom[key.replace(/^custom\./, '')])
          .filter((id): id is string => typeof id === 'string')
      return { contacts: some(linked('contact')), companies: some(linked('company')) }
    }
    default:
      return { contacts: [], companies: [] }
  }
}

const some = (ids: (string | null | undefined)[]): string[] => [...new Set(ids.filter((id): id is string => !!id))]

/**
 * Whom a letter, or an SMS, from a record may go to: its people, those who work at its companies, the companies; the main one
 * first.
 */
export async function addressesOf(
  db: Db,
  user: UserActor,
  about: Subject,
  by: 'email' | 'phone',
): Promise<AddressView[]> {
  if (about.kind === 'lead') return leadAddress(db, about.id, by)
  const { contacts, companies } = await cardsOf(db, user, about)
  const points = (column: RawBuilder<unknown>) => sql`left join contact_points p on p.kind = ${by} and ${column} = x.id`
  const { rows } = await sql<{ kind: 'contact' | 'company'; id: string; name: string; address: string | null }>`
    select kind, id, name, address from (
      select 'contact' as kind, x.id, x.name, p.value as address, p.position as nth,
        coalesce(array_position(${contacts}::uuid[], x.id), 1000) as rank
      from contacts x ${points(sql`p.contact_id`)}
      where (x.id = any(${contacts}::uuid[]) or x.company_id = any(${companies}::uuid[]))
        and x.archived_at is null and ${may(user, 'contact', 'read', 'x')}
      union all
      select 'company', x.id, x.name, p.value, p.position,
        ${about.kind === 'company' ? sql`0` : sql`500 + array_position(${companies}::uuid[], x.id)`}
      from companies x ${points(sql`p.company_id`)}
      where x.id = any(${companies}::uuid[]) and x.archived_at is null and ${may(user, 'company', 'read', 'x')}
    ) found order by rank, name collate "pl-x-icu", id, nth limit ${MOST_CARDS}`.execute(db)
  // The first with an address; with none at all the first, whose card says what is missing.
  const main = Math.max(
    0,
    rows.findIndex(({ address }) => address !== null),
  )
  return rows.map(({ kind, id, name, address }, at) => ({ name, address, card: { kind, id }, main: at === main }))
}

async function leadAddress(db: Db, id: string, by: 'email' | 'phone'): Promise<AddressView[]> {
  const { rows } = await sql<{ person_name: string; company_name: string; address: string | null }>`
    select person_name, company_name, ${sql.ref(by)} as address from leads where id = ${id}`.execute(db)
  return rows.map((row) => ({
    name: row.person_name || row.company_name,
    address: row.address,
    card: { kind: 'lead', id },
    main: true,
  }))
}

/** The language a recipient reads: his card's, else the company's. */
export async function localesOf(db: Db, recipients: readonly Recipient[]): Promise<Locale[]> {
  const { locale } = await companyOf(db)
  const ids = recipients.flatMap(({ card }) => (card?.kind === 'contact' ? [card.id] : []))
  const { rows } = await sql<{ id: string; locale: Locale | null }>`
    select id, locale from contacts where id = any(${ids}::uuid[])`.execute(db)
  const known = new Map(rows.map((row) => [row.id, row.locale]))
  return recipients.map(({ card }) => (card && known.get(card.id)) ?? locale)
}

export interface FoundDoubt {
  code: Doubt | 'no_address' | 'bad_address'
  /** What the words need: whose address it is, what the server said. */
  detail: string | null
}

/** What speaks against writing to these addresses from this record, for each of them. */
export async function doubtsOf(
  db: Db,
  user: UserActor,
  about: Subject | null,
  recipients: readonly Pick<Recipient, 'address'>[],
): Promise<FoundDoubt[][]> {
  const addresses = recipients.map(({ address }) => normaliseEmail(address))
  const known = some(addresses)
  const [bounced, elsewhere] = await Promise.all([bouncedOf(db, known), elsewhereOf(db, user, about, known)])
  return recipients.map(({ address: given }, at): FoundDoubt[] => {
    const address = addresses[at]
    if (!address) return [{ code: given.trim() === '' ? 'no_address' : 'bad_address', detail: null }]
    const doubts: FoundDoubt[] = []
    if (bounced.has(address)) doubts.push({ code: 'bounced', detail: bounced.get(address)! })
    if (elsewhere.has(address)) doubts.push({ code: 'elsewhere', detail: elsewhere.get(address)! })
    return doubts
  })
}

/** Addresses whose last message was refused by their server, with its words. */
async function bouncedOf(db: Db, addresses: string[]): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map()
  const { rows } = await sql<{ address: string; trouble_detail: string | null }>`
    select a.address, last.trouble_detail from unnest(${addresses}::text[]) a(address)
    cross join lateral (select m.state, m.trouble, m.trouble_detail from conversations c
      join messages m on m.conversation_id = c.id and m.direction = 'out' and m.state in ('sent', 'delivered', 'read', 'failed')
      where c.address = a.address order by m.created_at desc limit 1) last
    where last.state = 'failed' and last.trouble = 'recipient_refused'`.execute(db)
  return new Map(rows.map((row) => [row.address, row.trouble_detail ?? '']))
}

/** Addresses that stand on cards of other customers than the record is about, and on none of its own; with their names. */
async function elsewhereOf(
  db: Db,
  user: UserActor,
  about: Subject | null,
  addresses: string[],
): Promise<Map<string, string>> {
  if (!about || addresses.length === 0) return new Map()
  const { contacts, companies } = await cardsOf(db, user, about)
  // Who works at the same company is the same customer; an address a lead came with is its own.
  const { rows } = await sql<{ address: string; names: string | null }>`
    select p.value as address, string_agg(distinct case when ${may(user, 'contact', 'read', 'x')} then x.name
        when ${may(user, 'company', 'read', 'f')} then f.name end, ', ') as names
    from contact_points p left join contacts x on x.id = p.contact_id left join companies f on f.id = p.company_id
    where p.kind = 'email' and p.value = any(${addresses}::text[]) and coalesce(x.archived_at, f.archived_at) is null
      and not exists (select from leads l where ${about.kind} = 'lead' and l.id = ${about.id} and lower(l.email) = p.value)
    group by p.value
    having not bool_or(coalesce(x.id = any(${contacts}::uuid[]), false) or coalesce(f.id = any(${companies}::uuid[]), false)
      or coalesce(x.company_id = any(${companies}::uuid[]), false))`.execute(db)
  return new Map(rows.map((row) => [row.address, row.names ?? '']))
}
