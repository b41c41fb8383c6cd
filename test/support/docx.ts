import * as yauzl from 'yauzl'
import { ZipFile } from 'yazl'

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

export const paragraph = (words: string, look = ''): string =>
  `<w:p><w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r></w:p>`

export const table = (...rows: string[][]): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>${rows[0]!.map(() => '<w:gridCol/>').join('')}</w:tblGrid>${rows
    .map((cells) => `<w:tr>${cells.map((words) => `<w:tc><w:tcPr/>${paragraph(words)}</w:tc>`).join('')}</w:tr>`)
    .join('')}</w:tbl>`

export const relation = (id: string, type: string, target: string, more = ''): string =>
  `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}" ${more}/>`

export const relations = (...all: string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`

export interface Word {
  body: string
  header?: string
  footer?: string
  relations?: string[]
  types?: string
  /** Further parts, or others in place of those that are there. */
  parts?: Record<string, string | Buffer>
}

const root = (name: string, inner: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${name} xmlns:w="${WORD}" xmlns:r="${DOCUMENT}">${inner}</w:${name}>`

/** The parts of a Word file of few words. */
export function partsOf({ body, header, footer, relations: more = [], types = '', parts = {} }: Word) {
  const beside = [
    ['header', 'hdr', header],
    ['footer', 'ftr', footer],
  ].flatMap(([kind, name, inner]) => (inner === undefined ? [] : [{ kind: kind!, name: name!, inner }]))
  return {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/>${beside.map(({ kind }) => `<Override PartName="/word/${kind}.xml" ContentType="${TYPES}.${kind}+xml"/>`).join('')}${types}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'word/document.xml')),
    'word/_rels/document.xml.rels': relations(
      ...beside.map(({ kind }) => relation(kind, kind, `${kind}.xml`)),
      ...more,
    ),
    'word/document.xml': root(
      'document',
      `<w:body>${body}<w:sectPr>${beside.map(({ kind }) => `<w:${kind}Reference w:type="default" r:id="${kind}"/>`).join('')}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body>`,
    ),
    ...Object.fromEntries(beside.map(({ kind, name, inner }) => [`word/${kind}.xml`, root(name, inner)])),
    ...parts,
  }
}

export async function zipped(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

export const wordFile = (word: Word): Promise<Buffer> => zipped(partsOf(word))

/** The words of each part of a Word file, a paragraph a line. */
export async function wordsIn(docx: Buffer): Promise<Record<string, string>> {
  const zip = await yauzl.fromBufferPromise(docx, { lazyEntries: true })
  const words: Record<string, string> = {}
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
    words[entry.fileName] = Buffer.concat(pieces)
      .toString('utf8')
      .replaceAll(/<w:br\/>|<\/w:p>/g, '\n')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll(/[\u00a0\u202f]/g, ' ')
  }
  return words
}
