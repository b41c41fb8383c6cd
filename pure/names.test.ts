import { describe, expect, it } from 'vitest'
import { fullName, initials, splitFullName, verbForm } from './names.ts'

describe('names', () => {
  it.each([
    ['Anna Wiśniewska', 'AW', 'Anna', 'Wiśniewska'],
    ['łukasz żak', 'ŁŻ', 'łukasz', 'żak'],
    ['Jan Maria Rokita', 'JR', 'Jan Maria', 'Rokita'],
    ['dr inż. Ewa Nowak-Kowalska', 'EN', 'Ewa', 'Nowak-Kowalska'],
    ['Nowak, Anna', 'AN', 'Anna', 'Nowak'],
    ['Anna van der Berg', 'AB', 'Anna', 'van der Berg'],
    ['  Anna   Nowak ', 'AN', 'Anna', 'Nowak'],
    ['Madonna', 'M', '', 'Madonna'],
    ['Le', 'L', '', 'Le'],
    ['Anna Le', 'AL', 'Anna', 'Le'],
    ['"Anna" (Nowak)', 'AN', '"Anna"', '(Nowak)'],
    ['', '', '', ''],
    ['???', '', '', '???'],
  ])('reads %j', (name, letters, first, last) => {
    expect(initials(name)).toBe(letters)
    expect(splitFullName(name)).toEqual({ first, last })
  })

  it('joins the parts there are', () => {
    expect(fullName('Anna', 'Nowak')).toBe('Anna Nowak')
    expect(fullName(null, ' Nowak ')).toBe('Nowak')
    expect(fullName(undefined, '')).toBe('')
  })
})

describe('the form of a verb after a name', () => {
  it.each([
    ['Anna Wiśniewska', 'f'],
    ['Łukasz Dąbrowski', 'm'],
    ['Kuba Żyła', 'm'],
    ['Noemi Kot', 'f'],
    ['Anna-Maria Kos', 'f'],
    ['dr Ewa Lis', 'f'],
    ['Kowalska, Jan', 'm'],
    ['', 'm'],
  ])('of %j is %s', (name, form) => expect(verbForm(name)).toBe(form))
})
