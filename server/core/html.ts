const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as HTML shows it; safe between tags and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string)

/** Markup that is finished; everything else put into `html` is escaped. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | null | undefined | false | Part[]

const written = (part: Part): string => {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (Array.isArray(part)) return part.map(written).join('')
  return escapeHtml(String(part))
}

/** A template that escapes whatever is not Markup already, so that forgetting to escape is not possible. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(texts.reduce((whole, text, at) => whole + written(parts[at - 1]) + text))
}

/** Attributes; false and undefined leave one out, true writes it without a value. */
export function attributes(all: Record<string, string | number | boolean | null | undefined>): Markup {
  const written = Object.entries(all).flatMap(([name, value]) => {
    if (value === false || value === undefined || value === null) return []
    return value === true ? [` ${name}`] : [` ${name}="${escapeHtml(String(value))}"`]
  })
  return new Markup(written.join(''))
}

/** Plain text with its web addresses made into links (the privacy policy in a consent). */
export function linked(text: string): Markup {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/)
  return html`${parts.map((part, at) =>
    at % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : part,
  )}`
}
