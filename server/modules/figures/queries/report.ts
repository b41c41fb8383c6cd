import { type RawBuilder, sql } from 'kysely'
import {
  comparedWith,
  daysIn,
  type FigureColumn,
  type Grouping,
  isGrain,
  periodsOf,
  type Range,
  type Report,
  reportOf,
  type Within,
  whatsOf,
} from '../../../../pure/figures.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { may, scopeOf } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import { companyOf } from '../../staff/queries.ts'
import { told } from '../durations.ts'
import type { ReportQuery, ReportView } from '../schema.ts'
import { countedTo } from './counted-to.ts'
import { namesOf } from './names.ts'
import { durationsIn, sumsIn } from './sums.ts'

/** Rows of a report; what is beyond them is in its total. */
const MOST_ROWS = 200
const MOST_DAYS = 400
/** Five years. */
export const LONGEST = 1830

type Values = Record<string, number | null>

/** Refuses, at the field, what cannot be counted. */
export function readReport(key: string, query: ReportQuery): { report: Report; by: Grouping } {
  const report = reportOf(key)
  if (!report) throw notFound()
  const by = query.by ?? report.by[0]!
  if (!report.by.includes(by)) throw invalid({ path: 'by', code: 'figure.no_such_rows' })
  checkRange(query, by === 'day' ? MOST_DAYS : LONGEST)
  return { report, by }
}

/** Refuses days that cannot be counted at once. */
export function checkRange(range: Range, most: number): void {
  if (range.to < range.from) throw invalid({ path: 'to', code: 'figure.ends_before_it_begins' })
  if (daysIn(range) > most) throw invalid({ path: 'to', code: 'figure.range_too_long', params: { max: most } })
}

/** Whose figures a person sees, as the filters of lists say it. */
export function withinOf(reader: UserActor): Within {
  const scope = scopeOf(reader, 'figure', 'see')
  if (scope === 'all') return null
  return { people: reader.standsFor, departments: scope === 'department' ? reader.departmentIds : [] }
}

/** A report as this person may see it. */
export async function readFigures(
  db: Db,
  reader: UserActor,
  key: string,
  asked: ReportQuery,
  locale: Locale,
): Promise<ReportView> {
  const { report, by } = readReport(key, asked)
  const query = by === 'stage' ? { ...asked, pipeline: asked.pipeline ?? (await firstPipeline(db)) } : asked
  const range = { from: query.from, to: query.to }
  const compared = query.compare ? comparedWith(range, query.compare) : null
  const isMany = by === 'customer'
  const current = figuresIn(db, reader, report, by, query, range, isMany ? { most: MOST_ROWS + 1 } : {})
  const [company, counted, now, before] = await Promise.all([
    companyOf(db),
    countedTo(db),
    current,
    compared &&
      (async () => {
        const those = isMany ? { rows: [...(await current).rows.keys()] } : {}
        return figuresIn(db, reader, report, by, query, compared, those)
      })(),
  ])
  const rows = isGrain(by)
    ? periodsOf(by, range).map((period, at) => ({
        key: period.key,
        name: null,
        range: { from: period.from, to: period.to },
        values: whole(report, now.rows.get(period.key), now.total),
        before:
          compared && before && whole(report, before.rows.get(periodsOf(by, compared)[at]?.key ?? ''), before.total),
      }))
    : (await namesOf(db, by, [...now.rows.keys()], locale, query.pipeline)).map(({ key, name }) => ({
        key,
        name,
        range,
        values: whole(report, now.rows.get(key), now.total),
        before: before && whole(report, before.rows.get(key), before.total),
      }))
  const sorted = isGrain(by) || by === 'stage' ? rows : rows.sort(fallingBy(report.shown))
  return {
    report: report.key,
    by,
    range,
    compared,
    currency: company.currency,
    countedTo: counted,
    within: withinOf(reader),
    pipeline: query.pipeline ?? null,
    columns: report.columns.map(({ key, unit }) => ({ key, unit })),
    rows: ofFirst(report, sorted.slice(0, isGrain(by) ? undefined : MOST_ROWS)),
    total: { values: whole(report, now.total, now.total), before: before && whole(report, before.total, before.total) },
    more: !isGrain(by) && sorted.length > MOST_ROWS,
  }
}

