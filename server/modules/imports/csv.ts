import { open } from 'node:fs/promises'
import { Refusal } from '../../core/errors.ts'
import { DELIMITERS, type Format, MOST_COLUMNS } from './schema.ts'

export interface CsvRow {
  cells: string[]
  /** Where the next one begins, in bytes of the file. */
  end: number
}

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
/** One row is never longer: beyond it a quotation mark was never closed. */
const LONGEST_ROW = 1_000_000
const CHUNK = 64 * 1024

/**
 * Takes rows out of bytes (RFC 4180, with LF alone and marks inside unquoted cells taken, too). In both encodings
 * delimiters, quotation marks and ends of lines are bytes of ASCII, so every row has a place in the file from which
 * reading can go on.
 */
class Splitter {
  private left: Buffer = Buffer.alloc(0)
  private at: number
  private rows = 0
  private readonly delimiter: string
  private readonly mark: number
  private readonly decode: (bytes: Buffer) => string

  constructor({ encoding, delimiter }: Format, at: number) {
    this.at = at
    this.delimiter = delimiter
    this.mark = delimiter.charCodeAt(0)
    const decoder = new TextDecoder(encoding)
    this.decode = encoding === 'utf-8' ? (bytes) => bytes.toString('utf8') : (bytes) => decoder.decode(bytes)
  }

  /** The rows that are whole by now; `last`: nothing comes behind `bytes`. */
  take(bytes: Buffer, last: boolean): CsvRow[] {
    const whole = this.left.length > 0 ? Buffer.concat([this.left, bytes]) : bytes
    const rows: CsvRow[] = []
    let start = 0
    let quote = whole.indexOf(QUOTE)
    while (start < whole.length) {
      if (quote >= 0 && quote < start) quote = whole.indexOf(QUOTE, start)
      const found = whole.indexOf(LF, start)
      const end = found < 0 ? whole.length : found
      let next: number
      let cells: string[]
      if (quote < 0 || quote > end) {
        if (found < 0 && !last) break
        cells = this.decode(whole.subarray(start, withoutCr(whole, start, end))).split(this.delimiter)
        next = end + 1
      } else {
        const read = this.quoted(whole, start, last)
        if (!read) break
        ;({ cells, next } = read)
      }
      rows.push({ cells, end: Math.min(this.at + next, this.at + whole.length) })
      start = next
    }
    this.rows += rows.length
    const done = Math.min(start, whole.length)
    this.at += done
    this.left = whole.subarray(done)
    if (this.left.length > LONGEST_ROW || (last && this.left.length > 0))
      throw new Refusal('import.quotes', { status: 422, params: { row: this.rows + 1 } })
    return rows
  }

  /** A row with quotation marks; null while it is not whole. */
  private quoted(bytes: Buffer, start: number, last: boolean): { cells: string[]; next: number } | null {
    const cells: string[] = []
    let at = start
    for (;;) {
      let text = ''
      if (bytes[at] === QUOTE) {
        let from = at + 1
        let close = bytes.indexOf(QUOTE, from)
        while (close >= 0 && bytes[close + 1] === QUOTE) {
          from = close + 2
          close = bytes.indexOf(QUOTE, from)
        }
        if (close < 0 || (close + 1 >= bytes.length && !last)) return null
        text = this.decode(bytes.subarray(at + 1, close)).replaceAll('""', '"')
        at = close + 1
      }
      let end = at
      while (end < bytes.length && bytes[end] !== this.mark && bytes[end] !== LF) end += 1
      if (end >= bytes.length && !last) return null
      const ends = end >= bytes.length || bytes[end] === LF
      text += this.decode(bytes.subarray(at, ends ? withoutCr(bytes, at, end) : end))
      cells.push(text)
      if (ends) return { cells, next: end + 1 }
      at = end + 1
    }
  }
}

const withoutCr = (bytes: Buffer, start: number, end: number) => (end > start && bytes[end - 1] === CR ? end - 1 : end)

