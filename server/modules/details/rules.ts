import { normaliseAccount } from '../../../pure/bank-account.ts'
import { normaliseEmail } from '../../../pure/email.ts'
import { splitFullName } from '../../../pure/names.ts'
import { normaliseNip } from '../../../pure/nip.ts'
import { normalisePhone } from '../../../pure/phone.ts'

/** What customers are asked for, in the order of the page. */
export const DETAILS = ['companyName', 'nip', 'address', 'person', 'email', 'phone', 'bankAccount'] as const
export type Detail = (typeof DETAILS)[number]
/** As they are kept and compared; what was left empty is not there. */
export type Answer = Partial<Record<Detail, string>>
export type Typed = Record<Detail, string>

export const LONGEST: Record<Detail, number> = {
  companyName: 300,
  nip: 40,
  address: 1000,
  person: 300,
  email: 320,
  phone: 60,
  bankAccount: 60,
}

const NORMAL: Partial<Record<Detail, { read: (text: string) => string | null; code: string }>> = {
  nip: { read: normaliseNip, code: 'field.nip' },
  email: { read: normaliseEmail, code: 'field.email' },
  phone: { read: (text) => normalisePhone(text), code: 'field.phone' },
  bankAccount: { read: normaliseAccount, code: 'bank_account.invalid' },
}

/** What a customer typed, read; or what is wrong with it, by field. */
export function readAnswer(
  typed: Typed,
): { answer: Answer; wrong: null } | { answer: null; wrong: Partial<Record<Detail, string>> } {
  const wrong: Partial<Record<Detail, string>> = {}
  const answer: Answer = {}
  for (const key of DETAILS) {
    const text = key === 'address' ? typed[key].trim() : typed[key].trim().replace(/\s+/g, ' ')
    if (text === '') continue
    const normal = NORMAL[key]
    const read = text.length > LONGEST[key] ? null : normal ? normal.read(text) : text
    if (read === null) wrong[key] = text.length > LONGEST[key] ? 'field.too_long' : normal!.code
    else answer[key] = read
  }
  if (!typed.companyName.trim() && !typed.person.trim()) wrong.companyName = 'details.name_missing'
  if (!typed.address.trim()) wrong.address = 'field.required'
  return Object.keys(wrong).length > 0 ? { answer: null, wrong } : { answer, wrong: null }
}

export interface Cards {
  company: {
    id: string
    name: string
    nip: string | null
    address: string
    bankAccount: string
    emails: Kept
    phones: Kept
  } | null
  contact: { id: string; firstName: string; lastName: string; emails: Kept; phones: Kept } | null
}
type Kept = { value: string; label: string }[]

export interface Proposal {
  key: Detail
  /** The card it is for. */
  card: 'company' | 'contact'
  /** What stands there now; '' for nothing. */
  before: string
  after: string
  state: 'same' | 'new' | 'different'
}

/** What a customer answered beside what stands on the cards. */
export function proposalsOf(answer: Answer, { company, contact }: Cards): Proposal[] {
  // Who left no name and is nobody yet reads the post of the company.
  const person = contact || answer.person ? 'contact' : 'company'
  const reached = person === 'contact' ? contact : company
  const places: Record<Detail, { card: Proposal['card']; before: readonly string[] }> = {
    companyName: { card: 'company', before: [company?.name ?? ''] },
    nip: { card: 'company', before: [company?.nip ?? ''] },
    address: { card: 'company', before: [company?.address ?? ''] },
    bankAccount: { card: 'company', before: [company?.bankAccount ?? ''] },
    person: { card: 'contact', before: [[contact?.firstName, contact?.lastName].filter(Boolean).join(' ')] },
    email: { card: person, before: reached?.emails.map(({ value }) => value) ?? [] },
    phone: { card: person, before: reached?.phones.map(({ value }) => value) ?? [] },
  }
  return DETAILS.flatMap((key): Proposal[] => {
    const after = answer[key]
    if (after === undefined) return []
    const { card, before: all } = places[key]
    const before = all[0] ?? ''
    const state = all.includes(after) ? 'same' : before === '' ? 'new' : 'different'
    return [{ key, card, before: state === 'same' ? after : before, after, state }]
  })
}

/** A new address or number stands first; those that were there stay. */
const first = (value: string | undefined, kept: Kept | undefined) =>
  value === undefined ? undefined : [{ value }, ...(kept ?? []).filter((one) => one.value !== value)]

type Points = { value: string; label?: string }[]

/** What is changed on the company by what was taken. */
export function companyChanges(taken: Answer, proposals: readonly Proposal[], { company }: Cards) {
  const mine = of(taken, proposals, 'company')
  return without({
    name: mine.companyName,
    nip: mine.nip,
    address: mine.address,
    bankAccount: mine.bankAccount,
    emails: first(mine.email, company?.emails) as Points | undefined,
    phones: first(mine.phone, company?.phones) as Points | undefined,
  })
}

/** What is changed on the person by what was taken. */
export function contactChanges(taken: Answer, proposals: readonly Proposal[], { contact }: Cards) {
  const mine = of(taken, proposals, 'contact')
  const name = mine.person === undefined ? null : splitFullName(mine.person)
  return without({
    firstName: name?.first,
    lastName: name?.last,
    emails: first(mine.email, contact?.emails) as Points | undefined,
    phones: first(mine.phone, contact?.phones) as Points | undefined,
  })
}

const of = (taken: Answer, proposals: readonly Proposal[], card: Proposal['card']): Answer =>
  Object.fromEntries(
    proposals.filter((one) => one.card === card && taken[one.key] !== undefined).map(({ key, after }) => [key, after]),
  )

const without = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never

/** What became of a request. */
export function stateOf(
  request: {
    revoked_at: Date | null
    opened_at: Date | null
    answered_at: Date | null
    decided_at: Date | null
    expires_at: Date
  },
  now: Date,
): 'waiting' | 'opened' | 'answered' | 'decided' | 'expired' | 'revoked' {
  if (request.decided_at) return 'decided'
  if (request.answered_at) return 'answered'
  if (request.revoked_at) return 'revoked'
  if (request.expires_at <= now) return 'expired'
  return request.opened_at ? 'opened' : 'waiting'
}
