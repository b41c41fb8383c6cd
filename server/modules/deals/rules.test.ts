import { describe, expect, it } from 'vitest'
import {
  amountBaseOf,
  canConvert,
  canReopen,
  canWin,
  type Money,
  makesSomething,
  moneyAfter,
  refuseFrozen,
} from './rules.ts'

const base = { currency: 'PLN', today: '2026-11-23' }
const inPln: Money = { amount: 10_000, currency: 'PLN', rate: '1', rateOn: null }
const inEur: Money = { amount: 10_000, currency: 'EUR', rate: '4.25', rateOn: '2026-11-02' }

describe('money of a deal', () => {
  it('in the base currency has the rate 1, whatever is sent', () => {
    expect(moneyAfter(inPln, { rate: '4.3' }, base)).toEqual(inPln)
    expect(moneyAfter(inEur, { currency: 'PLN' }, base)).toEqual({ ...inPln })
  })

  it('in another currency does not keep the rate of the one before', () => {
    expect(moneyAfter(inEur, { currency: 'USD' }, base)).toMatchObject({ currency: 'USD', rate: null, rateOn: null })
    expect(moneyAfter(inPln, { currency: 'EUR' }, base)).toMatchObject({ currency: 'EUR', rate: null })
    expect(moneyAfter(inEur, { amount: 5 }, base)).toEqual({ ...inEur, amount: 5 })
  })

  it('has the rate of today unless a date is given', () => {
    expect(moneyAfter(inEur, { rate: '4.30' }, base)).toMatchObject({ rate: '4.3', rateOn: '2026-11-23' })
    expect(moneyAfter(inEur, { rate: '4.3', rateOn: '2026-11-20' }, base)).toMatchObject({ rateOn: '2026-11-20' })
    expect(moneyAfter(inEur, { rate: '4.2500' }, base)).toEqual(inEur)
    expect(moneyAfter(inEur, { rate: null }, base)).toMatchObject({ rate: null, rateOn: null })
  })

  it('refuses a rate of nothing and a currency that is none', () => {
    expect(() => moneyAfter(inEur, { rate: '0.00' }, base)).toThrow('invalid_request')
    expect(() => moneyAfter(inEur, { currency: 'zlo' }, base)).toThrow('invalid_request')
  })

  it('is worth nothing known in the base currency without a rate', () => {
    expect(amountBaseOf(inPln, base)).toBe(10_000)
    expect(amountBaseOf(inEur, base)).toBe(42_500)
    expect(amountBaseOf({ amount: 5000, currency: 'JPY', rate: '0.025', rateOn: null }, base)).toBe(12_500)
    expect(amountBaseOf({ ...inEur, rate: null }, base)).toBeNull()
    expect(amountBaseOf({ ...inPln, amount: null }, base)).toBeNull()
    expect(() => amountBaseOf({ ...inEur, amount: 10 ** 12, rate: '99999999' }, base)).toThrow('invalid_request')
  })
})

describe('closing', () => {
  it('freezes what the deal is remembered by, not who looks after it', () => {
    expect(() => refuseFrozen({ status: 'won' }, ['note', 'amount'])).toThrow('deal.already_closed')
    expect(() => refuseFrozen({ status: 'won' }, ['note', 'ownerId'])).not.toThrow()
    expect(() => refuseFrozen({ status: 'open' }, ['amount'])).not.toThrow()
  })

  it('as won needs to know what it is worth', () => {
    expect(() => canWin({ status: 'open', ...inEur, rate: null }, base)).toThrow('deal.rate_required')
    expect(() => canWin({ status: 'open', ...inEur, amount: null, rate: null }, base)).not.toThrow()
    expect(() => canWin({ status: 'lost', ...inPln }, base)).toThrow('deal.already_closed')
    expect(() => canReopen({ status: 'open' })).toThrow('deal.not_closed')
  })
})

it('a conversion is of an open lead and leaves something behind', () => {
  expect(() => canConvert({ status: 'converted' })).toThrow('lead.already_converted')
  expect(() => canConvert({ status: 'rejected' })).toThrow('lead.already_closed')
  for (const status of ['new', 'processing', 'waiting']) expect(() => canConvert({ status })).not.toThrow()
  expect(() => makesSomething({ contact: null, company: null, deal: null })).toThrow('lead.nothing_to_make')
})
