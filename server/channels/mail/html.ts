import sanitize from 'sanitize-html'

/** Longer HTML is not kept: nobody wrote it by hand, and its text part says the same. */
export const LONGEST_HTML = 1_000_000

const LENGTH = /^-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?$/
const LENGTHS = /^(?:-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?(?:\s+|$)){1,4}$/
const COLOUR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,24}|rgba?\([\d\s.,%]{5,40}\))$/i
const BORDER =
  /^(?:(?:\d{1,2}(?:\.\d+)?(?:px|pt)?|none|solid|dashed|dotted|double|#[0-9a-f]{3,8}|[a-z]{3,24}|rgba?\([\d\s.,%]{5,40}\))(?:\s+|$)){1,3}$/i

const STYLES: Record<string, RegExp[]> = {
  color: [COLOUR],
  'background-color': [COLOUR],
  background: [COLOUR],
  'font-size': [LENGTH, /^(?:x{0,2}-(?:small|large)|small|medium|large)$/],
  'font-weight': [/^(?:normal|bold|[1-9]00)$/],
  'font-style': [/^(?:normal|italic)$/],
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'line-height': [LENGTH, /^normal$/],
  'text-align': [/^(?:left|right|center|justify|start|end)$/],
  'text-decoration': [/^(?:none|underline|line-through)$/],
  'vertical-align': [/^(?:top|middle|bottom|baseline|sub|super)$/],
  'white-space': [/^(?:normal|nowrap|pre|pre-wrap|pre-line)$/],
  width: [LENGTH, /^auto$/],
  'max-width': [LENGTH],
  height: [LENGTH, /^auto$/],
  padding: [LENGTHS],
  margin: [LENGTHS, /^(?:0|auto|0 auto)$/],
  border: [BORDER],
  'border-collapse': [/^(?:collapse|separate)$/],
  'border-spacing': [LENGTHS],
}
for (const side of ['top', 'right', 'bottom', 'left']) {
  STYLES[`padding-${side}`] = [LENGTH]
  STYLES[`margin-${side}`] = [LENGTH, /^auto$/]
  STYLES[`border-${side}`] = [BORDER]
}

const OPTIONS: sanitize.IOptions = {
  allowedTags: [
    ...['a', 'abbr', 'address', 'article', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite'],
    ...['code', 'col', 'colgroup', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font', 'footer'],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'ol', 'p'],
    ...['pre', 'q', 's', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot'],
    ...['th', 'thead', 'tr', 'tt', 'u', 'ul', 'var'],
  ],
  // What stands in these is no text of the letter.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'iframe',
    'object',
    'svg',
    'math',
    'template',
  ],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'align', 'valign', 'width', 'height', 'bgcolor', 'title'],
    a: ['href', 'target', 'rel'],
    img: ['src', 'data-remote-src', 'alt'],
    font: ['color', 'size', 'face'],
    ol: ['start', 'type'],
    table: ['border', 'cellpadding', 'cellspacing'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    col: ['span'],
  },
  allowedStyles: { '*': STYLES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
  parseStyleAttributes: true,
  transformTags: {
    a: (tagName, { href = '', ...attribs }) => ({
      tagName,
      // A relative address would lead into Tok itself.
      attribs: /^(?:https?:|mailto:|tel:)/i.test(href)
        ? { ...attribs, href, target: '_blank', rel: 'noopener noreferrer nofollow' }
        : attribs,
    }),
    img: (tagName, { src = '', 'data-remote-src': _, ...attribs }) => ({
      tagName,
      attribs: { ...attribs, ...picture(src.trim()) },
    }),
  },
}

/** Pictures that came with the letter stay; remote ones wait under another name until the reader allows them. */
function picture(src: string): Record<string, string> {
  if (/^cid:/i.test(src) || /^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(src)) return { src }
  return /^https?:\/\//i.test(src) ? { 'data-remote-src': src } : {}
}

/**
 * The HTML of a letter without whatever could act or ask somebody: no scripts, forms, frames, styles that cover the page,
 * nothing fetched from elsewhere (`withRemotePictures` in pure/letter-html.ts lets pictures in). Null where it is too long
 * or nothing is left.
 */
export function cleanHtml(html: string): string | null {
  if (html.length > LONGEST_HTML || depthOf(html) > DEEPEST) return null
  const clean = sanitize(html, OPTIONS).trim()
  return clean === '' ? null : clean
}

/** Cleaning takes with the depth squared; whoever leaves a few hundred paragraphs open is still read. */
const DEEPEST = 2_000
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i

function depthOf(html: string): number {
  const open = new Map<string, number>()
  let depth = 0
  let deepest = 0
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    const name = tag.toLowerCase()
    const before = open.get(name) ?? 0
    // What closes nothing is left out, or it would hide what is open.
    const step = VOID.test(name) || (slash && before === 0) ? 0 : slash ? -1 : 1
    if (step !== 0) open.set(name, before + step)
    depth += step
    if (depth > deepest) deepest = depth
  }
  return deepest
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' }

/** The words of HTML, with its lines. */
export function textOfHtml(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|hr)\b[^<>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre|table|ul|ol|dd|dt|section|article)>/g, '\n')
    .replace(/<\/t[dh]>/g, ' ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|nbsp);/g, (entity) => ENTITIES[entity]!)
    .replace(/[ \u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
