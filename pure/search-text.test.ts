import { describe, expect, it } from 'vitest'
import { digitsOnly, foldText, numberFragment } from './search-text.ts'

describe('folding', () => {
  it.each([
    ['Zażółć GĘŚLĄ Jaźń', 'zazolc gesla jazn'],
    ['Zaz\u0307o\u0301łc\u0301', 'zazolc'],
    ['  Łódź\u00a0 \t Fabryczna ', 'lodz fabryczna'],
    ['Straße Ærø Đorđe Œuvre', 'strasse aero dorde oeuvre'],
    ['ﬁrma', 'firma'],
    ['an\u00adna', 'anna'],
    ['İstanbul', 'istanbul'],
    ['Київ', 'київ'],
    ['', ''],
  ])('folds %j', (text, folded) => {
    expect(foldText(text)).toBe(folded.normalize('NFKD').replace(/[\u0300-\u036f]/g, ''))
    expect(foldText(foldText(text))).toBe(foldText(text))
  })

  it('sees the digits of a number', () => {
    expect(digitsOnly('+48 601-224')).toBe('48601224')
    expect(numberFragment('224-718')).toBe('224718')
    expect(numberFragment('12')).toBeNull()
    expect(numberFragment('ul. 11 Listopada 224')).toBeNull()
  })
})
