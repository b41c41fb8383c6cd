import { convertMoney } from '../../../pure/decimals.ts'
import { currencyDigits, plainDecimal } from '../../../pure/money.ts'
import { invalid, Refusal } from '../../core/errors.ts'
import type { DealChange } from './schema.ts'

export interface Money {
  amount: number | null
  currency: string
  /** Base units for one of the currency, as a decimal text; null while nobody knows it. */
  rate: string | null
  rateOn: string | null
}

export interface Base {
  currency: string
  /** Today in the company's zone. */
  today: string
}

// The sum of a whole board has to stay below 2^53.
const MOST = 10n ** 13n

export function stillOpen(deal: { status: string }): void {
  if (deal.status !== 'open') throw new Refusal('deal.already_closed')
}

/** What a closed deal is remembered by stays as it was; who looks after it, and notes, may still change. */
const FROZEN = [
  'title',
  'amount',
  'currency',
  'rate',
  'rateOn',
  'expectedOn',
  'source',
] as const satisfies readonly (keyof DealChange)[]

export function refuseFrozen(deal: { status: string }, fields: string[]): void {
  if (fields.some((field) => (FROZEN as readonly string[]).includes(field))) stillOpen(deal)
}

/**
 * The money of a deal after an edit. In the base currency the rate is 1; another currency never keeps the rate of the one
 * before it; a rate given without its date is today's.
 */
export function moneyAfter(before: Money, input: DealChange, base: Base): Money {
  const currency = input.currency ?? before.currency
  const amount = input.amount === undefined ? before.amount : input.amount
  try {
    currencyDigits(currency)
  } catch {
    throw invalid({ path: 'currency', code: 'field.invalid' })
  }
  if (currency === base.currency) return { amount, currency, rate: '1', rateOn: null }
  const kept = currency === before.currency ? before : { rate: null, rateOn: null }
  if (input.rate === undefined) return { amount, currency, rate: kept.rate, rateOn: input.rateOn ?? kept.rateOn }
  if (input.rate === null) return { amount, currency, rate: null, rateOn: null }
  const rate = plainDecimal(input.rate)
  if (rate === '0') throw invalid({ path: 'rate', code: 'field.invalid' })
  const same = rate === kept.rate
  return { amount, currency, rate, rateOn: input.rateOn ?? (same ? kept.rateOn : base.today) }
}

/** The amount in the base currency; null without an amount or without a known rate. */
export function amountBaseOf({ amount, currency, rate }: Money, base: Base): number | null {
  if (amount === null) return null
  if (currency === base.currency) return amount
  if (rate === null) return null
  const converted = convertMoney(amount, currency, rate, base.currency)
  if (converted > MOST) throw invalid({ path: 'rate', code: 'field.invalid' })
  return Number(converted)
}

/** Winning freezes the amount in the base currency, so it has to be known. */
export function canWin(deal: { status: string } & Money, base: Base): void {
  stillOpen(deal)
  if (deal.amount !== null && amountBaseOf(deal, base) === null) {
    throw new Refusal('deal.rate_required', { status: 422, fields: [{ path: 'rate', code: 'field.required' }] })
  }
}

/** A loss without a reason teaches nobody anything. */
export function needsReason({ reasonId, reason }: { reasonId?: string; reason: string }): void {
  if (!reasonId && !reason.trim()) throw invalid({ path: 'reasonId', code: 'field.required' })
}

export function canReopen(deal: { status: string }): void {
  if (deal.status === 'open') throw new Refusal('deal.not_closed')
}

/** A conversion has to leave something behind. */
export function makesSomething(conversion: { contact: unknown; company: unknown; deal: unknown }): void {
  if (!conversion.contact && !conversion.company && !conversion.deal)
    throw new Refusal('lead.nothing_to_make', { status: 422 })
}

export function canConvert(lead: { status: string }): void {
  if (lead.status === 'converted') throw new Refusal('lead.already_converted')
  if (lead.status === 'rejected') throw new Refusal('lead.already_closed')
}
