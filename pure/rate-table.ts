import { scaleDecimal } from './decimals.ts'
import { plainDecimal } from './money.ts'

export interface FileRate {
  /** Line of the file, from 1. */
  line: number
  currency: string
  /** yyyy-mm-dd */
  rateOn: string
  /** Base units for one of the currency. */
  rate: string
}

/** A line of a file of rates that cannot be taken; the code's words are `error.<code>`. */
export interface TableError {
  line: number
  code: 'rates.columns' | 'rates.date' | 'rates.currency' | 'rates.rate' | 'rates.twice'
  params?: Record<string, unknown>
}

const NAMES = {
  date: ['date', 'data', 'dzien', 'day', 'data notowania', 'effectivedate', 'rateon', 'rate_on'],
  currency: ['currency', 'waluta', 'kod', 'kod waluty', 'kod iso', 'code', 'iso'],
  rate: ['rate', 'kurs', 'kurs sredni', 'sredni', 'mid', 'exchange rate'],
}
type Part = keyof typeof NAMES

const plain = (cell: string) =>
  cell
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()

// '100HUF', '1 USD', 'EUR': how many of what.
const UNITS = /^(\d{1,5})?\s*([A-Z]{3})$/i

/**
 * Reads exchange rates from CSV, parted by semicolon, comma or tab: a line for each rate (columns date, currency, rate by
 * their headings, in any order), or a line for each day with a column for each currency, as the archive of the National
 * Bank of Poland has it ('data;1USD;100HUF;…', dates as 20261127). Rates for a hundred units become rates for one.
 */
export function readRateTable(text: string, base: string): { rates: FileRate[]; errors: TableError[] } {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  const head = lines.findIndex((line) => line.trim() !== '')
  if (head < 0) return { rates: [], errors: [{ line: 1, code: 'rates.columns' }] }
  const mark = markOf(lines[head]!)
  const heading = cellsOf(lines[head]!, mark)
  const at = (part: Part) => heading.findIndex((cell) => NAMES[part].includes(plain(cell)))
  const columns = { date: at('date'), currency: at('currency'), rate: at('rate') }
  const wide = heading.flatMap((cell, index) => {
    const units = UNITS.exec(cell)
    return units?.[1] ? [{ index, cell }] : []
  })
  const long = columns.currency >= 0 && columns.rate >= 0
  if (columns.date < 0 || (!long && wide.length === 0))
    return { rates: [], errors: [{ line: head + 1, code: 'rates.columns' }] }

  const found = new Map<string, FileRate>()
  const errors: TableError[] = []
  const take = (line: number, day: string, units: string, cell: string) => {
    const [, count = '1', code = ''] = UNITS.exec(units.trim()) ?? []
    const currency = code.toUpperCase()
    if (!currency || currency === base)
      return errors.push({ line, code: 'rates.currency', params: { value: units.slice(0, 40), base } })
    const rate = rateOf(cell, count)
    if (rate === null) return errors.push({ line, code: 'rates.rate', params: { value: cell.slice(0, 40), currency } })
    const key = `${currency} ${day}`
    const twin = found.get(key)
    if (twin && twin.rate !== rate) errors.push({ line, code: 'rates.twice', params: { currency, line: twin.line } })
    else if (!twin) found.set(key, { line, currency, rateOn: day, rate })
    return undefined
  }
  for (const [index, content] of lines.entries()) {
    if (index <= head || content.trim() === '') continue
    const line = index + 1
    const cells = cellsOf(content, mark)
    const day = dayOf(cells[columns.date] ?? '')
    if (day === null) {
      // The bank's tables say the names of the currencies under their heading, and what the columns are at their end.
      if (long || /\d{2}/.test(cells[columns.date] ?? ''))
        errors.push({ line, code: 'rates.date', params: { value: (cells[columns.date] ?? '').slice(0, 40) } })
      continue
    }
    if (long) take(line, day, cells[columns.currency] ?? '', cells[columns.rate] ?? '')
    else for (const { index: column, cell } of wide) if (cells[column]) take(line, day, cell, cells[column])
  }
  return { rates: [...found.values()], errors }
}

function markOf(line: string): string {
  return [';', '\t', ','].reduce((best, mark) => (line.split(mark).length > line.split(best).length ? mark : best), ';')
}

/** Cells of a line; a quoted one may hold the mark. */
function cellsOf(line: string, mark: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const sign of line) {
    if (sign === '"') quoted = !quoted
    else if (sign === mark && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += sign
  }
  return [...cells, cell.trim()]
}

/** '20261127', '2026-11-27', '27.11.2026' as yyyy-mm-dd; null for a day there never was. */
function dayOf(cell: string): string | null {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(cell) ?? []
  const [, lastDay, lastMonth, lastYear] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(cell) ?? []
  const text = year
    ? `${year}-${month}-${day}`
    : lastYear
      ? `${lastYear}-${lastMonth!.padStart(2, '0')}-${lastDay!.padStart(2, '0')}`
      : null
  if (text === null || text < '1990-01-01' || text > '2100-12-31') return null
  const read = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text) ? text : null
}

function rateOf(cell: string, units: string): string | null {
  const text = cell.replace(',', '.')
  if (!/^\d{1,8}(?:\.\d{1,8})?$/.test(text) || !/[1-9]/.test(text) || /^0+$/.test(units)) return null
  const rate = units === '1' ? plainDecimal(text) : scaleDecimal(text, { over: units }, 8)
  return rate === '0' ? null : rate
}
