import { createHash } from 'node:crypto'
import {
  isMt940,
  linesOfMt940,
  linesOfTable,
  readDay,
  readStatementTable,
  type StatementColumn,
  type StatementLine,
  type StatementTable,
  textOfStatement,
} from '../../../pure/bank-statement.ts'
import { Refusal } from '../../core/errors.ts'
import { MOST_BYTES, MOST_COLUMNS, MOST_LINES } from './schema/statements.ts'

/** A statement as it was sent in; `lines` is null where the columns of its table are not known. */
export interface StatementFile {
  table: StatementTable | null
  lines: StatementLine[] | null
  /** Of the headers of its table, under which its columns are remembered. */
  signature: string
}

/** Reads the whole of a small file. */
export async function readBytes(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Refusal('file.too_big', { status: 413, params: { max: MOST_BYTES / 1024 / 1024 } })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Reads a statement; `told` gives the columns somebody chose for tables with such headers. Refuses what is no statement. */
export async function readStatement(
  bytes: Buffer,
  told: (signature: string) => Promise<(StatementColumn | null)[] | null>,
): Promise<StatementFile> {
  if (bytes.includes(0)) throw new Refusal('statement.none', { status: 422 })
  const text = textOfStatement(bytes)
  if (isMt940(text)) return { table: null, lines: bounded(linesOfMt940(text)), signature: '' }
  const table = readStatementTable(text)
  if (!table || Math.max(...table.rows.map((row) => row.length)) > MOST_COLUMNS)
    throw new Refusal('statement.none', { status: 422 })
  const signature = signatureOf(table)
  const columns = (await told(signature)) ?? table.columns
  const isKnown = columns.includes('date') && columns.includes('amount')
  const known = { ...table, columns }
  return { table: known, lines: isKnown ? bounded(linesOfTable(known)) : null, signature }
}

function bounded(lines: StatementLine[]): StatementLine[] {
  if (lines.length > MOST_LINES) throw new Refusal('statement.too_long', { status: 422, params: { max: MOST_LINES } })
  return lines
}

/** The rows of a table that are lines: those where a day stands. */
export const datedRows = ({ rows }: StatementTable): string[][] =>
  rows.filter((row) => row.length > 2 && row.some((cell) => readDay(cell) !== null))

/** The row above the first line: its headers, where it has any. */
export function headersOf(table: StatementTable): string[] {
  const [first] = datedRows(table)
  const above = table.rows[table.head ?? table.rows.indexOf(first!) - 1]
  return above && above.length === first!.length && !above.some((cell) => readDay(cell) !== null) ? above : []
}

function signatureOf(table: StatementTable): string {
  const says = [table.delimiter, datedRows(table)[0]!.length, ...headersOf(table)]
  return createHash('sha256').update(JSON.stringify(says)).digest('hex')
}

/**
 * A digest for each line, of everything it says but for spaces and the size of letters, which files of one account differ in; lines
 * that say the same are told apart by which of them each is.
 */
export function digestsOf(lines: readonly StatementLine[]): string[] {
  const seen = new Map<string, number>()
  return lines.map(({ bookedOn, amount, currency, payer, account, title }) => {
    const words = [payer, title].map((text) => text.toLowerCase().replace(/\s/g, ''))
    const says = JSON.stringify([bookedOn, amount, currency, account, ...words])
    const nth = seen.get(says) ?? 0
    seen.set(says, nth + 1)
    return createHash('sha256').update(`${says} ${nth}`).digest('hex')
  })
}
