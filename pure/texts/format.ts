import { IntlMessageFormat } from 'intl-messageformat'

export type Locale = 'pl' | 'en'

type Value = string | number | bigint | null
type Message = { format(values: Record<string, Value>): unknown; names: readonly string[] }

const messages = new Map<string, Message | null>()
// Users may edit the words of a process, so the number of different messages has no natural end.
const MOST_KEPT = 5000

type Node = { type: number; value?: unknown; options?: Record<string, { value: Node[] }>; children?: Node[] }

// Of the parser's node types 0 is literal text and 7 the '#' of a plural; every other one names a parameter.
function collectNames(nodes: readonly Node[], into: Set<string>): Set<string> {
  for (const node of nodes) {
    if (node.type !== 0 && node.type !== 7) into.add(String(node.value))
    for (const option of Object.values(node.options ?? {})) collectNames(option.value, into)
  }
  return into
}

function messageOf(source: string, locale: Locale): Message | null {
  const key = `${locale}\n${source}`
  const known = messages.get(key)
  if (known !== undefined) return known
  let message: Message | null = null
  try {
    // Texts are plain: '<b>' in one is three characters, for the page or the mail to escape like any other.
    const parsed = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
    const names = [...collectNames(parsed.getAst() as unknown as Node[], new Set())]
    message = { format: (values) => parsed.format(values), names }
  } catch {
    // A message somebody broke while editing must not stop the mail that uses it.
  }
  if (messages.size >= MOST_KEPT) messages.clear()
  messages.set(key, message)
  return message
}

/** A name somebody gave in both languages. */
const isWords = (value: unknown): value is Record<Locale, string> =>
  typeof value === 'object' && value !== null && 'pl' in value && 'en' in value

function plainValue(value: unknown, name: string, locale: Locale): Value {
  if (value === undefined || value === null) return `[${name}]`
  if (isWords(value)) return value[locale]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  return value instanceof Date ? value.toISOString() : String(value)
}

/**
 * Renders a coded text in the reader's language: the ICU message under `code` with its parameters. The result is
 * plain text, never markup; whoever puts it into HTML escapes it. An unknown code, or a message that cannot be read,
 * gives the code in brackets, and a parameter that is missing its name in brackets: seen at once, yet nothing fails.
 * Dates, times and money come already formatted as text: the formatter knows no zone. A parameter { pl, en } is a name in
 * both languages.
 */
export function formatText(
  catalogue: Record<string, string>,
  code: string,
  params: Record<string, unknown>,
  locale: Locale,
): string {
  const source = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined
  const message = source === undefined ? null : messageOf(source, locale)
  if (!message) return `[${code}]`
  const values: Record<string, Value> = {}
  for (const name of message.names) {
    values[name] = plainValue(Object.hasOwn(params, name) ? params[name] : undefined, name, locale)
  }
  try {
    const text = message.format(values)
    return Array.isArray(text) ? text.join('') : String(text)
  } catch {
    return `[${code}]`
  }
}
