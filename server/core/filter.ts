import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { DAY_MS, dateOfDay, dayOfDate, isoWeekday, localDay, wallToInstant } from '../../pure/dates.ts'
import { PERIODS, type Period } from '../../pure/periods.ts'
import type { Actor } from './actor.ts'
import { businessNow } from './clock.ts'
import type { Db } from './db.ts'
import { invalid } from './errors.ts'
import { columnOf, type Family, type Field, familyOf, IDS } from './fields.ts'
import { isId } from './ids.ts'

const EMPTINESS = ['empty', 'not_empty'] as const
const IN_TIME = [
  'in',
  'on',
  'before',
  'after',
  'between',
  'last_days',
  'next_days',
  'older_than',
  'later_than',
] as const

/** What can be asked of a value of each family. */
export const OPERATORS = {
  text: ['contains', 'not_contains', 'is', 'is_not', 'starts', ...EMPTINESS],
  points: ['contains', 'not_contains', ...EMPTINESS],
  number: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', ...EMPTINESS],
  date: [...IN_TIME, ...EMPTINESS],
  moment: [...IN_TIME, 'passed', ...EMPTINESS],
  yes_no: ['yes', 'no', ...EMPTINESS],
  one: ['any_of', 'none_of', ...EMPTINESS],
  many: ['any_of', 'all_of', 'none_of', ...EMPTINESS],
} as const satisfies Record<Family, readonly string[]>
export type Operator = (typeof OPERATORS)[Family][number]
const ALL_OPERATORS = [...new Set(Object.values(OPERATORS).flat())] as [Operator, ...Operator[]]

const scalar = z.union([z.string().max(500), z.number()])
const condition = z.strictObject({
  field: z.string().min(1).max(60),
  op: z.enum(ALL_OPERATORS),
  value: z.union([scalar, z.array(scalar).max(200)]).optional(),
})
export type Condition = z.output<typeof condition>

export type Filter = { all: FilterPart[] } | { any: FilterPart[] }
export type FilterPart = Condition | Filter

const DEEPEST = 4
const MOST_PARTS = 40

const groups = (depth: number): z.ZodType<Filter> => {
  const part = depth === 0 ? condition : z.union([condition, groups(depth - 1)])
  const parts = z.array(part as z.ZodType<FilterPart>).max(MOST_PARTS)
  return z.union([z.strictObject({ all: parts }), z.strictObject({ any: parts })])
}
export const filterSchema = groups(DEEPEST - 1).meta({
  id: 'Filter',
  description: '{"all": [...]} or {"any": [...]} of conditions {field, op, value} and further groups',
})

/** For lists: the filter as JSON in the address, and the order as the key of a field, with "-" before it falling. */
export const listQuery = {
  filter: z
    .string()
    .max(16_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', params: { code: 'field.invalid' } })
        return z.NEVER
      }
    })
    .pipe(filterSchema)
    .optional()
    .describe('JSON: {"all": [{"field": "amount", "op": "gte", "value": 100000}]}; fields by GET /api/fields/{kind}'),
  sort: z
    .string()
    .regex(/^-?[A-Za-z][\w.]{0,59}$/)
    .optional()
    .describe('key of a sortable field; with "-" before it the greatest first'),
}

/** Who asks and when: what "me", "my department" and "today" mean. */
export interface Asking {
  actor: Actor
  zone: string
  now: Date
}

export async function askingNow(db: Db, actor: Actor): Promise<Asking> {
  const { rows } = await sql<{ zone: string }>`select zone from company`.execute(db)
  return { actor, zone: rows[0]?.zone ?? 'Europe/Warsaw', now: await businessNow(db) }
}

/** Every field a filter speaks of. */
export const fieldsIn = (filter: Filter): string[] =>
  partsOf(filter).flatMap((part) => ('field' in part ? [part.field] : fieldsIn(part)))

const partsOf = (filter: Filter): FilterPart[] => ('all' in filter ? filter.all : filter.any)

/**
 * The filter as a condition over the kind's table under `alias`, every value a parameter. `fields` are those its reader
 * may see: another is refused as if it were not there.
 */
