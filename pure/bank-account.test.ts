import { expect, it } from 'vitest'
import { formatAccount, normaliseAccount, nrbOf } from './bank-account.ts'

it('reads Polish accounts however they are written', () => {
  for (const text of [
    '61 1090 1014 0000 0712 1981 2874',
    'PL61109010140000071219812874',
    'pl61-1090-1014-0000-0712-1981-2874',
  ])
    expect(normaliseAccount(text)).toBe('PL61109010140000071219812874')
})

it('refuses a wrong sum, a wrong length and what is no account', () => {
  for (const text of [
    '62109010140000071219812874',
    '6110901014000007121981287',
    'DE893704004405320130001',
    '',
    'PL',
    'konto',
  ])
    expect(normaliseAccount(text)).toBeNull()
})

it('finds every single wrong digit and every swap of neighbours that differ', () => {
  const nrb = '61109010140000071219812874'
  for (let at = 0; at < nrb.length; at += 1) {
    const other = String((Number(nrb[at]) + 1) % 10)
    expect(normaliseAccount(nrb.slice(0, at) + other + nrb.slice(at + 1))).toBeNull()
    if (at === 0 || nrb[at] === nrb[at - 1]) continue
    expect(normaliseAccount(nrb.slice(0, at - 1) + nrb[at] + nrb[at - 1] + nrb.slice(at + 1))).toBeNull()
  }
})

it('knows accounts of other countries and writes each as people do', () => {
  expect(normaliseAccount('DE89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000')
  expect(formatAccount('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
  expect(formatAccount('PL61109010140000071219812874')).toBe('61 1090 1014 0000 0712 1981 2874')
  expect([nrbOf('PL61109010140000071219812874'), nrbOf('DE89370400440532013000')]).toEqual([
    '61109010140000071219812874',
    null,
  ])
})
