// What a Word file of a stranger may hold (ECMA-376, WordprocessingML): looked through before anything else reads it.
import { SaxesParser } from 'saxes'
import * as yauzl from 'yauzl'

const MEGABYTE = 1024 * 1024
const MOST_PARTS = 1000
/** Unpacked: of all parts, and of those that are XML. */
const MOST_BYTES = 60 * MEGABYTE
const MOST_XML = 16 * MEGABYTE
/** XML becomes a fortieth at most; what was made to burst, a thousandth. */
const MOST_PACKED = 250
const SMALL = MEGABYTE / 4
const DEEPEST = 90
const MOST_ELEMENTS = 400_000

export const DEPTH = DEEPEST + 30
const VARIABLE = /\{\{.*?\}\}/gs

/** A no with a stable code: `document_template.` stands before it. */
export class Refused extends Error {
  constructor(code, params = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}
const noWord = () => new Refused('not_docx')
const tooBig = () => new Refused('bursting')

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
/** Fields that say something of the document itself; all others reach out of it, run something, or ask. */
const HARMLESS = new Set(
  `PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME TITLE SUBJECT AUTHOR KEYWORDS
  COMMENTS LASTSAVEDBY NUMWORDS NUMCHARS REVNUM HYPERLINK REF PAGEREF NOTEREF STYLEREF TOC TC SEQ XE INDEX SYMBOL LISTNUM
  AUTONUM AUTONUMLGL AUTONUMOUT FORMTEXT FORMCHECKBOX FORMDROPDOWN`.split(/\s+/),
)
const LINK = /^(https?:\/\/|mailto:|tel:|#)/i
const EMBEDDED = /(^|\/)(embeddings|activex|afchunk)[^/]*(\/|$)|oleobject|\.(bin|ole|exe|html?|mht|rtf)$/i
/** What is no XML, whatever it is called; everything else is read as such. */
const MEDIA = /\.(png|jpe?g|jpe|gif|bmp|tiff?|emf|wmf|wdp|ico|odttf|ttf|otf)$/i
const OF_MEDIA = new Set(['image', 'font', 'thumbnail', 'hdphoto'])
/** Elements that fetch what their `src` or `href` names: pictures of the format before this one, and those in SVG. */
const FETCHING = new Set(['imagedata', 'fill', 'stroke', 'image', 'use', 'feImage', 'script'])
const MACROS = /vbaproject|vbadata|(^|\/)(customui|webextensions)(\/|$)|\.(vb[ase]|js)$/i

/** All parts of a file by their names; refuses what is no Word file or was made to burst. */
export async function readParts(path) {
  let zip
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
    if (zip.entryCount > MOST_PARTS) throw tooBig()
    const entries = []
    const names = new Set()
    let bytes = 0
    let xml = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      const name = entry.fileName.toLowerCase()
      if (names.has(name) || entries.length >= MOST_PARTS) throw noWord()
      names.add(name)
      const { compressedSize: packed, uncompressedSize: size } = entry
      bytes += size
      if (!MEDIA.test(name)) xml += size
      if (bytes > MOST_BYTES || xml > MOST_XML || (size > SMALL && size > packed * MOST_PACKED)) throw tooBig()
      entries.push(entry)
    }
    const parts = new Map()
    // That a part is as long as the archive says, yauzl watches.
    for (const entry of entries) {
      const pieces = []
      for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece)
      parts.set(entry.fileName, Buffer.concat(pieces))
    }
    return parts
  } catch (error) {
    throw error instanceof Refused ? error : noWord()
  } finally {
    zip?.close()
  }
}

const local = (name) => name.slice(name.indexOf(':') + 1)

/**
 * Refuses what reaches out of the document, runs something, hides another file, or would not come to an end. Gives the
 * variables that stand in the words of each part.
 */
export function vet(parts) {
  for (const name of parts.keys()) {
    if (MACROS.test(name)) throw new Refused('macros')
    if (EMBEDDED.test(name)) throw new Refused('embedded', { name: name.slice(name.lastIndexOf('/') + 1) })
  }
  const said = new Map()
  for (const [name, bytes] of parts) {
    if (MEDIA.test(name)) continue
    const reader = name.toLowerCase().endsWith('.rels')
      ? relations()
      : name === '[Content_Types].xml'
        ? types()
        : words()
    read(bytes, reader, /^word\//i.test(name))
    if (reader.variables) said.set(name, reader.variables)
  }
  if (!parts.has('[Content_Types].xml') || !parts.has('_rels/.rels')) throw noWord()
  return said
}

function read(bytes, { open, close, text }, strict) {
  const parser = new SaxesParser()
  let depth = 0
  let elements = 0
  parser.on('doctype', () => {
    throw new Refused('doctype')
  })
  // Word writes neither into a document, and not every reader sees the same in them.
  for (const odd of strict ? ['cdata', 'processinginstruction'] : [])
    parser.on(odd, () => {
      throw noWord()
    })
  parser.on('error', () => {
    throw noWord()
  })
  parser.on('opentag', (tag) => {
    depth += 1
    elements += 1
    if (depth > DEEPEST || elements > MOST_ELEMENTS) throw tooBig()
    open?.(local(tag.name), attributesOf(tag), tag)
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    close?.(local(tag.name))
  })
  parser.on('text', (piece) => text?.(piece))
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close()
  } catch (error) {
    throw error instanceof Refused ? error : noWord()
  }
}

