import { sql } from 'kysely'
import { formatDate, formatDateTime } from '../../../../pure/dates.ts'
import { OWN } from '../../../../pure/kinds.ts'
import { formatMoney, plainDecimal } from '../../../../pure/money.ts'
import { splitFullName } from '../../../../pure/names.ts'
import { formatPhone } from '../../../../pure/phone.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { type Field, type FieldType, isCustom } from '../../../core/fields.ts'
import { isLink, kindOf } from '../../../core/kinds.ts'
import { fieldsFor, fits } from '../../fields/queries.ts'
import { NAMED, shownOf } from '../../lists/queries/shown.ts'
import { companyOf } from '../../staff/queries.ts'
import { GENERAL } from '../rules/variables.ts'
import type { Variable } from '../schema.ts'

/** What no sentence can say. */
const UNSAID: ReadonlySet<FieldType> = new Set(['durations', 'recurrence', 'employees', 'contacts'])

const sayable = (fields: readonly Field[]) => fields.filter(({ type }) => !UNSAID.has(type))

/** The kind a record is of, as fields name it. */
export async function kindKeyOf(db: Db, about: Subject): Promise<string> {
  if (about.kind !== OWN) return about.kind
  const { rows } = await sql<{ kind: string }>`select kind from records where id = ${about.id}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0].kind
}

/** What a template of this kind may name: fields its writer sees, and what every text may name. */
export async function variablesFor(db: Db, actor: Actor, kind: string | null): Promise<Variable[]> {
  const fields = kind === null ? [] : sayable(await fieldsFor(db, actor, kind))
  return [...GENERAL, ...fields.map(({ key, label }) => ({ key: `record.${key}`, label, group: 'record' }))]
}

/** The fields of a record in words of that language, as far as the reader may see them; empty values are left out. */
export async function recordValues(
  db: Db,
  user: UserActor,
  about: Subject,
  locale: Locale,
): Promise<Map<string, string>> {
  const key = await kindKeyOf(db, about)
  const { table, alias } = kindOf(key)
  const fields = sayable(await fieldsFor(db, user, key))
  const { zone, currency } = await companyOf(db)
  const ownCurrency = fields.some((field) => field.key === 'currency')
    ? sql`trim(${sql.ref(`${alias}.currency`)})`
    : sql`${currency}::text`
  const selected = fields.map((field, at) => sql`${shownOf(user, field, key, alias)} as ${sql.ref(`v${at}`)}`)
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([...selected, sql`${ownCurrency} as currency_of`])}
    from ${sql.table(table)} ${sql.ref(alias)}, (select ${locale}::text as locale) asked
    where ${sql.ref(`${alias}.id`)} = ${about.id} and ${may(user, about.kind, 'read', alias)}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  return new Map(
    fields.flatMap((field, at): [string, string][] => {
      const inCurrency = field.key === 'amountBase' ? currency : String(row.currency_of ?? currency)
      const words = wordsOfValue(field, row[`v${at}`], { currency: inCurrency, zone, locale })
      return words === '' ? [] : [[`record.${field.key}`, words]]
    }),
  )
}

/** What stands for the general variables, for one recipient. */
export async function generalValues(
  db: Db,
  user: UserActor,
  recipient: { name: string },
  { locale, now }: { locale: Locale; now: Date },
): Promise<Map<string, string>> {
  const { name, zone } = await companyOf(db)
  const { rows } = await sql<{ name: string; email: string; position: string; phone: string | null }>`
    select name, email, position, phone from employees where id = ${user.id}`.execute(db)
  const sender = rows[0]
  const { first, last } = splitFullName(recipient.name)
  return new Map([
    ['recipient.name', recipient.name],
    ['recipient.first_name', first],
    ['recipient.last_name', last],
    ['sender.name', sender?.name ?? ''],
    ['sender.position', sender?.position ?? ''],
    ['sender.email', sender?.email ?? ''],
    ['sender.phone', sender?.phone ? formatPhone(sender.phone) : ''],
    ['company.name', name],
    ['today', formatDate(now.toISOString(), { locale, zone })],
  ])
}

const YES_NO = { pl: ['tak', 'nie'], en: ['yes', 'no'] }

/** A value as a sentence in that language says it; '' for none. */
function wordsOfValue(
  field: Field,
  value: unknown,
  { currency, zone, locale }: { currency: string; zone: string; locale: Locale },
): string {
  if (value === null || value === undefined || value === '') return ''
  // Under the key of a field a form may have left something else.
  if (isCustom(field) && !NAMED[field.type] && !isLink(field.type) && !fits(field.type, value)) return ''
  const label = (key: unknown) => field.options?.find((option) => option.key === key)?.label[locale] ?? String(key)
  const plain = (text: string) => (locale === 'pl' ? text.replace('.', ',') : text)
  switch (field.type) {
    case 'money':
      return formatMoney(value as number, currency, locale)
    case 'number':
      return plain(String(value))
    case 'rate':
      return plain(plainDecimal(String(value)))
    case 'date':
      return formatDate(String(value), { locale, zone })
    case 'moment':
      return formatDateTime(new Date(value as string).toISOString(), { locale, zone })
    case 'yes_no':
      return YES_NO[locale][value === true ? 0 : 1]!
    case 'phone':
      return formatPhone(String(value))
    case 'choice':
    case 'locale':
      return label(value)
    case 'choices':
      return (value as unknown[]).map(label).join(', ')
    default:
      return String(value)
  }
}
