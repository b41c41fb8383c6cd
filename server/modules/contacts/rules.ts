import { normaliseAccount } from '../../../pure/bank-account.ts'
import { normaliseEmail } from '../../../pure/email.ts'
import { normaliseNip, normaliseRegon } from '../../../pure/nip.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import { foldText } from '../../../pure/search-text.ts'
import { type FieldError, invalid } from '../../core/errors.ts'
import type { CompanyInput, ContactInput } from './schema.ts'

export interface Point {
  value: string
  label: string
}

type Normalised<I> = Omit<I, 'emails' | 'phones'> & { emails?: Point[]; phones?: Point[] }

/** A person's fields in the form in which they are stored and compared; throws with every field that cannot be read. */
export function readContact(input: ContactInput): Normalised<ContactInput> {
  const errors: FieldError[] = []
  const { emails: _, phones: __, ...rest } = input
  const read = { ...rest, ...pointsOf(input, errors) }
  if (errors.length > 0) throw invalid(...errors)
  return read
}

export function readCompany(input: CompanyInput): Normalised<CompanyInput> {
  const errors: FieldError[] = []
  const { emails: _, phones: __, ...rest } = input
  const read = { ...rest, ...pointsOf(input, errors) }
  const number = (path: 'nip' | 'regon', normalise: (text: string) => string | null) => {
    const text = input[path]
    if (text === undefined) return
    read[path] = text ? normalise(text) : null
    if (text && read[path] === null) errors.push({ path, code: `field.${path}` })
  }
  number('nip', normaliseNip)
  number('regon', normaliseRegon)
  if (input.bankAccount) {
    const account = normaliseAccount(input.bankAccount)
    if (account === null) errors.push({ path: 'bankAccount', code: 'bank_account.invalid' })
    else read.bankAccount = account
  }
  if (input.website) {
    const website = normaliseWebsite(input.website)
    if (website === null) errors.push({ path: 'website', code: 'field.url' })
    else read.website = website
  }
  if (errors.length > 0) throw invalid(...errors)
  return read
}

/** Somebody without any name could not be told apart in a list. */
export function mustHaveName(person: { firstName?: unknown; lastName?: unknown }): void {
  if (!person.firstName && !person.lastName) throw invalid({ path: 'lastName', code: 'field.required' })
}

function pointsOf(
  input: { emails?: ContactInput['emails']; phones?: ContactInput['phones'] },
  errors: FieldError[],
): { emails?: Point[]; phones?: Point[] } {
  const read = (path: 'emails' | 'phones', normalise: (text: string) => string | null, code: string) => {
    const kept = new Map<string, Point>()
    for (const [index, { value, label }] of (input[path] ?? []).entries()) {
      const normalised = normalise(value)
      if (normalised === null) errors.push({ path: `${path}.${index}.value`, code })
      else if (!kept.has(normalised)) kept.set(normalised, { value: normalised, label: label ?? '' })
    }
    return [...kept.values()]
  }
  return {
    ...(input.emails ? { emails: read('emails', normaliseEmail, 'field.email') } : {}),
    ...(input.phones ? { phones: read('phones', (text) => normalisePhone(text), 'field.phone') } : {}),
  }
}

/** 'drewnex.pl/kontakt' is 'https://drewnex.pl/kontakt'; null for what no browser should open (javascript:, file:). */
export function normaliseWebsite(text: string): string | null {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`)
    if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !url.hostname.includes('.')) return null
    if (url.username || url.password) return null
    return url.pathname === '/' && !url.search && !url.hash ? url.origin : url.href
  } catch {
    return null
  }
}

// What a company's name says about its legal form: it neither tells two companies apart nor makes them alike.
const LEGAL_FORMS = new Set(
  (
    'sp z o oo zoo spzoo spolka ograniczona odpowiedzialnoscia sa akcyjna psa prosta k spk komandytowa komandytowo ska ' +
    'j spj jawna sc c cywilna phu pphu ppuh fhu puh firma przedsiebiorstwo ltd limited gmbh llc inc ag co the'
  ).split(' '),
)

/** The words a name is compared by: folded, without dots; a company's also without its legal form. */
export function wordsOfName(name: string, kind: 'person' | 'company'): string[] {
  const words = foldText(name)
    .replace(/[.'"„”’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  if (kind === 'person') return words
  const telling = words.filter((word) => !LEGAL_FORMS.has(word))
  return telling.length > 0 ? telling : words
}

/**
 * How alike two names are: 1 the same words, 0 different ones. Every word of the shorter name must be found in the longer
 * one, give or take a slip of the keyboard; one word of a person's name is nobody in particular.
 */
export function likeness(one: string, other: string, kind: 'person' | 'company'): number {
  const [shorter, longer] = [wordsOfName(one, kind), wordsOfName(other, kind)].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ]
  if (shorter.length === 0 || (kind === 'person' && shorter.length === 1 && longer.length > 1)) return 0
  const left = [...longer]
  for (const word of shorter) {
    const exact = left.indexOf(word)
    const at = exact >= 0 ? exact : left.findIndex((candidate) => alike(word, candidate))
    if (at < 0) return 0
    left.splice(at, 1)
  }
  const size = (words: string[]) => words.reduce((sum, word) => sum + word.length, 0)
  return 1 - size(left) / size(longer)
}

function alike(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length)
  if (length < 4) return false
  return distance(a, b) <= (length < 8 ? 1 : 2)
}

// Damerau-Levenshtein (adjacent letters swapped count once); names are short, so the whole table is cheap.
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** Pieces of a name that a like one most probably contains: the beginnings and ends of its words. */
export function fragmentsOf(name: string, kind: 'person' | 'company'): string[] {
  const words = wordsOfName(name, kind).filter((word) => word.length >= 2)
  return [
    ...new Set(words.flatMap((word) => (word.length < 6 ? [word.slice(0, 4)] : [word.slice(0, 4), word.slice(-4)]))),
  ].slice(0, 12)
}
