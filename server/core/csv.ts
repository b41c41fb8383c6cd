/** What stands in a cell: words, or a number as a plain decimal ('-1234.5'). */
export type Cell = string | { decimal: string } | null

export const BOM = '\ufeff'

// A spreadsheet takes what begins so for a formula, which may fetch and send things.
const FORMULA = /^[=+\-@\t\r]/

/** A line as Excel in Polish opens it by itself: semicolons, decimal commas, CRLF; words are never a formula. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(';')}\r\n`

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return cell.decimal.replace('.', ',')
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A cell that `csvLine` wrote, as it was before. */
export const plainCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
