// A process of its own, started by docx.ts: it looks through Word files and fills them, and may be killed at any moment.
import { once } from 'node:events'
import { LoopPlugin, officeMarkup, TemplateExtension, TemplateHandler, TextPlugin, xml } from 'easy-template-x'
import { ZipFile } from 'yazl'
import { answerOrders } from './apart.mjs'
import { DEPTH, Refused, readParts, vet } from './docx-package.mjs'

const MOST_VARIABLES = 2000
const DELIMITERS = { tagStart: '{{', tagEnd: '}}' }
const LISTS = { lines: 'line', rates: 'rate' }

answerOrders(Number(process.argv[2]), async (order) => {
  try {
    const parts = await readParts(order.path)
    const said = vet(parts)
    const file = await packed(parts)
    if (order.what === 'read') return { tags: await tagsOf(file, said) }
    return { docx: (await filled(file, order.values)).toString('base64') }
  } catch (error) {
    if (error instanceof Refused) return { refused: { code: error.code, params: error.params } }
    throw error
  }
})

/** An archive of just the parts that were looked at: nobody after this reads it in another way. */
async function packed(parts) {
  const zip = new ZipFile()
  for (const [name, bytes] of parts) zip.addBuffer(bytes, name, { compress: false })
  zip.end()
  const pieces = []
  zip.outputStream.on('data', (piece) => pieces.push(piece))
  await once(zip.outputStream, 'end')
  return Buffer.concat(pieces)
}

/** Repeats rows of a table, not its columns, where a list or a condition goes from one cell to another. */
class Loops extends LoopPlugin {
  containerTagReplacements(tags, data, context) {
    const [open, close] = [tags[0], tags.at(-1)]
    const cells = [open, close].map(({ xmlTextNode }) => cellOf(xmlTextNode))
    if (cells[0] && cells[1] && cells[0] !== cells[1]) open.options = { loopOver: 'row' }
    return super.containerTagReplacements(tags, data, context)
  }
}

/** Puts the further lines of a value where its first one stands; the library puts them at the end of the run. */
class Words extends TextPlugin {
  simpleTagReplacements(tag, data) {
    const [first, ...further] = String(data.getScopeData() ?? '').split('\n')
    if (tag.placement !== 'TextNode' || further.length === 0) return super.simpleTagReplacements(tag, data)
    tag.xmlTextNode.textContent = first
    const text = officeMarkup.query.containingTextNode(tag.xmlTextNode)
    officeMarkup.modify.setSpacePreserveAttribute(text)
    let after = text
    for (const line of further)
      for (const node of [xml.create.generalNode('w:br'), textOf(line)]) {
        xml.modify.insertAfter(node, after)
        after = node
      }
  }
}

function textOf(words) {
  const node = xml.create.generalNode('w:t')
  node.attributes = { 'xml:space': 'preserve' }
  xml.modify.appendChild(node, xml.create.textNode(words))
  return node
}

function cellOf(node) {
  let at = node
  while (at && at.nodeName !== 'w:tc') at = at.parentNode
  return at ?? null
}

/** Word opens no table without rows and no cell without a paragraph. */
class Mend extends TemplateExtension {
  async execute(_data, { currentPart }) {
    mend(await currentPart.xmlRoot())
  }
}

const OF_PARAGRAPHS = new Set(['w:body', 'w:hdr', 'w:ftr', 'w:tc', 'w:txbxContent'])

function mend(node) {
  const children = node.childNodes ?? []
  for (const child of children) mend(child)
  for (const child of [...children])
    if (child.nodeName === 'w:tbl' && !(child.childNodes ?? []).some(({ nodeName }) => nodeName === 'w:tr'))
      xml.modify.remove(child)
  if (!OF_PARAGRAPHS.has(node.nodeName)) return
  const last = (node.childNodes ?? []).filter(({ nodeName }) => nodeName !== 'w:sectPr').at(-1)
  if (last?.nodeName === 'w:p' || (node.nodeName !== 'w:tc' && last)) return
  const paragraph = xml.create.generalNode('w:p')
  const end = (node.childNodes ?? []).find(({ nodeName }) => nodeName === 'w:sectPr')
  if (end) xml.modify.insertBefore(paragraph, end)
  else xml.modify.appendChild(node, paragraph)
}

const handlerOf = (scopeDataResolver) =>
  new TemplateHandler({
    plugins: [new Words(), new Loops()],
    delimiters: DELIMITERS,
    maxXmlDepth: DEPTH,
    scopeDataResolver,
    extensions: { afterCompilation: [new Mend()] },
  })

