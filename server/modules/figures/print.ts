import { sql } from 'kysely'
import { formatDateTime } from '../../../pure/dates.ts'
import { type FigureSheet, figureSheet, type SheetTable } from '../../../pure/figure-sheet.ts'
import { figureWords } from '../../../pure/figure-words.ts'
import { isGrain, type Range, reportOf } from '../../../pure/figures.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { UserActor } from '../../core/actor.ts'
import { businessNow } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { Deps } from '../../core/deps.ts'
import { say } from '../../core/problems.ts'
import { drawSource } from '../documents/commands/draw-pdf.ts'
import { companyOf } from '../staff/queries.ts'
import { type Part, type ProcessRow, processRows } from './process-rows.ts'
import { processName } from './queries/names.ts'
import { figuresOfProcess } from './queries/process-figures.ts'
import { readFigures, withinOf } from './queries/report.ts'
import type { MailedQuery, MailingInput, ProcessFigures, ReportView } from './schema.ts'

/** More bars are read better in the table below. */
const MOST_BARS = 20

type Asked = Pick<MailingInput, 'report' | 'process'> & { query: MailedQuery; range: Range }

interface Reader {
  locale: Locale
  words: ReturnType<typeof figureWords>
  word: (code: string, params?: Record<string, unknown>) => string
}

/** A report as a PDF in the words of its reader, of what this reader may see. */
export async function printReport(
  deps: Deps,
  reader: UserActor,
  { report, process, query, range }: Asked,
): Promise<{ pdf: Buffer; pages: number; title: string; days: string; countedTo: string }> {
  const { db } = deps.database
  const { locale } = reader
  const { name: company, zone, currency } = await companyOf(db)
  const word: Reader['word'] = (code, params = {}) => say(locale, code, params)
  const words = figureWords({ locale, zone, currency, say: word })
  const asReader = { locale, words, word }
  const printed =
    report === 'processes' && process !== null
      ? await ofProcess(db, reader, asReader, process, { ...range, compare: query.compare })
      : await ofReport(db, reader, asReader, report, { ...query, ...range })
  const { compared, countedTo, ...sheet } = printed
  const within = withinOf(reader)
  const days = words.days(range)
  const whole: Omit<FigureSheet, 'logo'> = {
    ...sheet,
    ...{ locale, company, page: word('figure.print.page') },
    lines: [days, ...(compared ? [word('figure.print.compared', { days: words.days(compared) })] : []), ...sheet.lines],
    notes: [
      ...sheet.notes,
      ...(within ? [word(within.departments.length > 0 ? 'figures.onlyDepartment' : 'figures.onlyMine')] : []),
      `${word('figures.countedTo', { when: `${formatDateTime(countedTo, { locale, zone })}:${countedTo.slice(17, 19)}` })}.`,
    ],
  }
  const drawn = await drawSource(
    deps,
    ({ logo = null }) => ({ source: figureSheet({ ...whole, logo }), images: [] }),
    await businessNow(db),
  )
  return { ...drawn, title: whole.title, days, countedTo }
}

type Printed = Omit<FigureSheet, 'locale' | 'company' | 'page' | 'logo'> & { compared: Range | null; countedTo: string }

async function ofReport(
  db: Db,
  reader: UserActor,
  { locale, words, word }: Reader,
  report: string,
  query: MailedQuery & Range,
): Promise<Printed> {
  const view = await readFigures(db, reader, report, query, locale)
  const { columns, by, compared } = view
  const was = (unit: ReportView['columns'][number]['unit'], before: number | null | undefined) =>
    word('figures.was', { value: words.value(unit, before) })
  const saidOf = (column: ReportView['columns'][number], { values, before }: ReportView['total'], always = false) => ({
    text: words.value(column.unit, values[column.key]),
    was: before && (always || before[column.key] || values[column.key]) ? was(column.unit, before[column.key]) : null,
  })
  const nameOf = (row: ReportView['rows'][number]) => words.row(by, row)
  const column = columns.find(({ key }) => key === reportOf(report)?.shown) ?? columns[0]!
  const most = Math.max(0, ...view.rows.flatMap((row) => [row.values[column.key] ?? 0, row.before?.[column.key] ?? 0]))
  const byWord = word(`figure.by.${by}`)
  const isEmpty = columns.every(({ key }) => !view.total.values[key] && !view.total.before?.[key])
  const charted = isGrain(by) && view.rows.length > MOST_BARS ? [] : view.rows.slice(0, MOST_BARS)
  return {
    ...{ compared, countedTo: view.countedTo, title: word(`figure.report.${view.report}`) },
    lines: await narrowedTo(db, word, locale, query, view),
    tiles: columns.map((one) => ({
      name: word(`figure.column.${one.key}`),
      value: saidOf(one, view.total, true),
    })),
    chart:
      most > 0 && charted.length > 0
        ? {
            title: word('figures.chart', { column: word(`figure.column.${column.key}`), by: byWord.toLowerCase() }),
            bars: charted.map((row) => ({
              name: nameOf(row),
              now: (row.values[column.key] ?? 0) / most,
              before: row.before && (row.before[column.key] ?? 0) / most,
              value: saidOf(column, row),
            })),
            legend: compared && { now: words.days(view.range), before: words.days(compared) },
          }
        : null,
    tables: isEmpty
      ? []
      : [
          {
            title: null,
            heads: [byWord, ...columns.map(({ key }) => word(`figure.column.${key}`))],
            rows: [
              ...view.rows.map((row) => ({
                ...{ name: nameOf(row), share: null, total: false },
                cells: columns.map((one) => saidOf(one, row)),
              })),
              {
                ...{ name: word('figure.total'), share: null, total: true },
                cells: columns.map((one) => saidOf(one, view.total)),
              },
            ],
          },
        ],
    notes: [
      ...(isEmpty ? [word('figure.print.nothing')] : []),
      ...(view.more ? [word('figures.more', { count: view.rows.length })] : []),
    ],
  }
}