async function firstPipeline(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from pipelines where kind = 'deal' and archived_at is null
    order by position, id limit 1`.execute(db)
  return rows[0]?.id
}

const fallingBy =
  (column: string) =>
  (a: { values: Values; name: string | null }, b: { values: Values; name: string | null }): number =>
    (b.values[column] ?? 0) - (a.values[column] ?? 0) || (a.name ?? '').localeCompare(b.name ?? '', 'pl')

/** Which rows are asked for: the first so many by what the chart shows, or just these; all unless told. */
interface Asked {
  most?: number
  rows?: (string | null)[]
}

interface Found {
  rows: Map<string | null, Values>
  total: Values
}

/** What a row is known by. */
export const KEYS: Record<Grouping, RawBuilder<unknown>> = {
  person: sql`f.person_id::text`,
  department: sql`f.department_id::text`,
  day: sql`f.on_day::text`,
  week: sql`date_trunc('week', f.on_day::timestamp)::date::text`,
  month: sql`date_trunc('month', f.on_day::timestamp)::date::text`,
  source: sql`f.dim`,
  stage: sql`f.dim`,
  reason: sql`f.dim`,
  customer: sql`f.dim`,
}

const only = (column: string, one: string | undefined): RawBuilder<boolean>[] => {
  if (one === undefined) return []
  return [one === 'none' ? sql<boolean>`${sql.ref(column)} is null` : sql<boolean>`${sql.ref(column)} = ${one}::uuid`]
}

const ofPipeline = (id: string) => sql<boolean>`f.dim in (select id::text from stages where pipeline_id = ${id})`

/** The condition under which facts and their sums count for this reader, beside what they are. */
export function counting(reader: UserActor, query: ReportQuery, range: Range): RawBuilder<boolean> {
  const conditions = [
    sql<boolean>`f.on_day between ${range.from}::date and ${range.to}::date`,
    may(reader, 'figure', 'see', 'f'),
    ...only('f.person_id', query.person),
    ...only('f.department_id', query.department),
  ]
  if (query.pipeline) conditions.push(ofPipeline(query.pipeline))
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

type Row = { key: string | null; whole: number } & Record<string, unknown>

/** Groupings by what durations are counted by, too. */
const BY_DIM: ReadonlySet<Grouping> = new Set(['source', 'stage', 'reason', 'customer'])

/** The median of each row and of all together, from how many lasted how long: the first that half of them do not pass. */
const medianOfAll = (what: string, name: RawBuilder<unknown>, query: ReportQuery, range: Range) => sql<Row>`
  with counted as (select f.dim as key, grouping(f.dim) as whole, f.minutes, sum(f.count) as n from ${durationsIn(range, what)} f
      ${query.pipeline ? sql`where ${ofPipeline(query.pipeline)}` : sql``} group by grouping sets ((f.dim, f.minutes), (f.minutes))),
    placed as (select key, whole, minutes, sum(n) over (partition by whole, key order by minutes) as until,
      sum(n) over (partition by whole, key) as of_all from counted)
  select key, whole, min(minutes) as ${name} from placed where until * 2 >= of_all group by key, whole`

const isSum = (column: FigureColumn) => 'what' in column.of && column.of.value !== 'median'

async function figuresIn(
  db: Db,
  reader: UserActor,
  report: Report,
  by: Grouping,
  query: ReportQuery,
  range: Range,
  { most, rows: those }: Asked,
): Promise<Found> {
  const where = counting(reader, query, range)
  const found: Found = { rows: new Map(), total: {} }
  const take = (rows: Row[], columns: FigureColumn[]) => {
    for (const row of rows) {
      const into = row.whole ? found.total : (found.rows.get(row.key) ?? {})
      for (const { key } of columns) into[key] = row[key] === null ? null : Number(row[key])
      if (!row.whole) found.rows.set(row.key, into)
    }
  }
  const key = KEYS[by]
  const sums = report.columns.filter(isSum)
  const whats = new Set(sums.flatMap(({ of }) => ('what' in of ? whatsOf(of.what) : [])))
  const sumOf = ({ key: name, of }: FigureColumn) => {
    if (!('what' in of)) return sql`0`
    const dim = of.dim ? sql`and f.dim = ${of.dim}` : sql``
    return sql`coalesce(sum(${sql.ref(of.value === 'amount' ? 'f.amount' : 'f.count')}) filter (where f.what = any(${whatsOf(of.what)}::text[]) ${dim}), 0)::float8 as ${sql.ref(name)}`
  }
  const reads = [
    sql<Row>`select ${key} as key, grouping(${key}) as whole, ${sql.join(sums.map(sumOf))}
      from ${sumsIn(range, isGrain(by) ? by : 'month')} f where f.what = any(${[...whats]}::text[]) and ${where} group by grouping sets ((${key}), ())
      ${those ? sql`having grouping(${key}) = 1 or ${key} = any(${those}::text[])` : sql``}
      ${most ? sql`order by whole desc, ${sql.ref(report.shown)} desc, key limit ${most + 1}` : sql``}`
      .execute(db)
      .then(({ rows }) => take(rows, sums)),
    ...report.columns
      .filter(({ of }) => 'what' in of && of.value === 'median')
      .map(async (column) => {
        const { what } = column.of as { what: string }
        const name = sql.ref(column.key)
        const ofAll = BY_DIM.has(by) && !query.person && !query.department && withinOf(reader) === null
        const { rows } = await (ofAll
          ? medianOfAll(what, name, query, range)
          : sql<Row>`select ${key} as key, grouping(${key}) as whole,
              ${told(sql`percentile_disc(0.5) within group (order by f.minutes)`)} as ${name}
            from figure_facts f where f.what = ${what} and f.minutes is not null and ${where}
            group by grouping sets ((${key}), ())`
        ).execute(db)
        take(rows, [column])
      }),
  ]
  // A row of medians alone would have no sums: sums come first.
  for (const read of reads) await read
  return found
}

/** With shares, and nothing as nought; a median of nothing is nothing. */
function whole(report: Report, found: Values | undefined, total: Values): Values {
  const values: Values = {}
  for (const { key, of } of report.columns) {
    if ('part' in of) {
      const by = values[of.whole] ?? 0
      values[key] = by === 0 ? null : (values[of.part] ?? 0) / by
    } else if ('ofFirst' in of) values[key] = total[of.ofFirst] ? (found?.[of.ofFirst] ?? 0) / total[of.ofFirst]! : null
    else values[key] = found?.[key] ?? (of.value === 'median' ? null : 0)
  }
  return values
}

/** The share of what began in the first row. */
function ofFirst<R extends { values: Values; before: Values | null }>(report: Report, rows: R[]): R[] {
  for (const { key, of } of report.columns) {
    if (!('ofFirst' in of)) continue
    for (const which of ['values', 'before'] as const) {
      const first = rows[0]?.[which]?.[of.ofFirst] ?? 0
      for (const row of rows) {
        const values = row[which]
        if (values) values[key] = first === 0 ? null : (values[of.ofFirst] ?? 0) / first
      }
    }
  }
  return rows
}
