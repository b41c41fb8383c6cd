import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { SaxesTagPlain } from 'saxes'
import type * as yauzl from 'yauzl'
import { type Cell, csvLine } from '../../core/csv.ts'
import { Refusal } from '../../core/errors.ts'
import { MOST_COLUMNS, MOST_WORKBOOK_BYTES } from './schema.ts'

/** Unpacked, of what is only looked up (styles and the like), of the shared texts, and of one sheet. */
const MOST_OF_PARTS = 20 * 1024 * 1024
const MOST_OF_TEXTS = 600 * 1024 * 1024
const MOST_OF_SHEET = 4 * 1024 ** 3
/** Text with much repetition becomes a fortieth at most; what was made to burst, a thousandth. */
const MOST_PACKED = 250
const SMALL = 10 * 1024 * 1024
const MOST_PARTS = 10_000

/** 'zip' as every workbook of today, 'ole' as those before 2007 and those with a password. */
export async function kindOfFile(path: string): Promise<'zip' | 'ole' | 'text'> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (buffer.readUInt32BE(0) === 0x504b0304) return 'zip'
    return buffer.readUInt32BE(0) === 0xd0cf11e0 && buffer.readUInt32BE(4) === 0xa1b11ae1 ? 'ole' : 'text'
  } finally {
    await file.close()
  }
}

const SECRET = Buffer.from('EncryptedPackage', 'utf16le')

/** Why a file of that kind is not read. */
export async function refusalOfOle(path: string): Promise<Refusal> {
  const file = await open(path)
  let before: Buffer = Buffer.alloc(0)
  let locked = false
  for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([before, chunk])
    if (seen.includes(SECRET)) {
      locked = true
      break
    }
    before = seen.subarray(-SECRET.length)
  }
  return new Refusal(locked ? 'import.workbook_locked' : 'import.workbook_old', { status: 422 })
}

export interface Workbook {
  /** Rows in which something stands, in portions, of all sheets that are read; the headers come once. */
  rows: AsyncGenerator<Cell[][]>
  /** Names of the sheets that are read; all of them once the rows are taken. */
  sheets: string[]
  /** Of those left out, because other headers stand in their first row. */
  leftOut: string[]
}

const notOne = () => new Refusal('import.not_workbook', { status: 422 })
const tooBig = () =>
  new Refusal('import.workbook_too_big', { status: 413, params: { max: MOST_WORKBOOK_BYTES / 1024 / 1024 } })

/**
 * The first sheet of a workbook (ECMA-376) in which something stands, and every other one under the same headers, read as
 * they are unpacked. Numbers, dates and what a formula gave last are as the file keeps them. Refuses what is none, or would
 * not fit, some of that only while its rows are taken.
 */
export async function readWorkbook(path: string, size: number): Promise<Workbook> {
  if (size > MOST_WORKBOOK_BYTES) throw tooBig()
  const told = { sheets: [] as string[], leftOut: [] as string[] }
  const archive = await openArchive(path)
  try {
    const book = await readBook(archive)
    const texts = await readTexts(archive, book.texts)
    return { ...told, rows: rowsOfAll(archive, { ...book, texts }, told) }
  } catch (error) {
    archive.zip.close()
    throw error
  }
}

async function* rowsOfAll(
  archive: Archive,
  book: Omit<Book, 'texts'> & { texts: Texts },
  { sheets, leftOut }: Pick<Workbook, 'sheets' | 'leftOut'>,
): AsyncGenerator<Cell[][]> {
  let headers: string | null = null
  try {
    for (const { name, part } of book.sheets) {
      let begun = false
      for await (const rows of rowsOf(archive, part, book)) {
        if (begun) {
          yield rows
          continue
        }
        begun = true
        const line = csvLine(rows[0]!)
        headers ??= line
        if (line !== headers) {
          leftOut.push(name)
          break
        }
        sheets.push(name)
        yield sheets.length === 1 ? rows : rows.slice(1)
      }
    }
  } finally {
    archive.zip.close()
  }
  if (headers === null) throw new Refusal('import.empty', { status: 422 })
}

interface Archive {
  zip: yauzl.ZipFile
  parts: Map<string, yauzl.Entry>
}

async function openArchive(path: string): Promise<Archive> {
  let zip: yauzl.ZipFile | undefined
  try {
    const { openPromise } = await import('yauzl')
    zip = await openPromise(path, { lazyEntries: true, autoClose: false })
    if (zip.entryCount > MOST_PARTS) throw tooBig()
    const parts = new Map<string, yauzl.Entry>()
    for await (const entry of zip.eachEntry()) parts.set(entry.fileName.toLowerCase(), entry)
    return { zip, parts }
  } catch (error) {
    zip?.close()
    throw error instanceof Refusal ? error : notOne()
  }
}

