import { instantMillis } from '../../../../pure/dates.ts'
import { normaliseEmail } from '../../../../pure/email.ts'
import { parseMoney } from '../../../../pure/money.ts'
import { normaliseNip } from '../../../../pure/nip.ts'
import { normalisePhone } from '../../../../pure/phone.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { FieldError } from '../../../core/errors.ts'
import type { Definition, FormField } from '../schema.ts'

export type RawAnswer = string | number | boolean | null | string[]
export type Answer = string | number | boolean | string[]

export interface ReadAnswers {
  /** By key of the field, in the form in which they are kept; what was left empty is missing. */
  answers: Record<string, Answer>
  errors: FieldError[]
}

type Read = { answer: Answer } | { code: string; params?: Record<string, unknown> }

const wrong = (code = 'field.invalid', params?: Record<string, unknown>): Read => ({ code, params })

// What no keyboard types and no screen shows. PostgreSQL takes no NUL, and a person cannot see the fault.
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g
const HALF_CHARACTER = /\p{Surrogate}/gu

/** Plain text as typed: HTML stays what it is, only what cannot be shown or stored is taken out. */
export function plainText(text: string, lines: 'one' | 'many'): string {
  const whole = text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').replace(HALF_CHARACTER, '\ufffd')
  return (lines === 'one' ? whole.replace(/[\n\t\u2028\u2029]+/g, ' ') : whole).trim()
}

/** Checks what was sent against the form's fields. Every fault is told at once, under `answers.<key>`. */
export function readAnswers(definition: Definition, raw: Record<string, RawAnswer>, locale: Locale): ReadAnswers {
  const answers: Record<string, Answer> = {}
  const errors: FieldError[] = []
  const known = new Set(definition.fields.map((field) => field.key))
  for (const key of Object.keys(raw)) {
    if (!known.has(key)) errors.push({ path: `answers.${key}`, code: 'field.unknown' })
  }
  for (const field of definition.fields) {
    const sent = Object.hasOwn(raw, field.key) ? raw[field.key] : undefined
    if (isEmpty(sent, field)) {
      if (field.required) errors.push({ path: `answers.${field.key}`, code: 'field.required' })
      continue
    }
    const read = readOne(field, sent as RawAnswer, locale, definition.currency)
    if ('answer' in read) answers[field.key] = read.answer
    else errors.push({ path: `answers.${field.key}`, code: read.code, ...(read.params ? { params: read.params } : {}) })
  }
  return { answers, errors }
}

function isEmpty(sent: RawAnswer | undefined, field: FormField): boolean {
  if (sent === undefined || sent === null || sent === false) return true
  if (typeof sent === 'string') return plainText(sent, 'many') === '' || (field.type === 'checkbox' && sent === 'false')
  return Array.isArray(sent) && sent.every((one) => one.trim() === '')
}

const LONGEST: Partial<Record<FormField['type'], number>> = { text: 200, long_text: 10_000, hidden: 500 }

function readOne(field: FormField, sent: RawAnswer, locale: Locale, currency: string): Read {
  switch (field.type) {
    case 'checkbox':
      return sent === true || (typeof sent === 'string' && /^(?:on|true|1|yes)$/.test(sent))
        ? { answer: true }
        : wrong()
    case 'multi_select':
      return readChoices(field, sent)
    case 'number':
      return typeof sent === 'number' ? { answer: sent } : readNumber(sent)
    case 'amount':
      return readAmount(sent, locale, currency)
  }
  if (typeof sent !== 'string') return wrong()
  const text = plainText(sent, field.type === 'long_text' ? 'many' : 'one')
  const max = field.maxLength ?? LONGEST[field.type] ?? 200
  // By characters as people count them: an emoji or 'ą' in two code points is not two.
  if (text.length > max && [...text].length > max) return wrong('field.too_long', { max })
  switch (field.type) {
    case 'email':
      return orWrong(normaliseEmail(text), 'field.email')
    case 'phone':
      return orWrong(normalisePhone(text), 'field.phone')
    case 'nip':
      return orWrong(normaliseNip(text), 'field.nip')
    case 'date':
      return isDay(text) ? { answer: text } : wrong('field.date')
    case 'moment':
      return orWrong(instant(text), 'field.moment')
    case 'linked':
      return orWrong(UUID.test(text) ? text.toLowerCase() : null, 'field.invalid')
    case 'select':
      return field.options?.some((option) => option.value === text) ? { answer: text } : wrong('field.option')
    default:
      return { answer: text }
  }
}

const orWrong = (answer: string | null, code: string): Read => (answer === null ? wrong(code) : { answer })

function readChoices(field: FormField, sent: RawAnswer): Read {
  const chosen = typeof sent === 'string' ? [sent] : sent
  if (!Array.isArray(chosen)) return wrong()
  const options = new Set(field.options?.map((option) => option.value))
  const answer = [...new Set(chosen.map((one) => plainText(one, 'one')).filter(Boolean))]
  return answer.every((one) => options.has(one)) ? { answer } : wrong('field.option')
}

function readNumber(sent: RawAnswer): Read {
  if (typeof sent !== 'string') return wrong('field.number')
  const plain = sent
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace(/^[−–]/, '-')
  return /^-?\d{1,15}(?:\.\d{1,8})?$/.test(plain) ? { answer: Number(plain) } : wrong('field.number')
}

/** An amount as a person types it in his language, or a number of major units from a program; kept in minor units. */
function readAmount(sent: RawAnswer, locale: Locale, currency: string): Read {
  let minor: bigint | null = null
  if (typeof sent === 'string') minor = parseMoney(sent, locale, currency)
  else if (typeof sent === 'number') minor = parseMoney(String(sent), 'en', currency)
  if (minor === null || minor < 0n || minor > BigInt(Number.MAX_SAFE_INTEGER)) return wrong('field.amount')
  return { answer: Number(minor) }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function instant(text: string): string | null {
  try {
    return new Date(instantMillis(text)).toISOString()
  } catch {
    return null
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
