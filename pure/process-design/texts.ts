/** {{name}} or {{name.of.it}} in a text that a person writes. */
const PLACE = /\{\{\s*([\p{L}_][\p{L}\p{N}_.]*)\s*\}\}/gu
const JOINED = /^=string join\(\[([\s\S]*)\], ""\)$/
const PART = /\s*(?:"((?:[^"\\]|\\.)*)"|string\(([\p{L}_][\p{L}\p{N}_.]*)\))\s*(?:,|$)/uy

/** A text with {{names}} as an input of a step has it: as it is where it names nothing, else FEEL, in which what is not there is nothing. */
export function sourceOfText(text: string): string {
  const parts: string[] = []
  let from = 0
  for (const match of text.matchAll(PLACE)) {
    if (match.index > from) parts.push(quoted(text.slice(from, match.index)))
    parts.push(`string(${match[1]})`)
    from = match.index + match[0].length
  }
  if (parts.length === 0) return text.startsWith('=') ? `=${quoted(text)}` : text
  if (from < text.length) parts.push(quoted(text.slice(from)))
  return `=string join([${parts.join(', ')}], "")`
}

/** The text that such an input was written from; null for a formula of another form. */
export function textOfSource(source: string): string | null {
  if (!source.startsWith('=')) return source
  const plain = /^="((?:[^"\\]|\\.)*)"$/.exec(source)
  if (plain) return unquoted(plain[1]!)
  const inside = JOINED.exec(source)?.[1]
  if (inside === undefined) return null
  let text = ''
  PART.lastIndex = 0
  while (PART.lastIndex < inside.length) {
    const match = PART.exec(inside)
    if (!match) return null
    text += match[2] === undefined ? unquoted(match[1]!) : `{{${match[2]}}}`
  }
  return text
}

const quoted = (text: string): string => JSON.stringify(text)
const unquoted = (text: string): string => {
  try {
    return JSON.parse(`"${text}"`)
  } catch {
    return text
  }
}
