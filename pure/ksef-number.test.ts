import { describe, expect, it } from 'vitest'
import { readKsefNumber } from './ksef-number.ts'

describe('a number of KSeF', () => {
  // Examples of the Ministry: the description of the API, and receipts.
  it.each([
    '5265877635-20250626-010080DD2B5E-26',
    '5265877635-20250925-010020A0A242-0A',
    '5555555555-20250828-010080615740-E4',
    '5265877635-20250916-0200A0D6723E-C2',
    '5265877635-20250916-010040741B3E-46',
  ])('is taken: %s', (number) => {
    expect(readKsefNumber(number)?.number).toBe(number)
  })

  it('says whose it is and of which day; small letters and spaces around do not matter', () => {
    expect(readKsefNumber(' 5265877635-20250626-010080dd2b5e-26 ')).toEqual({
      ...{ number: '5265877635-20250626-010080DD2B5E-26', nip: '5265877635', day: '2025-06-26' },
    })
  })

  it('with any digit changed is refused', () => {
    const number = '5265877635-20250626-010080DD2B5E-26'
    for (let at = 0; at < number.length; at += 1) {
      const other = number[at] === '1' ? '2' : '1'
      expect(readKsefNumber(number.slice(0, at) + other + number.slice(at + 1))).toBeNull()
    }
    for (const wrong of ['', 'FV 1/11/2026', number.slice(1), `${number}0`]) expect(readKsefNumber(wrong)).toBeNull()
  })
})
