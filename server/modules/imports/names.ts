import { type RawBuilder, sql } from 'kysely'
import { normaliseNip } from '../../../pure/nip.ts'
import { foldText } from '../../../pure/search-text.ts'
import { may } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { type Field, isCustom } from '../../core/fields.ts'
import { kindOf, rowsOf } from '../../core/kinds.ts'
import type { Names } from './cells.ts'

type Found = { text: string; id: string }

interface Asking {
  actor: Actor
  /** The kind of record the file is read into. */
  kind: string
  /** Of a link to a kind of the company's own: which. */
  target: string | null
  texts: string[]
}

/** How what a cell says of another record is looked up: each gives (text, id) for the texts it knows. */
const LOOKUPS: Partial<Record<Field['type'], (asking: Asking) => RawBuilder<Found>[]>> = {
  employee: ({ texts }) => [
    sql`select x.text, e.id from unnest(${texts}::text[]) x(text) join employees e on lower(e.email) = x.text where e.active`,
    sql`select lower(e.name) as text, e.id from employees e where lower(e.name) = any(${texts}::text[]) and e.active`,
  ],
  department: ({ texts }) => [
    sql`select lower(name) as text, id from departments where lower(name) = any(${texts}::text[]) and archived_at is null`,
  ],
  company: ({ actor, texts }) => {
    const nips = texts.map((text) => ({ text, nip: /\d{3}/.test(text) ? normaliseNip(text) : null }))
    return [
      sql`select lower(f.name) as text, f.id from companies f where f.name collate "pl-x-icu" = any(${texts}::text[])
        and f.archived_at is null and ${may(actor, 'company', 'read', 'f')}`,
      sql`select x.text, f.id from json_to_recordset(${JSON.stringify(nips.filter(({ nip }) => nip))}::json) as x(text text, nip text)
        join companies f on f.nip = x.nip where f.archived_at is null and ${may(actor, 'company', 'read', 'f')}`,
    ]
  },
  contact: ({ actor, texts }) => [
    sql`select lower(c.name) as text, c.id from contacts c where c.name collate "pl-x-icu" = any(${texts}::text[])
      and c.archived_at is null and ${may(actor, 'contact', 'read', 'c')}`,
    sql`select p.value as text, c.id from contact_points p join contacts c on c.id = p.contact_id
      where p.kind = 'email' and p.value = any(${texts}::text[]) and c.archived_at is null and ${may(actor, 'contact', 'read', 'c')}`,
  ],
  stage: ({ kind, texts }) => [
    sql`select distinct x.text, s.id from stages s join pipelines p on p.id = s.pipeline_id and p.kind = ${kind}
        and p.archived_at is null
      cross join lateral (values (lower(s.name ->> 'pl')), (lower(s.name ->> 'en'))) x(text)
      where x.text = any(${texts}::text[]) and s.archived_at is null`,
  ],
  pipeline: ({ kind, texts }) => [
    sql`select distinct x.text, p.id from pipelines p
      cross join lateral (values (lower(p.name ->> 'pl')), (lower(p.name ->> 'en'))) x(text)
      where x.text = any(${texts}::text[]) and p.archived_at is null and p.kind = ${kind}`,
  ],
  lead: ({ actor, texts }) => [byNumber('lead', 'leads', actor, texts)],
  deal: ({ actor, texts }) => [byNumber('deal', 'deals', actor, texts)],
  product: ({ actor, texts }) => [
    byText(actor, 'product', texts, (alias) => [sql.ref(`${alias}.code`), sql.ref(`${alias}.name`)]),
  ],
  record: ({ actor, texts, target }) =>
    target ? [byText(actor, target, texts, (alias) => [sql.ref(`${alias}.number`), sql.ref(`${alias}.title`)])] : [],
}

const byNumber = (kind: string, table: string, actor: Actor, texts: string[]): RawBuilder<Found> =>
  sql`select t.number::text as text, t.id from ${sql.table(table)} t
    where t.number = any(${texts.filter((text) => /^\d{1,15}$/.test(text))}::bigint[]) and ${may(actor, kind, 'read', 't')}`

/** By one of several columns, without regard to case: of kinds that have no more than some thousands. */
function byText(
  actor: Actor,
  key: string,
  texts: string[],
  columns: (alias: string) => RawBuilder<unknown>[],
): RawBuilder<Found> {
  const kind = kindOf(key)
  const values = sql.join(columns(kind.alias).map((column) => sql`(lower(${column}))`))
  return sql`select distinct x.text, ${sql.ref(`${kind.alias}.id`)} as id from ${sql.table(kind.table)} ${sql.ref(kind.alias)}
    cross join lateral (values ${values}) x(text) where x.text = any(${texts}::text[])
    and ${sql.join([...rowsOf(kind), may(actor, key, 'read', kind.alias)], sql` and `)}`
}

/** Ids by what a text names, of each kind of field. */
export type Known = Map<string, Set<string>>

const targetOf = (field: Field): string | null => (isCustom(field) ? field.target : null)
const keyOf = (field: Field, text: string) => `${field.type} ${targetOf(field)} ${text.trim().toLowerCase()}`

/** Adds records the cells of a file name, by their names, e-mail addresses or numbers; only what the actor may read. */
export async function lookUp(
  db: Db,
  actor: Actor,
  kind: string,
  named: Map<Field, Set<string>>,
  known: Known,
): Promise<void> {
  for (const [field, given] of named) {
    // Names of cards are compared as they are, by their index; everything else without regard to case.
    const texts = [...new Set([...given].flatMap((text) => [text.trim(), text.trim().toLowerCase()]))]
    for (const query of LOOKUPS[field.type]?.({ actor, kind, target: targetOf(field), texts }) ?? []) {
      for (const { text, id } of (await query.execute(db)).rows) {
        const key = keyOf(field, text)
        known.set(key, (known.get(key) ?? new Set()).add(id))
      }
    }
  }
}

export const namesIn =
  (known: Known): Names =>
  (field, text) => {
    const ids = [...(known.get(keyOf(field, text)) ?? [])]
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
  bankAccount: ['konto', 'numer konta', 'rachunek', 'iban', 'bank account'],
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