const attributesOf = ({ attributes }) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]))

function types() {
  let main = false
  return {
    open(_name, { ContentType = '', PartName = '', Extension = '' }) {
      if (/macroenabled|vbaproject|ms-office\.activex|webextension/i.test(ContentType)) throw new Refused('macros')
      if (/oleobject|\.package$|x-msdownload/i.test(ContentType))
        throw new Refused('embedded', { name: PartName || Extension })
      if (
        /xml/i.test(ContentType) &&
        MEDIA.test(PartName || `.${Extension}`) &&
        !/officedocument\.obfuscatedFont/.test(ContentType)
      )
        throw noWord()
      if (ContentType === MAIN) main = true
    },
    close(name) {
      if (name === 'Types' && !main) throw noWord()
    },
  }
}

function relations() {
  return {
    open(name, { Type = '', Target = '', TargetMode = '' }) {
      if (name !== 'Relationship') return
      const type = Type.slice(Type.lastIndexOf('/') + 1)
      if (/^(vbaproject|keymapcustomizations|wordvbadata|extensibility|customui|webextension.*)$/i.test(type))
        throw new Refused('macros')
      if (/^(afchunk|oleobject|package|control|subdocument|frame)$/i.test(type))
        throw new Refused('embedded', { name: shortened(Target) })
      if (TargetMode === 'Internal' || TargetMode === '') {
        if (MEDIA.test(Target) && !OF_MEDIA.has(type)) throw noWord()
        if (/^[a-z][a-z\d+.-]*:|^\/\/|\\/i.test(Target)) throw new Refused('external', { target: shortened(Target) })
        return
      }
      if (type !== 'hyperlink' || !LINK.test(Target)) throw new Refused('external', { target: shortened(Target) })
    },
  }
}

const shortened = (text) => (text.length > 120 ? `${text.slice(0, 117)}...` : text)

/** Words of paragraphs with their variables, and fields with what they do. */
function words() {
  const variables = []
  const paragraphs = []
  // What stands in no paragraph, as in charts and properties.
  let loose = ''
  const fields = []
  let within = null
  let instruction = ''
  const gathered = (said) => {
    variables.push(...(said.match(VARIABLE) ?? []))
    const rest = said.replaceAll(VARIABLE, ' ')
    const broken = rest.search(/\{\{|\}\}/)
    if (broken >= 0) throw new Refused('unclosed', { name: shortened(rest.slice(Math.max(0, broken - 20)).trim()) })
  }
  return {
    variables,
    open(name, attributes) {
      if (name === 'p') paragraphs.push('')
      else if (name === 't') within = 't'
      else if (name === 'instrText' || name === 'delInstrText') {
        within = 'instruction'
        instruction = ''
      } else if (name === 'fldSimple') refuseField(attributes.instr ?? '')
      else if (name === 'fldChar') {
        if (attributes.fldCharType === 'begin') fields.push({ instruction: '', open: true })
        else if (attributes.fldCharType === 'separate') ended(fields.at(-1))
        else if (attributes.fldCharType === 'end') ended(fields.pop())
      } else if (name === 'altChunk' || name === 'OLEObject' || name === 'control' || name === 'subDoc')
        throw new Refused('embedded', { name })
      if (!FETCHING.has(name)) return
      const outside = [attributes.src, attributes.href].find((to) => to && !/^(#|data:image\/)/i.test(to))
      if (outside) throw new Refused('external', { target: shortened(outside) })
    },
    text(piece) {
      if (within === 'instruction') instruction += piece
      else if (within === 't' && paragraphs.length > 0) paragraphs[paragraphs.length - 1] += piece
      else if (within === 't') loose += piece
    },
    close(name) {
      if (name === 'p') gathered(paragraphs.pop())
      else if (name === 't') within = null
      else if (name === 'instrText' || name === 'delInstrText') {
        within = null
        const field = fields.at(-1)
        // A field that was never begun runs all the same in some readers.
        if (field?.open) field.instruction += instruction
        else refuseField(instruction)
      } else if (paragraphs.length === 0 && loose) {
        gathered(loose)
        loose = ''
      }
    },
  }
}

function ended(field) {
  if (!field?.open) return
  field.open = false
  refuseField(field.instruction)
}

function refuseField(instruction) {
  const said = instruction.trim()
  const name = (/^\S+/.exec(said)?.[0] ?? '').toUpperCase()
  if (!HARMLESS.has(name)) throw new Refused('field_code', { name: shortened(name) || '?' })
  if (name !== 'HYPERLINK') return
  const target = /^HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s\\"]\S*))/i.exec(said)
  const to = target?.[1] ?? target?.[2] ?? ''
  // A place within the document is named behind \l.
  if (to && !/\\l\s+"[^"]*"?$/i.test(said.slice(0, target[0].length)) && !LINK.test(to))
    throw new Refused('external', { target: shortened(to) })
}
