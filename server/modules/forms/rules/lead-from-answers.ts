import { ownName, type Target } from '../../../../pure/forms.ts'
import { minorToDecimal } from '../../../../pure/money.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { type Definition, type FormField, inLanguage } from '../schema.ts'
import type { Answer } from './read-answers.ts'

export interface LeadOfForm {
  title: string
  personName?: string
  companyName?: string
  email?: string
  phone?: string
  nip?: string
  message?: string
  product?: string
  amount?: number
  currency?: string
  custom: Record<string, unknown>
}

const PROPERTY = {
  person_name: 'personName',
  company_name: 'companyName',
  email: 'email',
  phone: 'phone',
  nip: 'nip',
  message: 'message',
  product: 'product',
} as const satisfies Partial<Record<Target, keyof LeadOfForm>>

/** What the answers say about the lead: the mapped ones in its own fields, the others as custom answers. */
export function leadFromAnswers(
  definition: Definition,
  formName: string,
  answers: Record<string, Answer>,
  locale: Locale,
): LeadOfForm {
  const { title, own, targets, others } = sorted(definition, formName, answers, locale)
  const lead: LeadOfForm = { title, custom: own }
  for (const [key, answer] of others) lead.custom[key] = answer
  for (const [target, { text, answer }] of targets) {
    if (target === 'amount') {
      lead.amount = answer as number
      lead.currency = definition.currency
    } else if (target in PROPERTY) lead[PROPERTY[target as keyof typeof PROPERTY]] = text
  }
  return lead
}

export interface RecordOfForm {
  title: string
  note: string
  custom: Record<string, unknown>
}

/** What the answers say about a record of a kind of the company's own. What no field takes stays with the submission. */
export function recordFromAnswers(
  definition: Definition,
  formName: string,
  answers: Record<string, Answer>,
  locale: Locale,
): RecordOfForm {
  const { title, own, targets } = sorted(definition, formName, answers, locale)
  return { title, note: targets.get('note')?.text ?? '', custom: own }
}

interface Sorted {
  title: string
  /** By their names. */
  own: Record<string, unknown>
  targets: Map<string, { answer: Answer; text: string }>
  others: [key: string, answer: Answer][]
}

/** The answers by where they go, and the title they make. */
function sorted(definition: Definition, formName: string, answers: Record<string, Answer>, locale: Locale): Sorted {
  const found: Sorted = { title: '', own: {}, targets: new Map(), others: [] }
  const words: Record<string, string> = {}
  for (const field of definition.fields) {
    const answer = answers[field.key]
    if (answer === undefined) continue
    const text = asText(field, answer, locale, definition.currency)
    words[field.key] ??= text
    const name = field.mapsTo && ownName(field.mapsTo)
    if (name) found.own[name] = answer
    else if (field.mapsTo) {
      words[field.mapsTo] = text
      found.targets.set(field.mapsTo, { answer, text })
    } else found.others.push([field.key, answer])
  }
  const given = found.targets.get('title')
  found.title = given ? clip(given.text, 200) : titleFrom(definition.title, words) || fallbackTitle(words, formName)
  return found
}

/** An answer as people read it: the label of an option, not its value. */
function asText(field: FormField, answer: Answer, locale: Locale, currency: string): string {
  if (field.type === 'amount') return `${minorToDecimal(answer as number, currency)} ${currency}`
  const label = (value: string) => {
    const option = field.options?.find((one) => one.value === value)
    return option ? inLanguage(option.label, locale) : value
  }
  return Array.isArray(answer) ? answer.map(label).join(', ') : label(String(answer))
}

const GAP = '\u0000'

/**
 * Fills `{product}, {company_name}`. A part without a value goes together with the signs that joined it to the rest,
 * so that no title begins with a comma. Empty when not one part had a value.
 */
export function titleFrom(template: string, words: Record<string, string>): string {
  let parts = 0
  let filled = 0
  const text = template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_whole, name: string) => {
    parts += 1
    const value = Object.hasOwn(words, name) ? words[name] : ''
    if (!value) return GAP
    filled += 1
    return value.replace(/\s+/g, ' ')
  })
  if (parts > 0 && filled === 0) return ''
  const joined = text
    .split(new RegExp(`${GAP}[\\s,;:|/·–—-]*`))
    .join('')
    .replace(/[([]\s*[)\]]/g, '')
    .replace(/[\s,;:|/·–—-]+$/, '')
    .trim()
  return clip(joined, 200)
}

function fallbackTitle(words: Record<string, string>, formName: string): string {
  const whose = words.company_name || words.person_name || words.email || words.phone
  return clip(whose ? `${formName}: ${whose}` : formName, 200)
}

/** Cuts between characters, never inside one. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}
