import { type RawBuilder, sql } from 'kysely'
import { normaliseNip } from '../../../pure/nip.ts'
import { foldText } from '../../../pure/search-text.ts'
import { may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import type { Field } from '../../core/fields.ts'
import type { Names } from './cells.ts'

type Found = { text: string; id: string }

/** How what a cell says of another record is looked up: each gives (text, id) for the texts it knows. */
const LOOKUPS: Partial<Record<Field['type'], (actor: Actor, texts: string[]) => RawBuilder<Found>[]>> = {
  employee: (_, texts) => [
    sql`select x.text, e.id from unnest(${texts}::text[]) x(text) join employees e on lower(e.email) = x.text where e.active`,
    sql`select lower(e.name) as text, e.id from employees e where lower(e.name) = any(${texts}::text[]) and e.active`,
  ],
  department: (_, texts) => [
    sql`select lower(name) as text, id from departments where lower(name) = any(${texts}::text[]) and archived_at is null`,
  ],
  company: (actor, texts) => {
    const nips = texts.map((text) => ({ text, nip: /\d{3}/.test(text) ? normaliseNip(text) : null }))
    return [
      sql`select lower(f.name) as text, f.id from companies f where f.name collate "pl-x-icu" = any(${texts}::text[])
        and f.archived_at is null and ${may(actor, 'company', 'read', 'f')}`,
      sql`select x.text, f.id from json_to_recordset(${JSON.stringify(nips.filter(({ nip }) => nip))}::json) as x(text text, nip text)
        join companies f on f.nip = x.nip where f.archived_at is null and ${may(actor, 'company', 'read', 'f')}`,
    ]
  },
  contact: (actor, texts) => [
    sql`select lower(c.name) as text, c.id from contacts c where c.name collate "pl-x-icu" = any(${texts}::text[])
      and c.archived_at is null and ${may(actor, 'contact', 'read', 'c')}`,
    sql`select p.value as text, c.id from contact_points p join contacts c on c.id = p.contact_id
      where p.kind = 'email' and p.value = any(${texts}::text[]) and c.archived_at is null and ${may(actor, 'contact', 'read', 'c')}`,
  ],
  stage: (_, texts) => [
    sql`select distinct x.text, s.id from stages s cross join lateral (values (lower(s.name ->> 'pl')), (lower(s.name ->> 'en'))) x(text)
      where x.text = any(${texts}::text[]) and s.archived_at is null`,
  ],
  pipeline: (_, texts) => [
    sql`select distinct x.text, p.id from pipelines p cross join lateral (values (lower(p.name ->> 'pl')), (lower(p.name ->> 'en'))) x(text)
      where x.text = any(${texts}::text[]) and p.archived_at is null`,
  ],
  lead: (actor, texts) => [byNumber('lead', 'leads', actor, texts)],
  deal: (actor, texts) => [byNumber('deal', 'deals', actor, texts)],
}

const byNumber = (kind: string, table: string, actor: Actor, texts: string[]): RawBuilder<Found> =>
  sql`select t.number::text as text, t.id from ${sql.table(table)} t
    where t.number = any(${texts.filter((text) => /^\d{1,15}$/.test(text))}::bigint[]) and ${may(actor, kind, 'read', 't')}`

/** Ids by what a text names, of each type. */
export type Known = Map<string, Set<string>>

const keyOf = (type: string, text: string) => `${type} ${text.trim().toLowerCase()}`

/** Adds records the cells of a file name, by their names, e-mail addresses or numbers; only what the actor may read. */
export async function lookUp(
  db: Db,
  actor: Actor,
  named: Map<Field['type'], Set<string>>,
  known: Known,
): Promise<void> {
  for (const [type, texts] of named) {
    // Names of cards are compared as they are, by their index; everything else without regard to case.
    const asked = [...new Set([...texts].flatMap((text) => [text.trim(), text.trim().toLowerCase()]))]
    for (const query of LOOKUPS[type]?.(actor, asked) ?? []) {
      for (const { text, id } of (await query.execute(db)).rows) {
        const key = keyOf(type, text)
        known.set(key, (known.get(key) ?? new Set()).add(id))
      }
    }
  }
}

export const namesIn =
  (known: Known): Names =>
  (type, text) => {
    const ids = [...(known.get(keyOf(type, text)) ?? [])]
    return ids.length > 1 ? 'many' : (ids[0] ?? null)
  }

// How else columns are called in the files people have, folded; by the key of the field.
const ALSO: Record<string, string[]> = {
  title: ['temat', 'tytul', 'nazwa', 'subject', 'lead', 'szansa', 'umowa'],
  personName: ['imie i nazwisko', 'osoba kontaktowa', 'kontakt', 'klient', 'full name', 'contact', 'name'],
  companyName: ['nazwa firmy', 'company name', 'organizacja', 'kontrahent'],
  email: ['mail', 'adres e-mail', 'email address', 'adres email'],
  emails: ['mail', 'email', 'e-mail', 'adres e-mail', 'adres email'],
  phone: ['tel', 'tel.', 'komorka', 'numer telefonu', 'phone', 'mobile'],
  phones: ['tel', 'tel.', 'telefon', 'komorka', 'numer telefonu', 'phone', 'mobile'],
  nip: ['nip', 'vat', 'tax id'],
  amount: ['kwota', 'wartosc', 'budzet', 'amount', 'budget'],
  ownerId: ['handlowiec', 'opiekun', 'owner', 'sprzedawca'],
  message: ['opis', 'tresc', 'uwagi', 'notatka', 'description', 'note'],
  note: ['opis', 'uwagi', 'notatki', 'description'],
  website: ['www', 'strona', 'web'],
  name: ['nazwa firmy', 'firma', 'company'],
  companyId: ['firma', 'nazwa firmy', 'company'],
}

/** What each column probably is, by its header; each field at most once. */
export function propose(headers: string[], fields: readonly Field[]): (string | null)[] {
  const taken = new Set<string>()
  const plain = (text: string) => foldText(text).replace(/[-_]/g, ' ').trim()
  const names = fields.map(({ key, label }) => ({
    key,
    exact: [key, label.pl, label.en].map(plain),
    also: (ALSO[key] ?? []).map(plain),
  }))
  const chosen: (string | null)[] = headers.map(() => null)
  for (const way of ['exact', 'also'] as const) {
    headers.forEach((header, at) => {
      if (chosen[at]) return
      const word = plain(header)
      const found = names.find((name) => !taken.has(name.key) && name[way].includes(word))
      if (!found || word === '') return
      taken.add(found.key)
      chosen[at] = found.key
    })
  }
  return chosen
}