/** Reads a file from a byte on, as the rows of each piece of it; stops when its reader does. */
export async function* readRows(path: string, format: Format, from: number): AsyncGenerator<CsvRow[]> {
  const file = await open(path)
  try {
    const splitter = new Splitter(format, from)
    let at = from
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at)
      at += bytesRead
      yield splitter.take(buffer.subarray(0, bytesRead), bytesRead === 0)
      if (bytesRead === 0) return
    }
  } finally {
    await file.close()
  }
}

/** At most `most` rows from a byte on; fewer only at the end of the file. */
export async function someRows(path: string, format: Format, from: number, most: number): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const more of readRows(path, format, from)) {
    rows.push(...more.slice(0, most - rows.length))
    if (rows.length === most) break
  }
  return rows
}

export interface Examined extends Format {
  headers: string[]
  /** Where the first row behind the headers begins. */
  position: number
  /** Rows behind the headers. */
  total: number
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** What kind of text a file is and what stands in its first line; refuses what is no table of text. */
export async function examine(path: string, chosen: Partial<Format> = {}): Promise<Examined> {
  const { utf8, begin, head } = await readThrough(path)
  const encoding = chosen.encoding ?? (utf8 ? 'utf-8' : 'windows-1250')
  const delimiter = chosen.delimiter ?? likelyDelimiter(head.subarray(begin), encoding)
  const format = { encoding, delimiter }
  const [first] = await someRows(path, format, begin, 1)
  if (!first || isBlank(first.cells)) throw new Refusal('import.empty', { status: 422 })
  if (first.cells.length > MOST_COLUMNS)
    throw new Refusal('import.too_many_columns', {
      status: 422,
      params: { max: MOST_COLUMNS, count: first.cells.length },
    })
  let total = 0
  for await (const rows of readRows(path, format, first.end)) total += rows.length
  if (total === 0) throw new Refusal('import.empty', { status: 422 })
  return { ...format, headers: first.cells.map((cell) => cell.trim().slice(0, 200)), position: first.end, total }
}

export const isBlank = (cells: string[]): boolean => cells.every((cell) => cell.trim() === '')

/** Whether the whole of it is UTF-8, where its text begins, and its beginning. */
async function readThrough(path: string): Promise<{ utf8: boolean; begin: number; head: Buffer }> {
  const file = await open(path)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const chunk = Buffer.allocUnsafe(CHUNK)
  let head: Buffer | null = null
  let utf8 = true
  try {
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK)
      const bytes = chunk.subarray(0, bytesRead)
      head ??= Buffer.from(bytes.subarray(0, 64 * 1024))
      if (bytes.includes(0)) throw new Refusal('import.not_text', { status: 422 })
      if (utf8) {
        try {
          decoder.decode(bytes, { stream: bytesRead > 0 })
        } catch {
          utf8 = false
        }
      }
      if (bytesRead === 0) break
    }
  } finally {
    await file.close()
  }
  return { utf8, begin: head.subarray(0, 3).equals(BOM) ? 3 : 0, head }
}

/** The one by which the first lines have the most cells, all alike. */
function likelyDelimiter(head: Buffer, encoding: Format['encoding']): Format['delimiter'] {
  let best: { delimiter: Format['delimiter']; worth: number } = { delimiter: ';', worth: 0 }
  for (const delimiter of DELIMITERS) {
    let rows: CsvRow[]
    try {
      rows = new Splitter({ encoding, delimiter }, 0).take(head, false).slice(0, 20)
      if (rows.length === 0) rows = new Splitter({ encoding, delimiter }, 0).take(head, true)
    } catch {
      continue
    }
    const counts = rows.map(({ cells }) => cells.length)
    const first = counts[0] ?? 0
    const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length)
    const worth = first > 1 ? first * alike ** 4 : 0
    if (worth > best.worth) best = { delimiter, worth }
  }
  return best.delimiter
}
