import { sql } from 'kysely'
import { formatDate, formatDateTime } from '../../../../pure/dates.ts'
import { OWN } from '../../../../pure/kinds.ts'
import { formatMoney, plainDecimal } from '../../../../pure/money.ts'
import { formatNip } from '../../../../pure/nip.ts'
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
import { companyOf } from '../../staff/queries.ts'
import { NAMED, shownOf } from './shown.ts'

/** What no sentence can say. */
const UNSAID: ReadonlySet<FieldType> = new Set(['durations', 'recurrence', 'employees', 'contacts'])

/** The fields of a kind that this actor may see and that words can tell. */
export const sayableFields = async (db: Db, actor: Actor, kind: string): Promise<Field[]> =>
  (await fieldsFor(db, actor, kind)).filter(({ type }) => !UNSAID.has(type))

/** The kind a record is of, as fields name it. */
export async function kindKeyOf(db: Db, about: Subject): Promise<string> {
  if (about.kind !== OWN) return about.kind
  const { rows } = await sql<{ kind: string }>`select kind from records where id = ${about.id}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0].kind
}

/** The fields of a record in words of that language, as far as its reader may see them; '' for what is empty. 404 where he may not read it. */
export async function recordWords(
  db: Db,
  user: UserActor,
  about: Subject,
  locale: Locale,
): Promise<Map<string, string>> {
  const key = await kindKeyOf(db, about)
  const { table, alias } = kindOf(key)
  const fields = await sayableFields(db, user, key)
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
    fields.map((field, at): [string, string] => {
      const inCurrency = field.key === 'amountBase' ? currency : String(row.currency_of ?? currency)
      return [field.key, wordsOfValue(field, row[`v${at}`], { currency: inCurrency, zone, locale })]
    }),
  )
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
    case 'nip':
      return formatNip(String(value))
    case 'choice':
    case 'locale':
      return label(value)
    case 'choices':
      return (value as unknown[]).map(label).join(', ')
    default:
      return String(value)
  }
}