export function compileFilter(
  filter: Filter,
  fields: readonly Field[],
  alias: string,
  asking: Asking,
): RawBuilder<boolean> {
  const known = new Map(fields.map((field) => [field.key, field]))
  let parts = 0
  const group = (one: Filter, path: string): RawBuilder<boolean> => {
    const [word, glue] = 'all' in one ? (['all', sql` and `] as const) : (['any', sql` or `] as const)
    const compiled = partsOf(one).map((part, at) => {
      parts += 1
      const where = `${path}.${word}.${at}`
      if (parts > MOST_PARTS) throw invalid({ path, code: 'filter.too_long', params: { max: MOST_PARTS } })
      if (!('field' in part)) return group(part, where)
      const field = known.get(part.field)
      if (!field) throw invalid({ path: where, code: 'filter.unknown_field', params: { field: part.field } })
      return compileCondition(field, part, where, alias, asking)
    })
    return compiled.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(compiled, glue)})`
  }
  return group(filter, 'filter')
}

const like = (text: string) => text.replace(/[\\%_]/g, '\\$&')

function compileCondition(
  field: Field,
  { op, value }: Condition,
  path: string,
  alias: string,
  asking: Asking,
): RawBuilder<boolean> {
  const family = familyOf(field)
  const wrong = () => invalid({ path, code: 'filter.value', params: { field: field.key, op } })
  if (!(OPERATORS[family] as readonly string[]).includes(op)) throw wrong()
  const text = (): string => {
    if (typeof value !== 'string' || value.trim() === '') throw wrong()
    return value.trim()
  }
  const number = (one: unknown = value): number => {
    const read = typeof one === 'string' && one.trim() !== '' ? Number(one) : one
    if (typeof read !== 'number' || !Number.isFinite(read)) throw wrong()
    return read
  }
  const list = (): string[] => {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map(String)
    if (values.length === 0) throw wrong()
    return values
  }
  const pair = (): [unknown, unknown] => {
    if (!Array.isArray(value) || value.length !== 2) throw wrong()
    return [value[0], value[1]]
  }
  const at = columnOf(field, alias)
  if (family === 'points') return ofPoints(field, op, op === 'contains' || op === 'not_contains' ? text() : '', alias)
  if (op === 'empty' || op === 'not_empty') {
    const none =
      family === 'text'
        ? sql<boolean>`coalesce(${at}, '') = ''`
        : family === 'many'
          ? sql<boolean>`coalesce(${at}, '[]'::jsonb) = '[]'::jsonb`
          : sql<boolean>`${at} is null`
    return op === 'empty' ? none : sql<boolean>`not (${none})`
  }
  // By the minute and not by the day: what is late now.
  if (op === 'passed') {
    const now = asking.now.toISOString()
    return field.column === null ? sql<boolean>`${at} < ${now}` : sql<boolean>`${at} < ${now}::timestamptz`
  }
  switch (op) {
    case 'contains':
      return sql<boolean>`${at} ilike ${`%${like(text())}%`}`
    case 'not_contains':
      return sql<boolean>`coalesce(${at}, '') not ilike ${`%${like(text())}%`}`
    case 'starts':
      return sql<boolean>`${at} ilike ${`${like(text())}%`}`
    case 'is':
      return sql<boolean>`${at} = ${text()}`
    case 'is_not':
      return sql<boolean>`${at} is distinct from ${text()}`
    case 'eq':
      return sql<boolean>`${at} = ${number()}::numeric`
    case 'ne':
      return sql<boolean>`${at} is distinct from ${number()}::numeric`
    case 'lt':
      return sql<boolean>`${at} < ${number()}::numeric`
    case 'lte':
      return sql<boolean>`${at} <= ${number()}::numeric`
    case 'gt':
      return sql<boolean>`${at} > ${number()}::numeric`
    case 'gte':
      return sql<boolean>`${at} >= ${number()}::numeric`
    case 'yes':
      return sql<boolean>`${at} = 'true'`
    case 'no':
      return sql<boolean>`${at} is distinct from 'true'`
    case 'any_of':
      return family === 'many' ? sql<boolean>`${at} ?| ${list()}::text[]` : oneOf(field, at, list(), asking, wrong)
    case 'all_of':
      return sql<boolean>`${at} @> ${JSON.stringify(list())}::jsonb`
    case 'none_of':
      return family === 'many'
        ? sql<boolean>`not coalesce(${at} ?| ${list()}::text[], false)`
        : sql<boolean>`(${at} is null or not ${oneOf(field, at, list(), asking, wrong)})`
    case 'between':
      if (family === 'number') {
        const [from, to] = pair()
        return sql<boolean>`${at} between ${number(from)}::numeric and ${number(to)}::numeric`
      }
  }
  return inDays(field, at, daysOf(op, value, asking, wrong), asking)
}

function oneOf(
  field: Field,
  at: RawBuilder<unknown>,
  named: string[],
  { actor }: Asking,
  wrong: () => Error,
): RawBuilder<boolean> {
  const person = actor.kind === 'user' ? actor : null
  const custom = field.column === null
  const ways: RawBuilder<boolean>[] = []
  const values: string[] = []
  for (const one of named) {
    if (one === 'none') ways.push(sql<boolean>`${at} is null`)
    else if (one === 'me' && field.type === 'employee') values.push(...(person ? [person.id] : []))
    else if (one === 'my_department' && field.type === 'department') values.push(...(person?.departmentIds ?? []))
    else if (one === 'my_department' && field.type === 'employee') {
      const column = custom ? sql`id::text collate "C"` : sql`id`
      ways.push(
        sql<boolean>`${at} in (select ${column} from employees where department_id = any(${person?.departmentIds ?? []}::uuid[]))`,
      )
    } else if (IDS.has(field.type) && !isId(one)) throw wrong()
    else values.push(one)
  }
  if (values.length > 0 || ways.length === 0) {
    const type = IDS.has(field.type) && !custom ? sql`uuid[]` : sql`text[]`
    ways.push(sql<boolean>`${at} = any(${values}::${type})`)
  }
  return sql<boolean>`(${sql.join(ways, sql` or `)})`
}

/** Addresses and numbers of a card lie in rows of their own. */
function ofPoints(field: Field, op: Operator, text: string, alias: string): RawBuilder<boolean> {
  const of = alias === 'c' ? sql.ref('p.contact_id') : sql.ref('p.company_id')
  const kind = field.type === 'emails' ? 'email' : 'phone'
  const words = kind === 'phone' ? text.replace(/[^\d+]/g, '') : text
  const holds = text ? sql`and p.value ilike ${`%${like(words)}%`}` : sql``
  const there = sql<boolean>`exists (select from contact_points p where ${of} = ${sql.ref(`${alias}.id`)} and p.kind = ${kind} ${holds})`
  return op === 'contains' || op === 'not_empty' ? there : sql<boolean>`not ${there}`
}

/** Days, as numbers, from the first to the last of them; null: without an end on that side. */
interface Days {
  from: number | null
  to: number | null
}

/** The days a condition of time means; both ends belong to them. */
export function daysOf(op: Operator, value: unknown, { zone, now }: Asking, wrong: () => Error): Days {
  const today = localDay(zone, now.getTime())
  const date = (one: unknown): number => {
    try {
      return dayOfDate(String(one))
    } catch {
      throw wrong()
    }
  }
  const count = (): number => {
    const days = Number(value)
    if (!Number.isInteger(days) || days < 0 || days > 36_500) throw wrong()
    return days
  }
  switch (op) {
    case 'in':
      if (!PERIODS.includes(value as Period)) throw wrong()
      return period(value as Period, today)
    case 'on':
      return { from: date(value), to: date(value) }
    case 'before':
      return { from: null, to: date(value) - 1 }
    case 'after':
      return { from: date(value) + 1, to: null }
    case 'between':
      if (!Array.isArray(value) || value.length !== 2) throw wrong()
      return { from: date(value[0]), to: date(value[1]) }
    case 'last_days':
      return { from: today - count() + 1, to: today }
    case 'next_days':
      return { from: today, to: today + count() - 1 }
    case 'older_than':
      return { from: null, to: today - count() - 1 }
    case 'later_than':
      return { from: today + count() + 1, to: null }
    default:
      throw wrong()
  }
}

function period(name: Period, today: number): Days {
  const monday = today - isoWeekday(today) + 1
  const [year, month] = dateOfDay(today).split('-').map(Number) as [number, number]
  const months = (from: number, count: number): Days => ({
    from: Date.UTC(year, from, 1) / DAY_MS,
    to: Date.UTC(year, from + count, 1) / DAY_MS - 1,
  })
  switch (name) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: today - 1, to: today - 1 }
    case 'tomorrow':
      return { from: today + 1, to: today + 1 }
    case 'this_week':
      return { from: monday, to: monday + 6 }
    case 'last_week':
      return { from: monday - 7, to: monday - 1 }
    case 'next_week':
      return { from: monday + 7, to: monday + 13 }
    case 'this_month':
      return months(month - 1, 1)
    case 'last_month':
      return months(month - 2, 1)
    case 'next_month':
      return months(month, 1)
    case 'this_quarter':
      return months(Math.floor((month - 1) / 3) * 3, 3)
    case 'this_year':
      return months(0, 12)
  }
}

function inDays(field: Field, at: RawBuilder<unknown>, { from, to }: Days, { zone }: Asking): RawBuilder<boolean> {
  const begins = (day: number) => new Date(wallToInstant(zone, day * DAY_MS, 'span-start')).toISOString()
  const custom = field.column === null
  const [type, first, beyond] =
    familyOf(field) === 'date'
      ? [custom ? sql`text` : sql`date`, from === null ? null : dateOfDay(from), to === null ? null : dateOfDay(to + 1)]
      : [
          custom ? sql`text` : sql`timestamptz`,
          from === null ? null : begins(from),
          to === null ? null : begins(to + 1),
        ]
  const ends = [
    ...(first === null ? [] : [sql<boolean>`${at} >= ${first}::${type}`]),
    ...(beyond === null ? [] : [sql<boolean>`${at} < ${beyond}::${type}`]),
  ]
  return sql<boolean>`(${sql.join(ends, sql` and `)})`
}
