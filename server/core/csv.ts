/** What stands in a cell of a table. */
export type Cell =
  | string
  /** A number as a plain decimal ('-1234.5'); `digits`: so many always stand behind its point. */
  | { decimal: string; digits?: number }
  /** '2026-11-28' */
  | { day: string }
  /** '2026-11-28 14:05', on the clock of whoever reads it. */
  | { moment: string }
  | { yes: boolean; word: string }
  | null

export const BOM = '\ufeff'

// A spreadsheet takes what begins so for a formula, which may fetch and send things.
export const FORMULA = /^[=+\-@\t\r]/

/** A line as Excel in Polish opens it by itself: semicolons, decimal commas, CRLF; words are never a formula. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(';')}\r\n`

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') {
    if ('decimal' in cell) return cell.decimal.replace('.', ',')
    return 'yes' in cell ? cell.word : 'day' in cell ? cell.day : cell.moment
  }
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A cell that `csvLine` wrote, as it was before. */
export const plainCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text

/** '2026-11-28 14:05' on the company's clock: spreadsheets in any language take it for a date. */
export function momentOf(at: Date, zone: string): string {
  const parts = new Map(
    clockIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: string) => parts.get(type as 'year') ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockIn(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
    })
    clocks.set(zone, clock)
  }
  return clock
}