/** Whose figures these are only, in words. */
async function narrowedTo(
  db: Db,
  word: Reader['word'],
  locale: Locale,
  { person, department }: MailedQuery,
  { pipeline }: ReportView,
): Promise<string[]> {
  const named = async (table: string, id: string, name = sql`name`) =>
    (await sql<{ name: string }>`select ${name} as name from ${sql.table(table)} where id::text = ${id}`.execute(db))
      .rows[0]?.name ?? '–'
  const line = (by: string, name: string) => word('figure.print.only', { what: word(`figure.by.${by}`), name })
  return [
    ...(person ? [line('person', person === 'none' ? word('figure.nobody') : await named('employees', person))] : []),
    ...(department
      ? [
          line(
            'department',
            department === 'none' ? word('figure.noDepartment') : await named('departments', department),
          ),
        ]
      : []),
    ...(pipeline
      ? [word('figure.print.pipeline', { name: await named('pipelines', pipeline, sql`name ->> ${locale}`) })]
      : []),
  ]
}

async function ofProcess(
  db: Db,
  reader: UserActor,
  { locale, words, word }: Reader,
  key: string,
  query: Range & { compare?: 'previous' | 'year' | undefined },
): Promise<Printed> {
  const { compare, ...range } = query
  const [view, name] = await Promise.all([
    figuresOfProcess(db, reader, key, { ...range, ...(compare ? { compare } : {}) }),
    processName(db, key),
  ])
  const rows = processRows(view, locale)
  const value = (unit: 'count' | 'minutes' | 'share', now: number | null, before: number | null | undefined) => ({
    text: words.value(unit, now),
    was: view.before && (now || before) ? word('figures.was', { value: words.value(unit, before ?? null) }) : null,
  })
  const share = ({ dated, inTime }: NonNullable<ProcessFigures['before']>) => (dated === 0 ? null : inTime / dated)
  const lead = rows.find((row) => row.part === 'times' && row.key === 'lead')
  const numberOf = (which: string) => rows.find((row) => row.part === 'numbers' && row.key === which)!
  const tile = (which: string) => {
    const { name: said, now, before } = numberOf(which)
    return { name: said, value: value('count', now.count, before?.count) }
  }
  const table = (
    part: Part,
    first: string,
    columns: (keyof ProcessRow['now'])[],
    heads: string[],
  ): SheetTable | null => {
    const own = rows.filter((row) => row.part === part && row.now.count > 0)
    if (own.length === 0) return null
    const most = Math.max(...own.map(({ now }) => (part === 'steps' ? now.total : now.count) ?? 0))
    return {
      title: word(`figures.process.${part}`),
      heads: [word(`figures.process.${first}`), ...heads.map((head) => word(`figures.process.${head}`))],
      rows: own.map(({ name: said, now, before }) => ({
        ...{ name: said, total: false },
        share: part === 'times' || most === 0 ? null : ((part === 'steps' ? now.total : now.count) ?? 0) / most,
        cells: columns.map((column) =>
          value(column === 'count' || column === 'late' ? 'count' : 'minutes', now[column], before?.[column]),
        ),
      })),
    }
  }
  return {
    ...{ compared: view.compared, countedTo: view.countedTo, chart: null },
    title: `${word('figures.process')}: ${name[locale]}`,
    lines: [],
    tiles: [
      tile('begun'),
      tile('ended'),
      {
        name: `${word('figures.process.lead')} (${word('figures.process.median').toLowerCase()})`,
        value: value('minutes', lead?.now.median ?? null, lead?.before?.median),
      },
      { name: word('figures.process.inTime'), value: value('share', share(view), view.before && share(view.before)) },
    ],
    tables: [
      table('times', 'time', ['count', 'median', 'p90', 'total'], ['cases', 'median', 'p90', 'total']),
      table('steps', 'step', ['count', 'median', 'total'], ['stays', 'median', 'total']),
      table('ways', 'way', ['count', 'median'], ['cases', 'median']),
      table('people', 'person', ['count', 'median', 'late'], ['tasks', 'median', 'lateTasks']),
    ].filter((one) => one !== null),
    notes: [
      ...(view.measured === 0 ? [word('figures.process.none')] : []),
      ...(view.measured < view.ended ? [word('figures.process.measured', { count: view.measured })] : []),
      ...(view.moreTasks ? [word('figures.process.moreTasks')] : []),
      ...(view.moreWays ? [word('figures.process.moreWays', { count: view.ways.length })] : []),
    ],
  }
}
