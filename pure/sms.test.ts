import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSms, gsmCodes, gsmText, isSenderName, plainSms, smsAlphabet, smsWish, splitSms } from './sms.ts'

describe('counting an SMS', () => {
  it.each([
    ['nothing', '', 'gsm', 1, 160],
    ['one message', 'a'.repeat(160), 'gsm', 1, 0],
    ['one character more', 'a'.repeat(161), 'gsm', 2, 145],
    ['two whole parts', 'a'.repeat(306), 'gsm', 2, 0],
    ['three parts', 'a'.repeat(307), 'gsm', 3, 152],
    ['the extension, two places each', '€'.repeat(80), 'gsm', 1, 0],
    ['one of the extension too many', `${'€'.repeat(80)}a`, 'gsm', 2, 144],
    ['Polish letters', 'ą'.repeat(70), 'ucs2', 1, 0],
    ['one Polish letter too many', 'ą'.repeat(71), 'ucs2', 2, 63],
    ['one Polish letter among plain ones', `${'a'.repeat(69)}ż`, 'ucs2', 1, 0],
    ['ó, which the alphabet has not', 'ó', 'ucs2', 1, 69],
    ['é, which it has', 'é', 'gsm', 1, 159],
    ['an emoji, two units', '😀', 'ucs2', 1, 68],
    ['a letter and its mark apart', 'e\u0301', 'gsm', 1, 159],
    ['lines of Windows', 'a\r\nb', 'gsm', 1, 157],
  ] as const)('counts %s', (_, text, alphabet, parts, left) => {
    expect(countSms(text)).toMatchObject({ alphabet, parts, left })
  })

  it('breaks neither what takes two places nor a pair of units', () => {
    const [first, second] = splitSms(`${'a'.repeat(152)}€${'b'.repeat(100)}`)
    expect(first).toBe('a'.repeat(152))
    expect(second).toBe(`€${'b'.repeat(100)}`)
    expect(splitSms(`${'ą'.repeat(66)}😀${'b'.repeat(10)}`)).toEqual(['ą'.repeat(66), `😀${'b'.repeat(10)}`])
  })

  it('loses nothing in parting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const whole = text.normalize('NFC').replace(/\r\n?/g, '\n')
        const parts = splitSms(text)
        expect(parts.join('')).toBe(whole)
        expect(countSms(text).parts).toBe(parts.length)
        expect(countSms(text).left).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('says which characters make it dear', () => {
    expect(countSms('Zażółć, łódź').special).toEqual(['ż', 'ó', 'ł', 'ć', 'ź'])
  })
})

describe('the default alphabet', () => {
  it('reads what it wrote', () => {
    const text = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà\f^{}\\[~]|€'.replace(
      '\r',
      '',
    )
    expect(gsmText(gsmCodes(text))).toBe(text)
    expect(gsmCodes('€')).toEqual([0x1b, 0x65])
    expect(gsmText([0x1b, 0x41])).toBe('A')
    expect(() => gsmCodes('ą')).toThrow(RangeError)
  })
})

describe('a text without Polish letters', () => {
  it('fits the default alphabet', () => {
    expect(plainSms('Zażółć gęślą jaźń – „Łódź”… 12\u00a0zł')).toBe('Zazolc gesla jazn - "Lodz"... 12 zl')
    expect(smsAlphabet(plainSms('ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż'))).toBe('gsm')
    expect(plainSms('é ü 😀')).toBe('é ü 😀')
  })
})

describe('an answer', () => {
  it.each(['STOP', ' stop. ', 'REZYGNUJĘ', 'rezygnuje!', 'Nie pisz', 'unsubscribe'])('%j is an opt-out', (text) =>
    expect(smsWish(text)).toBe('stop'),
  )
  it.each(['Nie', 'Nie mogę jutro, proszę o inny termin', 'tak', '', 'nie ma sprawy', 'stopień'])(
    '%j is none',
    (text) => expect(smsWish(text)).toBeNull(),
  )
  it('takes it back', () => expect(smsWish('Start')).toBe('start'))
})

describe("a sender's name", () => {
  it.each(['ALFA', 'Firma-1', 'A.B. Okna'])('%j is one', (name) => expect(isSenderName(name)).toBe(true))
  it.each(['AB', '12345', 'ZażółćFirma', 'dłuższa niż 11', ' ALFA'])('%j is none', (name) =>
    expect(isSenderName(name)).toBe(false),
  )
})
