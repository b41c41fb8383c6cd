import { describe, expect, it } from 'vitest'
import { emailDomain, isEmail, normaliseEmail } from './email.ts'

describe('e-mail addresses', () => {
  it.each([
    ['  Anna.Wisniewska@Firma.PL ', 'anna.wisniewska@firma.pl'],
    ['biuro+oferty@sub.firma.com.pl', 'biuro+oferty@sub.firma.com.pl'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['kontakt@żółw.pl', 'kontakt@xn--w-uga1v8h.pl'],
    ['kontakt@ŻÓŁW.pl', 'kontakt@xn--w-uga1v8h.pl'],
    ['\u200banna@firma.pl\u00a0\n', 'anna@firma.pl'],
    ['a@1.2.pl', 'a@1.2.pl'],
  ])('normalises %j', (text, address) => {
    expect(normaliseEmail(text)).toBe(address)
    expect(normaliseEmail(address)).toBe(address)
  })

  it.each([
    '',
    '@',
    'anna',
    'anna@',
    '@firma.pl',
    'anna@firma',
    'anna@@firma.pl',
    'anna@firma..pl',
    'anna@-firma.pl',
    'anna@firma.pl.',
    '.anna@firma.pl',
    'an..na@firma.pl',
    'an na@firma.pl',
    'anna@127.0.0.1',
    'anna@[127.0.0.1]',
    'zażółć@firma.pl',
    '"a b"@firma.pl',
    'Anna <anna@firma.pl>',
    'a@firma.pl,b@firma.pl',
    'anna@firma.pl\r\nBcc: all@firma.pl',
    'anna\r\n@firma.pl',
    'anna\0@firma.pl',
    'anna@fir\tma.pl',
    'anna@żółw.pl/x',
    'anna@żółw.pl:80',
    'anna@ż%00ółw.pl',
    `${'a'.repeat(65)}@firma.pl`,
    `a@${'b'.repeat(64)}.pl`,
    `a@${'bcdefgh.'.repeat(40)}pl`,
    'a'.repeat(5000),
  ])('refuses %j', (text) => {
    expect(normaliseEmail(text)).toBeNull()
    expect(isEmail(text)).toBe(false)
  })

  it('names the domain', () => {
    expect(emailDomain('anna@firma.pl')).toBe('firma.pl')
  })
})
