import { inflateSync } from 'node:zlib'

interface Piece {
  dictionary: string
  bytes: Buffer
}

/** The words of a PDF as its pages draw them, for PDFs as Typst writes them: plain objects, two-byte glyphs, ToUnicode maps. */
export function textOfPdf(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary))
    .map((page) => {
      const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(page.dictionary)?.[1]))
      return content ? drawnText(content.bytes.toString('latin1'), fontsOf(page, objects)) : ''
    })
    .join('\n')
}

function objectsOf(pdf: Buffer): Map<number, Piece> {
  const source = pdf.toString('latin1')
  const objects = new Map<number, Piece>()
  const starts = /(?:^|\n)(\d+) 0 obj\s/g
  for (let start = starts.exec(source); start; start = starts.exec(source)) {
    const head = source.slice(starts.lastIndex, starts.lastIndex + 200_000)
    const end = /\nstream\r?\n|\bendobj\b/.exec(head)
    if (!end) continue
    const dictionary = head.slice(0, end.index)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
    let bytes = Buffer.alloc(0)
    if (end[0].includes('stream')) {
      const from = starts.lastIndex + end.index + end[0].length
      const raw = pdf.subarray(from, from + length)
      bytes = /FlateDecode/.test(dictionary) ? inflateSync(raw) : Buffer.from(raw)
      starts.lastIndex = from + length
    }
    objects.set(Number(start[1]), { dictionary, bytes })
  }
  return objects
}

function fontsOf(page: Piece, objects: Map<number, Piece>): Map<string, Map<number, string>> {
  const fonts = new Map<string, Map<number, string>>()
  for (const [, name, object] of page.dictionary.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(object))?.dictionary ?? '')
    const source = objects.get(Number(map?.[1]))?.bytes.toString('latin1') ?? ''
    const letters = new Map<number, string>()
    for (const [, glyph, words] of source.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gim)) {
      letters.set(Number.parseInt(glyph!, 16), Buffer.from(words!, 'hex').swap16().toString('utf16le'))
    }
    fonts.set(name!, letters)
  }
  return fonts
}

/** Each piece drawn on a line of its own. */
function drawnText(content: string, fonts: Map<string, Map<number, string>>): string {
  let font = new Map<number, string>()
  const lines: string[] = []
  const orders = /\/(f\d+) [\d.]+ Tf|\[((?:\((?:\\[\s\S]|[^\\)])*\)|[^\]()])*)\] TJ|((?:\((?:\\[\s\S]|[^\\)])*\))) Tj/g
  for (const [, named, many, one] of content.matchAll(orders)) {
    if (named) font = fonts.get(named) ?? new Map()
    const drawn = many ?? one
    if (drawn === undefined) continue
    let line = ''
    for (const [, inner] of drawn.matchAll(/\(((?:\\[\s\S]|[^\\)])*)\)/g)) {
      const bytes = unescaped(inner!)
      for (let at = 0; at + 1 < bytes.length; at += 2) line += font.get(bytes[at]! * 256 + bytes[at + 1]!) ?? '\ufffd'
    }
    lines.push(line)
  }
  return lines.join('\n')
}

const SIGNS: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

function unescaped(text: string): number[] {
  const bytes: number[] = []
  for (const [, octal, sign, plain] of text.matchAll(/\\([0-7]{1,3})|\\([\s\S])|([\s\S])/g)) {
    if (octal) bytes.push(Number.parseInt(octal, 8))
    else if (sign) bytes.push(SIGNS[sign] ?? sign.charCodeAt(0))
    else bytes.push(plain!.charCodeAt(0))
  }
  return bytes
}
