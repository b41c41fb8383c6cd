import { sql } from 'kysely'
import { currencyDigits, minorToDecimal, plainDecimal } from '../../../pure/money.ts'
import { mayInParts } from '../../core/access.ts'
import type { UserActor } from '../../core/actor.ts'
import { type Cell, momentOf } from '../../core/csv.ts'
import type { Db } from '../../core/db.ts'
import { invalid } from '../../core/errors.ts'
import { type Field, isCustom } from '../../core/fields.ts'
import { askingNow } from '../../core/filter.ts'
import { isLink, kindOf } from '../../core/kinds.ts'
import { keysetPage, readOrder } from '../../core/list.ts'
import { fieldsFor, fits } from '../fields/queries.ts'
import { NAMED, shownOf } from './queries/shown.ts'
import { conditionsOf } from './queries.ts'
import type { ExportQuery } from './schema.ts'

/** Rows fetched at once; no more of the list is ever in memory. */
const PORTION = 1000

export interface Exported {
  headers: string[]
  /** Cells of each row, in portions. */
  rows: AsyncGenerator<Cell[][]>
}

/**
 * What a list shows, whole: its filter, its order and its columns (all the fields, unless they are named), with the rights
 * of who asks. Refuses before the first row what is wrong with the question.
 */
export async function exportListed(
  db: Db,
  user: UserActor,
  kind: string,
  { filter, q, sort, columns }: Omit<ExportQuery, 'format'>,
): Promise<Exported> {
  const { table, alias, order: usual } = kindOf(kind)
  const all = await fieldsFor(db, user, kind)
  const known = new Map(all.map((field) => [field.key, field]))
  const fields = (columns ?? [...known.keys()]).map((key) => {
    const field = known.get(key)
    if (!field) throw invalid({ path: 'columns', code: 'filter.unknown_field', params: { field: key } })
    return field
  })
  const asking = await askingNow(db, user)
  const where = await conditionsOf(db, user, kind, { filter, q })
  const order = readOrder(sort ?? usual, all)
  const selected = fields.map((field, i) => sql`${shownOf(user, field, kind, alias)} as ${sql.ref(`v${i}`)}`)
  const company = sql`(select trim(currency) from company)`
  const currency = all.some(({ key }) => key === 'currency') ? sql`trim(${sql.ref(`${alias}.currency`)})` : company
  const base = kind === 'deal' || kind === 'invoice' ? company : currency
  async function* rows() {
    let after: string | undefined
    do {
      const page = await keysetPage<Record<string, unknown> & { id: string }>(db, {
        table,
        alias,
        visible: mayInParts(user, kind, 'read', alias),
        where,
        order,
        after,
        limit: PORTION,
        dress: (
          page,
          by,
        ) => sql`select ${sql.join([sql`${sql.ref(`${alias}.id`)}, ${sql.ref(`${alias}.key`)}`, ...selected])},
          ${currency} as currency, ${base} as base
          from ${page} ${sql.ref(alias)}, (select ${user.locale}::text as locale) asked order by ${by}`,
      })
      yield page.rows.map((row) =>
        fields.map((field, i) =>
          cellOf(field, row[`v${i}`], {
            currency: String((field.key === 'amountBase' ? row.base : row.currency) ?? 'PLN'),
            zone: asking.zone,
            locale: user.locale,
          }),
        ),
      )
      after = page.next ?? undefined
    } while (after)
  }
  const portions = rows()
  // Asked before anything is answered: what the database refuses in the question is refused as a list refuses it.
  const first = await portions.next()
  async function* whole() {
    if (!first.done) yield first.value
    yield* portions
  }
  return { headers: fields.map((field) => field.label[user.locale]), rows: whole() }
}

function cellOf(
  field: Field,
  value: unknown,
  { currency, zone, locale }: { currency: string; zone: string; locale: 'pl' | 'en' },
): Cell {
  if (value === null || value === undefined || value === '') return null
  // Under the key of a field a form may have left something else.
  if (isCustom(field) && !NAMED[field.type] && !isLink(field.type) && !fits(field.type, value)) return null
  const label = (key: unknown) => field.options?.find((option) => option.key === key)?.label[locale] ?? String(key)
  switch (field.type) {
    case 'money':
      return { decimal: minorToDecimal(value as number, currency), digits: currencyDigits(currency) }
    case 'number':
    case 'rate':
      return { decimal: field.type === 'rate' ? plainDecimal(String(value)) : String(value) }
    case 'date':
      return { day: String(value) }
    case 'moment':
      return { moment: momentOf(new Date(value as string), zone) }
    case 'yes_no':
      return { yes: value === true, word: YES_NO[locale][value === true ? 0 : 1]! }
    case 'choice':
    case 'locale':
      return label(value)
    case 'choices':
      return (value as unknown[]).map(label).join(', ')
    default:
      return String(value)
  }
}

const YES_NO = { pl: ['tak', 'nie'], en: ['yes', 'no'] }
