import { sql } from 'kysely'
import { normaliseEmail } from '../../../../pure/email.ts'
import { normaliseNip } from '../../../../pure/nip.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { CardKind } from '../access.ts'
import { fragmentsOf, likeness } from '../rules.ts'
import type { Matches, MatchQuery } from '../schema.ts'
import { companiesByIds } from './companies.ts'
import { contactsByIds } from './contacts.ts'

type By = 'nip' | 'email' | 'phone' | 'name'

interface Found {
  id: string
  by: By[]
  score: number
}

const MOST = 10
const TABLES = { contact: 'contacts', company: 'companies' } as const

/**
 * Who we may know already: the same NIP, e-mail or telephone first, then like names. What is half typed and cannot be
 * read yet is passed over.
 */
export async function findMatches(db: Db, actor: Actor, asked: MatchQuery): Promise<Matches> {
  const email = asked.email ? normaliseEmail(asked.email) : null
  const phone = asked.phone ? normalisePhone(asked.phone) : null
  const nip = asked.nip ? normaliseNip(asked.nip) : null
  const contacts = ranked(
    await byPoint(db, actor, 'contact', email, phone),
    asked.personName ? await byName(db, actor, 'contact', asked.personName) : [],
  )
  const companies = ranked(
    nip ? await byNip(db, actor, nip) : [],
    await byPoint(db, actor, 'company', email, phone),
    asked.companyName ? await byName(db, actor, 'company', asked.companyName) : [],
  )
  const people = await contactsByIds(
    db,
    contacts.map((found) => found.id),
    actor,
  )
  const firms = await companiesByIds(
    db,
    companies.map((found) => found.id),
    actor,
  )
  return {
    contacts: contacts.map(({ id, by }) => ({ contact: people.get(id)!, by })),
    companies: companies.map(({ id, by }) => ({ company: firms.get(id)!, by })),
  }
}

function ranked(...lists: Found[][]): Found[] {
  const all = new Map<string, Found>()
  for (const { id, by, score } of lists.flat()) {
    const known = all.get(id)
    if (!known) all.set(id, { id, by, score })
    else all.set(id, { id, by: [...new Set([...known.by, ...by])], score: known.score + score })
  }
  return [...all.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MOST)
}

const readable = (actor: Actor, kind: CardKind) => {
  const table = TABLES[kind]
  return sql`${sql.ref(`${table}.archived_at`)} is null and ${may(actor, kind, 'read')}`
}

async function byPoint(
  db: Db,
  actor: Actor,
  kind: CardKind,
  email: string | null,
  phone: string | null,
): Promise<Found[]> {
  if (!email && !phone) return []
  const table = TABLES[kind]
  const { rows } = await sql<{ id: string; kinds: ('email' | 'phone')[] }>`
    select ${sql.ref(`${table}.id`)} as id, array_agg(distinct p.kind) as kinds
    from contact_points p join ${sql.table(table)} on ${sql.ref(`${table}.id`)} = p.${sql.ref(`${kind}_id`)}
    where ((p.kind = 'email' and p.value = ${email}) or (p.kind = 'phone' and p.value = ${phone})) and ${readable(actor, kind)}
    group by 1 limit 50`.execute(db)
  return rows.map(({ id, kinds }) => ({ id, by: kinds, score: 10 * kinds.length }))
}

async function byNip(db: Db, actor: Actor, nip: string): Promise<Found[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from companies where nip = ${nip} and ${readable(actor, 'company')}
    order by id limit 50`.execute(db)
  return rows.map(({ id }) => ({ id, by: ['nip'], score: 100 }))
}

async function byName(db: Db, actor: Actor, kind: CardKind, name: string): Promise<Found[]> {
  const sort = kind === 'contact' ? 'person' : 'company'
  const fragments = fragmentsOf(name, sort).map((fragment) => `%${fragment}%`)
  if (fragments.length === 0) return []
  const table = TABLES[kind]
  const hits = sql.join(
    fragments.map((fragment) => sql`(s.folded like ${fragment})::int`),
    sql` + `,
  )
  const { rows } = await sql<{ id: string; title: string }>`select s.id, s.title from search_entries s
    join ${sql.table(table)} on ${sql.ref(`${table}.id`)} = s.id
    where s.kind = ${kind} and s.folded like any(${fragments}::text[]) and ${readable(actor, kind)}
    order by ${hits} desc, s.at desc limit 200`.execute(db)
  return rows
    .map(({ id, title }): Found => ({ id, by: ['name'], score: likeness(name, title, sort) }))
    .filter(({ score }) => score >= (kind === 'contact' ? 0.6 : 0.4))
}