/** Every variable in its order, as it will be filled; refuses those that never would be. */
async function tagsOf(file, said) {
  let found
  try {
    found = await handlerOf(() => '').parseTags(file)
  } catch (error) {
    throw brokenBy(error)
  }
  if (found.length > MOST_VARIABLES) throw new Refused('bursting')
  const roots = []
  const tags = found.map((tag) => {
    const { name = '', disposition, placement, rawText } = tag
    const alone = disposition === 'SelfClosed'
    if (name === '' && disposition !== 'Close') throw new Refused('unclosed', { name: rawText })
    if (placement === 'Attribute' && !alone) throw new Refused('misplaced', { names: rawText })
    const root = rootOf(tag.xmlTextNode ?? tag.xmlNode)
    if (!roots.includes(root)) roots.push(root)
    return { part: roots.indexOf(root), name, at: disposition === 'Open' ? 'open' : alone ? 'alone' : 'close' }
  })
  refuseUnbalanced(tags)
  const counts = new Map()
  for (const { rawText, placement } of found)
    if (placement !== 'Attribute') counts.set(rawText, (counts.get(rawText) ?? 0) + 1)
  const lost = new Set()
  for (const variable of [...said.values()].flat()) {
    const left = counts.get(variable) ?? 0
    if (left === 0) lost.add(variable)
    else counts.set(variable, left - 1)
  }
  if (lost.size > 0) throw new Refused('misplaced', { names: [...lost].slice(0, 20).join(', ') })
  // Made once with everything and once with nothing: what cannot be filled is told now, not before a customer.
  for (const some of [true, false]) await filled(file, sample(some)).catch((error) => Promise.reject(brokenBy(error)))
  return tags
}

function rootOf(node) {
  let at = node
  while (at.parentNode) at = at.parentNode
  return at
}

/** What is opened is closed in the same part, and lists are not gone through within one another: that would have no end. */
function refuseUnbalanced(tags) {
  for (const part of new Set(tags.map((tag) => tag.part))) {
    const open = []
    for (const { name, at } of tags.filter((tag) => tag.part === part)) {
      if (at === 'open') {
        const isList = Object.hasOwn(LISTS, name)
        if (isList && open.some((one) => Object.hasOwn(LISTS, one))) throw new Refused('nested_lists', { name })
        open.push(name)
      } else if (at === 'close' && open.pop() === undefined) throw new Refused('unclosed', { name: `{{/${name}}}` })
    }
    if (open.length > 0) throw new Refused('unclosed', { name: `{{#${open.at(-1)}}}` })
  }
}

/** What the library says of a template that cannot be filled. */
function brokenBy(error) {
  if (error instanceof Refused) return error
  const { openDelimiterText, closeDelimiterText, tagRawText } = error ?? {}
  const name = openDelimiterText ?? closeDelimiterText ?? tagRawText
  if (name !== undefined) return new Refused('unclosed', { name: String(name).slice(0, 120) })
  return new Refused('misplaced', {
    names: String(/\{\{.*?\}\}/.exec(error?.message)?.[0] ?? error?.message).slice(0, 120),
  })
}

function sample(some) {
  const rows = some ? [{}, {}] : []
  return { fields: null, some, lists: { lines: rows, rates: rows } }
}

async function filled(file, values) {
  const words = (name, path) => {
    const at = name.indexOf('.')
    const list = Object.keys(LISTS).find((one) => LISTS[one] === name.slice(0, at))
    const row = list === undefined ? undefined : rowOf(list, path, values)
    return spoken(row ? row[name.slice(at + 1)] : values.fields?.[name])
  }
  const handler = handlerOf(({ path }) => {
    const { name, disposition } = path.at(-1)
    if (disposition !== 'Open') return words(name, path)
    if (Object.hasOwn(LISTS, name)) return values.lists[name] ?? []
    return values.fields === null ? values.some : holds(name, (one) => words(one, path))
  })
  return handler.process(file, {})
}

/** The row that is being gone through. */
function rowOf(list, path, values) {
  for (let at = path.length - 2; at > 0; at -= 1)
    if (typeof path[at] === 'number' && path[at - 1].name === list) return values.lists[list][path[at]]
  return undefined
}

/** {{#field}}, {{#!field}}, {{#field = value}}, {{#field != value}}. */
function holds(condition, said) {
  const compared = /^(.*?)\s*(!?=)\s*(.*)$/s.exec(condition)
  if (compared) return (said(compared[1]).trim() === compared[3]) === (compared[2] === '=')
  return condition.startsWith('!') ? said(condition.slice(1).trim()).trim() === '' : said(condition).trim() !== ''
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
const UNSPEAKABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g

const spoken = (value) =>
  String(value ?? '')
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(UNSPEAKABLE, '')
