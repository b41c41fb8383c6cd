import { dayOfDate, instantMillis } from '../../../pure/dates.ts'
import { normaliseEmail } from '../../../pure/email.ts'
import { normaliseNip } from '../../../pure/nip.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import { foldText } from '../../../pure/search-text.ts'
import type { CustomType } from './schema.ts'

interface Known {
  type: string
  options: { key: string; archived?: boolean }[]
}

/** What is wrong with a value: a code of pure/texts ('error.' + code). */
export interface Wrong {
  code: string
  params?: Record<string, unknown>
}

export type Read = { value: unknown } | { wrong: Wrong }

const wrong = (code: string, params?: Record<string, unknown>): Read => ({
  wrong: { code, ...(params ? { params } : {}) },
})

const LONGEST = { text: 500, long_text: 20_000, url: 2000 }
const MOST_DIGITS = 15
const MOST_CHOICES = 100
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A value as it is kept: texts trimmed, numbers and addresses normalised, instants in UTC; null for nothing. Whether a person or record
 * it names is there, the command looks up.
 */
export function readValue({ type, options }: Known, given: unknown): Read {
  if (given === null || given === undefined || given === '') return { value: null }
  switch (type as CustomType) {
    case 'text':
    case 'long_text':
      return readText(given, LONGEST[type as 'text' | 'long_text'])
    case 'url':
      return readUrl(given)
    case 'number':
      return readNumber(given)
    case 'money':
      return typeof given === 'number' && Number.isSafeInteger(given) && Math.abs(given) <= 10 ** 13
        ? { value: given }
        : wrong('field.amount')
    case 'date':
      return readBy(given, (text) => (dayOfDate(text), text), 'field.date')
    case 'moment':
      return readBy(given, (text) => new Date(instantMillis(text)).toISOString(), 'field.moment')
    case 'yes_no':
      return typeof given === 'boolean' ? { value: given } : wrong('field.invalid')
    case 'email':
      return readBy(given, normaliseEmail, 'field.email')
    case 'phone':
      return readBy(given, (text) => normalisePhone(text), 'field.phone')
    case 'nip':
      return readBy(given, normaliseNip, 'field.nip')
    case 'choice':
      return options.some((option) => option.key === given) ? { value: given } : wrong('field.choice')
    case 'choices':
      return readChoices(given, options)
    default:
      return typeof given === 'string' && UUID.test(given.toLowerCase())
        ? { value: given.toLowerCase() }
        : wrong('field.invalid')
  }
}

function readText(given: unknown, max: number): Read {
  if (typeof given !== 'string') return wrong('field.invalid')
  const text = given.trim()
  return text.length > max ? wrong('field.too_long', { max }) : { value: text || null }
}

function readBy(given: unknown, normalise: (text: string) => string | null, code: string): Read {
  if (typeof given !== 'string') return wrong(code)
  if (given.trim() === '') return { value: null }
  try {
    const value = normalise(given.trim())
    return value === null || value.length > 400 ? wrong(code) : { value }
  } catch {
    return wrong(code)
  }
}

/** Only what a browser opens as a page: a link is clicked by colleagues. */
function readUrl(given: unknown): Read {
  const read = readText(given, LONGEST.url)
  if (!('value' in read) || read.value === null) return read
  const text = /^[a-z][a-z0-9+.-]*:/i.test(String(read.value)) ? String(read.value) : `https://${read.value}`
  const url = URL.canParse(text) ? new URL(text) : null
  return url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? { value: text } : wrong('field.url')
}

// That many digits go through a double and back unchanged: JSON's numbers stay exact.
function readNumber(given: unknown): Read {
  const value = typeof given === 'string' ? Number(given.trim().replace(',', '.') || Number.NaN) : given
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('field.number')
  const [digits = ''] = String(Math.abs(value)).split('e')
  const plain = /^\d{1,15}(?:\.\d{1,8})?$/.test(String(Math.abs(value)))
  return plain && digits.replace('.', '').replace(/^0+/, '').length <= MOST_DIGITS ? { value } : wrong('field.number')
}

function readChoices(given: unknown, options: Known['options']): Read {
  if (!Array.isArray(given) || given.length > MOST_CHOICES) return wrong('field.invalid')
  const known = new Set(options.map(({ key }) => key))
  if (!given.every((one) => known.has(one as string))) return wrong('field.choice')
  // In the order of the options, so that the same choice is the same value.
  const value = options.map(({ key }) => key).filter((key) => given.includes(key))
  return { value: value.length > 0 ? value : null }
}

/** Whether a value that lies under the key is of the field's type; a form may have kept something else there. */
export function fits(type: string, value: unknown): boolean {
  if (type === 'number' || type === 'money') return typeof value === 'number'
  if (type === 'yes_no') return typeof value === 'boolean'
  if (type === 'choices') return Array.isArray(value)
  return typeof value === 'string'
}

/** A key from words: 'Rodzaj szkła' -> 'rodzaj_szkla', with a number behind when it is taken. */
export function keyFrom(words: string, taken: ReadonlySet<string>, { digitsFirst = false } = {}): string {
  const plain = foldText(words)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 34)
  const stem = plain === '' ? 'x' : !digitsFirst && /^\d/.test(plain) ? `x_${plain}` : plain
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? stem : `${stem}_${n}`
    if (!taken.has(key)) return key
  }
}