/** The bytes of a part; that they are as many as the archive says, yauzl watches. */
async function unpack({ zip, parts }: Archive, name: string, most: number): Promise<Readable | null> {
  const entry = parts.get(name.toLowerCase())
  if (!entry) return null
  const { compressedSize: packed, uncompressedSize: size } = entry
  if (size > most || (size > SMALL && size > packed * MOST_PACKED)) throw tooBig()
  return zip.openReadStreamPromise(entry)
}

interface Hearing {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Has a part read; after each piece of it `piece` may take what came of it. */
async function* parsed<T>(
  archive: Archive,
  part: string,
  most: number,
  hearing: Hearing,
  piece: () => T | null,
): AsyncGenerator<T> {
  const { SaxesParser } = await import('saxes')
  const stream = await unpack(archive, part, most)
  if (!stream) throw notOne()
  const parser = new SaxesParser()
  parser.on('opentag', (tag: SaxesTagPlain) => hearing.open?.(localName(tag.name), tag.attributes))
  parser.on('closetag', (tag: SaxesTagPlain) => hearing.close?.(localName(tag.name)))
  parser.on('text', (text) => hearing.text?.(text))
  parser.on('cdata', (text) => hearing.text?.(text))
  parser.on('error', (error) => {
    throw error
  })
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }))
      const taken = piece()
      if (taken !== null) yield taken
    }
    parser.close()
  } catch (error) {
    // What neither the archive nor its XML holds to is no workbook.
    throw error instanceof Refusal ? error : notOne()
  } finally {
    stream.destroy()
  }
}

async function parseWhole(archive: Archive, part: string, most: number, hearing: Hearing): Promise<void> {
  for await (const _ of parsed(archive, part, most, hearing, () => null));
}

interface Book {
  sheets: { name: string; part: string }[]
  texts: string | null
  /** By the number of a style whether its numbers are a date, a time, or both. */
  looks: (Look | null)[]
  /** Days before the usual beginning of time: workbooks of old Macs count from 1904. */
  shift: number
}

type Look = 'day' | 'time' | 'moment'

async function readBook(archive: Archive): Promise<Book> {
  const relations = new Map<string, { type: string; part: string }>()
  const book = 'xl/workbook.xml'
  await parseWhole(archive, 'xl/_rels/workbook.xml.rels', MOST_OF_PARTS, {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return
      const part = Target.startsWith('/') ? Target.slice(1) : new URL(Target, `zip:///xl/`).pathname.slice(1)
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part })
    },
  })
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.part ?? null
  const sheets: Book['sheets'] = []
  let shift = 0
  await parseWhole(archive, book, MOST_OF_PARTS, {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) shift = 1462
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.includes(':') && localName(key) === 'id')?.[1] ?? ''
      const relation = relations.get(id)
      if (relation?.type === 'worksheet') sheets.push({ name: attributes.name ?? '', part: relation.part })
    },
  })
  if (sheets.length === 0) throw notOne()
  const styles = partOf('styles')
  return { sheets, texts: partOf('sharedStrings'), looks: styles ? await readLooks(archive, styles) : [], shift }
}

/** Formats that every spreadsheet knows by number (ECMA-376, 18.8.30). */
const KNOWN_LOOKS = new Map<number, Look>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'day'] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, 'time'] as const),
  [22, 'moment'],
])

async function readLooks(archive: Archive, part: string): Promise<Book['looks']> {
  const own = new Map<number, Look | null>()
  const looks: Book['looks'] = []
  let within = ''
  await parseWhole(archive, part, MOST_OF_PARTS, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), lookOf(attributes.formatCode ?? ''))
      else if (name === 'cellXfs' || name === 'cellStyleXfs') within = name
      else if (name === 'xf' && within === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0)
        looks.push(own.has(id) ? own.get(id)! : (KNOWN_LOOKS.get(id) ?? null))
      }
    },
    close: (name) => {
      if (name === within) within = ''
    },
  })
  return looks
}

/** What a format code shows, its literal parts, colours and conditions aside. */
function lookOf(code: string): Look | null {
  const plain = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '')
  const [shown = ''] = plain.split(';')
  const hasDay = /[yd]/i.test(shown) || /m{3,}/i.test(shown)
  const hasTime = /[hs]/i.test(shown)
  if (!hasDay && !hasTime) return /^m+$/i.test(shown.replace(/[\W_]/g, '')) ? 'day' : null
  return hasDay ? (hasTime ? 'moment' : 'day') : 'time'
}

/** Texts that cells name by number: bytes beside the heap, since a large workbook has millions of them. */
class Texts {
  private readonly blocks: Buffer[] = []
  private block = Buffer.alloc(0)
  private used = 0
  private places = new Float64Array(1024)
  private count = 0

  add(text: string): void {
    const size = Buffer.byteLength(text)
    if (this.used + size > this.block.length) {
      this.block = Buffer.allocUnsafeSlow(Math.max(BLOCK, size))
      this.blocks.push(this.block)
      this.used = 0
    }
    this.block.write(text, this.used)
    if (this.count * 2 === this.places.length) {
      const more = new Float64Array(this.places.length * 2)
      more.set(this.places)
      this.places = more
    }
    this.places[this.count * 2] = (this.blocks.length - 1) * 2 ** 32 + this.used
    this.places[this.count * 2 + 1] = size
    this.used += size
    this.count += 1
  }

