import { describe, expect, it } from 'vitest'
import { formatNip, isNip, isRegon, normaliseNip, normaliseRegon } from './nip.ts'

describe('NIP', () => {
  it.each(['1234563218', '123-456-32-18', '123-45-63-218', 'PL1234563218', 'PL 123 456 32 18', 'NIP: 1234563218'])(
    'reads %s',
    (text) => expect(normaliseNip(text)).toBe('1234563218'),
  )

  it.each(['', '1234563219', '123456321', '12345632180', '0000000000', '1004563218', 'DE1234563218', '123456321a'])(
    'refuses "%s"',
    (text) => expect(isNip(text)).toBe(false),
  )

  it('finds every wrong digit', () => {
    const nip = '5260250274'
    expect(isNip(nip)).toBe(true)
    for (let place = 0; place < 10; place++) {
      for (let digit = 0; digit < 10; digit++) {
        if (String(digit) === nip[place]) continue
        expect(isNip(nip.slice(0, place) + digit + nip.slice(place + 1))).toBe(false)
      }
    }
  })

  it('writes it in groups', () => {
    expect(formatNip('1234563218')).toBe('123-456-32-18')
    expect(formatNip('brak')).toBe('brak')
  })
})

describe('REGON', () => {
  it('takes nine and fourteen digits', () => {
    expect(normaliseRegon('123456785')).toBe('123456785')
    expect(normaliseRegon('REGON 123-456-785')).toBe('123456785')
    expect(normaliseRegon('000331501')).toBe('000331501')
    expect(normaliseRegon('12345678512347')).toBe('12345678512347')
  })

  it.each(['', '123456786', '12345678512348', '12345678612347', '000000000', '1234567', '1234567851234'])(
    'refuses "%s"',
    (text) => expect(isRegon(text)).toBe(false),
  )
})
