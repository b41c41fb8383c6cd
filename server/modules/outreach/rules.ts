import type { Locale } from '../../../pure/texts/format.ts'
import type { SendInput } from './schema.ts'

/** {{recipient.name}}, as it stands in a text; spaces within the braces are allowed. */
const VARIABLE = /\{\{\s*([^{}\s][^{}]{0,99}?)\s*\}\}/g

/** The text with what stands for its variables; what is not known is left out. */
export const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text
    .replace(VARIABLE, (_, name: string) => values.get(name) ?? '')
    .replace(/[ \t]+([,.;:!?])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .trim()

export const names = (text: string, variable: string): boolean =>
  [...text.matchAll(VARIABLE)].some(([, name]) => name === variable)

/** A text in the customer's language, else in the other one. */
export function inLanguage(words: SendInput['text'] | null | undefined, locale: Locale): string {
  if (typeof words === 'string' || !words) return words ?? ''
  return words[locale] || words.pl || words.en || ''
}

/** The customer's own choice first, then in the order given; each once. */
export const orderOf = (preferred: string | null, channels: readonly string[]): string[] => [
  ...new Set(preferred ? [preferred, ...channels] : channels),
]
