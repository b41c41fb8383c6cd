import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type Cell, FORMULA } from './csv.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Excel opens no more of one sheet, and no longer text of a cell. */
const MOST_ROWS = 1_048_576
const MOST_LETTERS = 32_767
/** A sheet of more bytes than this would need another kind of archive than every reader knows. */
const MOST_BYTES = 3 * 1024 ** 3

export interface Table {
  /** Of its sheet; of further sheets with a number behind. */
  name: string
  headers: string[]
  rows: AsyncIterable<Cell[][]>
}

/**
 * A workbook (ECMA-376, transitional) in pieces, as its rows come: typed cells, the headers bold and kept in sight, further
 * sheets where one is full. Text is never a formula, also after it was edited.
 */
export async function* workbookOf({ name, headers, rows }: Table, most = MOST_ROWS): AsyncGenerator<Uint8Array> {
  const portions = rows[Symbol.asyncIterator]()
  let waiting: Cell[][] = []
  const more = async (): Promise<boolean> => {
    while (waiting.length === 0) {
      const next = await portions.next()
      if (next.done) return false
      waiting = next.value
    }
    return true
  }
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  let sheet: Readable | undefined
  const fail = (error: unknown) => out.destroy(error as Error)
  zip.on('error', fail)

  async function* sheetXml(columns: string) {
    yield `${columns}<sheetData>${rowXml(1, headers, HEADER)}`
    let bytes = 0
    for (let n = 1; n < most && bytes < MOST_BYTES && (await more()); ) {
      const some = waiting.slice(0, most - n)
      waiting = waiting.slice(some.length)
      const xml = Buffer.from(some.map((cells) => rowXml(++n, cells)).join(''))
      bytes += xml.length
      yield xml
    }
    yield '</sheetData></worksheet>'
  }

  async function build() {
    const names: string[] = []
    await more()
    const columns = sheetHead(headers, waiting)
    do {
      names.push(names.length === 0 ? name : `${name} ${names.length + 1}`)
      sheet = Readable.from(sheetXml(columns), { objectMode: false })
      const written = finished(sheet)
      zip.addReadStream(sheet, `xl/worksheets/sheet${names.length}.xml`, { compressionLevel: 4 })
      await written
    } while (await more())
    for (const [path, xml] of partsAround(names)) zip.addBuffer(Buffer.from(XML + xml), path)
    zip.end()
  }

  const built = build().catch(fail)
  try {
    yield* out
  } finally {
    // Whoever takes no more leaves the rest unread.
    out.destroy()
    sheet?.destroy()
    await built
    await portions.return?.()
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places of the styles below. */
const [HEADER, DAY, MOMENT, WHOLE, HUNDREDTHS, WORDS] = [1, 2, 3, 4, 5, 6]
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">${[
  '0" fontId="0"',
  '0" fontId="1" applyFont="1" quotePrefix="1"',
  '164" fontId="0" applyNumberFormat="1"',
  '165" fontId="0" applyNumberFormat="1"',
  '3" fontId="0" applyNumberFormat="1"',
  '4" fontId="0" applyNumberFormat="1"',
  '0" fontId="0" quotePrefix="1"',
]
  .map((style) => `<xf fillId="0" borderId="0" xfId="0" numFmtId="${style}/>`)
  .join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function partsAround(names: string[]): [path: string, xml: string][] {
  const each = (write: (n: number, name: string) => string) => names.map((name, i) => write(i + 1, name)).join('')
  return [
    ['xl/styles.xml', STYLES],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each((n, name) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}</Types>`,
    ],
  ]
}

/** Columns as wide as what stands in the first rows asks for. */
function sheetHead(headers: string[], rows: Cell[][]): string {
  const columns = headers.map((header, at) => {
    const longest = rows.reduce((most, cells) => Math.max(most, lengthOf(cells[at] ?? null)), header.length * 1.1)
    return `<col min="${at + 1}" max="${at + 1}" width="${Math.min(60, Math.max(8, Math.ceil(longest) + 2))}" customWidth="1"/>`
  })
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}`
}

function lengthOf(cell: Cell): number {
  if (cell === null) return 0
  if (typeof cell === 'string') return cell.length
  if ('decimal' in cell) return cell.decimal.length * 1.2
  return 'day' in cell ? 10 : 'moment' in cell ? 16 : 6
}

const letters: string[] = []
/** 'A' of the first column. */
function lettersOf(column: number): string {
  let name = letters[column]
  if (name === undefined) {
    name = ''
    for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
    letters[column] = name
  }
  return name
}

function rowXml(n: number, cells: readonly Cell[], style?: number): string {
  let xml = `<row r="${n}">`
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at]!
    if (cell !== null && cell !== '') xml += cellXml(lettersOf(at) + n, cell, style)
  }
  return `${xml}</row>`
}

function cellXml(place: string, cell: NonNullable<Cell>, style?: number): string {
  const number = (value: string | number, look?: number) =>
    `<c r="${place}"${look === undefined ? '' : ` s="${look}"`}><v>${value}</v></c>`
  if (typeof cell === 'string') return textXml(place, cell, style)
  if ('yes' in cell) return `<c r="${place}" t="b"><v>${cell.yes ? 1 : 0}</v></c>`
  if ('decimal' in cell) {
    // What a spreadsheet would round stays as it is, as words.
    if (cell.decimal.replace(/\D/g, '').replace(/^0+/, '').length > 15) return textXml(place, cell.decimal)
    return number(cell.decimal, cell.digits === 2 ? HUNDREDTHS : cell.digits === 0 ? WHOLE : undefined)
  }
  const [text, look] = 'day' in cell ? [cell.day, DAY] : [cell.moment, MOMENT]
  const serial = serialOf(text)
  return serial === null ? textXml(place, text) : number(serial, look)
}

function textXml(place: string, text: string, style = FORMULA.test(text) ? WORDS : undefined): string {
  const kept = text.length > MOST_LETTERS ? text.slice(0, MOST_LETTERS) : text
  return `<c r="${place}" t="inlineStr"${style === undefined ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escaped(kept)}</t></is></c>`
}

const EPOCH = Date.UTC(1899, 11, 30)
/** The first day of which all spreadsheets think alike: 1 March 1900. */
const FIRST_SERIAL = 61

/** Days since the epoch of spreadsheets of '2026-11-28' or '2026-11-28 14:05'; null where they have none. */
function serialOf(text: string): number | null {
  const serial =
    (Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? ':00' : 'T00:00:00'}Z`) - EPOCH) / 86_400_000
  return serial >= FIRST_SERIAL ? serial : null
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi

/** Text for XML; what that cannot hold as '_x0001_' (ECMA-376, 22.9.2.19). */
const escaped = (text: string): string =>
  text.replace(
    SPECIAL,
    (letter) => ENTITIES[letter] ?? `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
