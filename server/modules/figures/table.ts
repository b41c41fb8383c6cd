import { isGrain } from '../../../pure/figures.ts'
import { minorToDecimal } from '../../../pure/money.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Cell } from '../../core/csv.ts'
import { say } from '../../core/problems.ts'
import { processRows } from './process-rows.ts'
import type { ProcessFigures, ReportView } from './schema.ts'

/** What a row is called that has no name. */
const NAMELESS: Record<string, string> = {
  person: 'figure.nobody',
  department: 'figure.noDepartment',
  reason: 'figure.noReason',
  source: 'figure.noSource',
  customer: 'figure.nobody',
  stage: 'figure.nobody',
}

/** A report as the rows of a file: what it counts, then the total; compared values beside each column. */
export function tableOf(view: ReportView, locale: Locale): { headers: string[]; rows: Cell[][] } {
  const word = (code: string, params: Record<string, unknown> = {}) => say(locale, code, params)
  const headers = [word(`figure.by.${view.by}`)]
  for (const { key, unit } of view.columns) {
    const name = word(`figure.column.${key}`)
    const head =
      unit === 'money'
        ? `${name} (${word('figure.unit.money', { currency: view.currency })})`
        : unit === 'minutes'
          ? `${name} (${word('figure.unit.minutes')})`
          : unit === 'share'
            ? `${name} (%)`
            : name
    headers.push(head, ...(view.compared ? [`${head}, ${word('figure.before')}`] : []))
  }
  const cell = (unit: string, value: number | null | undefined): Cell => {
    if (value === null || value === undefined) return null
    if (unit === 'money') return { decimal: minorToDecimal(value, view.currency), digits: 2 }
    if (unit === 'share') return { decimal: (value * 100).toFixed(1), digits: 1 }
    return { decimal: String(value) }
  }
  const cells = ({ values, before }: ReportView['total']): Cell[] =>
    view.columns.flatMap(({ key, unit }) => [
      cell(unit, values[key]),
      ...(view.compared ? [cell(unit, before?.[key])] : []),
    ])
  const first = ({ key, name }: ReportView['rows'][number]): Cell =>
    isGrain(view.by) && key ? { day: key } : (name ?? word(NAMELESS[view.by] ?? 'figure.nobody'))
  return {
    headers,
    rows: [...view.rows.map((row) => [first(row), ...cells(row)]), [word('figure.total'), ...cells(view.total)]],
  }
}

const PROCESS_COLUMNS = ['count', 'median', 'p90', 'total', 'late'] as const

/** The figures of a process as the rows of a file: its parts below one another, compared values beside each column. */
export function tableOfProcess(view: ProcessFigures, locale: Locale): { headers: string[]; rows: Cell[][] } {
  const word = (code: string) => say(locale, code)
  const inMinutes = word('figure.unit.minutes')
  const head = { count: word('figures.process.count'), late: word('figures.process.lateTasks') }
  const headers = PROCESS_COLUMNS.flatMap((column) => {
    const name =
      column === 'count' || column === 'late' ? head[column] : `${word(`figures.process.${column}`)} (${inMinutes})`
    return [name, ...(view.before ? [`${name}, ${word('figure.before')}`] : [])]
  })
  const cell = (value: number | null | undefined): Cell => (value == null ? null : { decimal: String(value) })
  return {
    headers: [word('figures.process.part'), word('figures.process.row'), ...headers],
    rows: processRows(view, locale).map(({ part, name, now, before }) => [
      word(`figures.process.${part}`),
      name,
      ...PROCESS_COLUMNS.flatMap((column) => [cell(now[column]), ...(before ? [cell(before[column])] : [])]),
    ]),
  }
}
