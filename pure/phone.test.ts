import { describe, expect, it } from 'vitest'
import { formatPhone, isPhone, normalisePhone } from './phone.ts'

describe('phone numbers', () => {
  it.each([
    ['601224718', '+48601224718'],
    ['+48 601 224 718', '+48601224718'],
    ['0048 601-224-718', '+48601224718'],
    ['48601224718', '+48601224718'],
    ['0601224718', '+48601224718'],
    ['+48 (0) 22 123 45 67', '+48221234567'],
    ['tel. 601.224.718', '+48601224718'],
    ['22 123 45 67 wew. 12', '+48221234567'],
    ['601\u00a0224\u00a0718', '+48601224718'],
    ['+49 30 901820', '+4930901820'],
    ['+44 20 7946 0958', '+442079460958'],
    ['00 1 415 555 2671', '+14155552671'],
  ])('reads %s', (text, e164) => {
    expect(normalisePhone(text)).toBe(e164)
    expect(normalisePhone(e164)).toBe(e164)
  })

  it.each([
    '',
    'abc',
    '123',
    '112',
    '000000000',
    '60122471',
    '6012247181',
    '601224718 / 602333444',
    '+48',
    '+999 123',
    '9'.repeat(400),
  ])('refuses "%s"', (text) => {
    expect(normalisePhone(text)).toBeNull()
    expect(isPhone(text)).toBe(false)
  })

  it('reads a national number in the country it is told', () => {
    expect(normalisePhone('030 901820', 'DE')).toBe('+4930901820')
  })

  it('shows them in groups and leaves what is no number as it was', () => {
    expect(formatPhone('+48601224718')).toBe('+48 601 224 718')
    expect(formatPhone('221234567')).toBe('+48 22 123 45 67')
    expect(formatPhone('zapytać recepcję')).toBe('zapytać recepcję')
  })
})