  at(index: number): string | null {
    if (!(index >= 0 && index < this.count)) return null
    const place = this.places[index * 2]!
    const from = place % 2 ** 32
    return this.blocks[Math.floor(place / 2 ** 32)]!.toString('utf8', from, from + this.places[index * 2 + 1]!)
  }
}

const BLOCK = 1024 * 1024

async function readTexts(archive: Archive, part: string | null): Promise<Texts> {
  const texts = new Texts()
  if (!part) return texts
  let text = ''
  let inText = false
  let beside = false
  await parseWhole(archive, part, MOST_OF_TEXTS, {
    open: (name) => {
      if (name === 'si') text = ''
      // How a word is pronounced is no part of it.
      else if (name === 'rPh') beside = true
      else if (name === 't') inText = !beside
    },
    text: (more) => {
      if (inText) text += more
    },
    close: (name) => {
      if (name === 'si') texts.add(unescaped(text))
      else if (name === 'rPh') beside = false
      else if (name === 't') inText = false
    },
  })
  return texts
}

const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

async function* rowsOf(
  archive: Archive,
  part: string,
  { looks, shift, texts }: Omit<Book, 'texts'> & { texts: Texts },
): AsyncGenerator<Cell[][]> {
  let rows: Cell[][] = []
  let row: Cell[] = []
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  let beside = false
  const cellOf = (): Cell => {
    switch (type) {
      case 's':
        return texts.at(Number(value))
      case 'b':
        return value === '1' ? 'true' : 'false'
      case 'd':
        return value.replace('T', ' ').replace(/(:\d\d)?(\.\d+)?Z?$/, '$1')
      case 'n':
      case '': {
        const number = Number(value)
        if (value.trim() === '' || !Number.isFinite(number)) return value
        const look = looks[style] ?? null
        return look ? momentOf(number + shift, look) : decimalOf(number)
      }
      default:
        return unescaped(value)
    }
  }
  yield* parsed(
    archive,
    part,
    MOST_OF_SHEET,
    {
      open: (name, attributes) => {
        if (name === 'c') {
          column = attributes.r ? columnOf(attributes.r) : column + 1
          type = attributes.t ?? ''
          style = Number(attributes.s ?? 0)
          value = ''
        } else if (name === 'v' || name === 't') inValue = !beside
        else if (name === 'rPh') beside = true
        else if (name === 'row') {
          row = []
          column = -1
        }
      },
      text: (more) => {
        if (inValue) value += more
      },
      close: (name) => {
        if (name === 'v' || name === 't') inValue = false
        else if (name === 'rPh') beside = false
        else if (name === 'c') {
          const cell = value === '' ? null : cellOf()
          if (cell === null || cell === '') return
          if (column >= MOST_COLUMNS)
            throw new Refusal('import.too_many_columns', {
              status: 422,
              params: { max: MOST_COLUMNS, count: column + 1 },
            })
          while (row.length < column) row.push(null)
          row[column] = cell
        } else if (name === 'row' && row.length > 0) rows.push(row)
      },
    },
    () => {
      if (rows.length === 0) return null
      const taken = rows
      rows = []
      return taken
    },
  )
  if (rows.length > 0) yield rows
}

/** 0 of 'A1'. */
function columnOf(place: string): number {
  let column = 0
  for (let at = 0; at < place.length; at += 1) {
    const letter = place.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

/** As many digits as a spreadsheet keeps. Three behind the point get a fourth: they would pass for thousands. */
function decimalOf(number: number): Cell {
  const rounded = Number(number.toPrecision(15))
  if (Number.isInteger(rounded)) return { decimal: String(BigInt(rounded)) }
  const text = Math.abs(rounded) < 1e-6 ? rounded.toFixed(15).replace(/0+$/, '') : String(rounded)
  return { decimal: /\.\d{3}$/.test(text) ? `${text}0` : text }
}

const EPOCH = Date.UTC(1899, 11, 30)
/** Spreadsheets believe in 29 February 1900. */
const LEAP_THAT_WAS_NOT = 60
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465

function momentOf(serial: number, look: Look): Cell {
  const days = serial < LEAP_THAT_WAS_NOT && serial >= 1 ? serial + 1 : serial
  const instant = new Date(EPOCH + Math.round(days * 86_400) * 1000)
  if (serial < 0 || serial > LAST_SERIAL) return decimalOf(serial)
  const text = instant.toISOString()
  const time = text.slice(11, text.endsWith('00.000Z') ? 16 : 19)
  if (look === 'time' && serial < 1) return time
  // A moment at midnight is shown as its day.
  return look === 'day' || time === '00:00' ? { day: text.slice(0, 10) } : { moment: `${text.slice(0, 10)} ${time}` }
}
