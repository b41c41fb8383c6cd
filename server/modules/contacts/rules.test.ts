import { describe, expect, it } from 'vitest'
import { isNip } from '../../../pure/nip.ts'
import type { Refusal } from '../../core/errors.ts'
import { nipOf } from './factory.ts'
import { fragmentsOf, likeness, normaliseWebsite, readCompany, readContact, wordsOfName } from './rules.ts'

const fieldsOf = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (error) {
    return (error as Refusal).fields
  }
  throw new Error('it was not refused')
}

describe('reading what people typed', () => {
  it('keeps addresses normalised and each once', () => {
    const read = readContact({
      emails: [{ value: ' Anna@Firma.PL ', label: 'praca' }, { value: 'anna@firma.pl' }],
      phones: [{ value: '601 224 718' }, { value: '+48 601-224-718' }, { value: '+49 30 901820' }],
    })
    expect(read.emails).toEqual([{ value: 'anna@firma.pl', label: 'praca' }])
    expect(read.phones?.map((phone) => phone.value)).toEqual(['+48601224718', '+4930901820'])
  })

  it('names every field that cannot be read, at once', () => {
    const wrong = fieldsOf(() =>
      readContact({ emails: [{ value: 'anna@firma.pl' }, { value: 'nikt' }], phones: [{ value: '12' }] }),
    )
    expect(wrong).toEqual([
      { path: 'emails.1.value', code: 'field.email' },
      { path: 'phones.0.value', code: 'field.phone' },
    ])
    expect(fieldsOf(() => readCompany({ nip: '1234563217', regon: '1', website: 'javascript:alert(1)' }))).toEqual([
      { path: 'nip', code: 'field.nip' },
      { path: 'regon', code: 'field.regon' },
      { path: 'website', code: 'field.url' },
    ])
  })

  it('leaves alone what was not given, and empties what was emptied', () => {
    expect(readContact({ position: 'prezes' })).toEqual({ position: 'prezes' })
    expect(readCompany({ nip: '', regon: null })).toEqual({ nip: null, regon: null })
    expect(readCompany({ nip: 'PL 123-456-32-18' }).nip).toBe('1234563218')
  })

  it('opens only web addresses', () => {
    expect(normaliseWebsite('drewnex.pl')).toBe('https://drewnex.pl')
    expect(normaliseWebsite('http://drewnex.pl/o-nas?x=1')).toBe('http://drewnex.pl/o-nas?x=1')
    expect(normaliseWebsite('drewnex.pl:8080/a')).toBe('https://drewnex.pl:8080/a')
    for (const bad of ['javascript:alert(1)', 'file:///etc/passwd', 'https://a@b.pl', 'nic', 'data:text/html,x']) {
      expect(normaliseWebsite(bad), bad).toBeNull()
    }
  })
})

describe('likeness of names', () => {
  it('of companies minds neither the legal form, nor diacritics, nor case', () => {
    expect(likeness('Drewnex Sp. z o.o.', 'DREWNEX SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ', 'company')).toBe(1)
    expect(likeness('Łódź-Bud S.A.', 'lodz bud', 'company')).toBe(1)
    expect(likeness('Budmar', 'Budmar Kielce sp. z o.o.', 'company')).toBe(0.5)
    expect(likeness('Drewneks', 'Drewnex', 'company')).toBe(0)
    expect(likeness('Stalprofli', 'Stalprofil', 'company')).toBe(1)
    expect(likeness('Zakład Remontowy Kos', 'Zakład Remontowy Dąbek', 'company')).toBe(0)
  })

  it('of people wants both names, in any order', () => {
    expect(likeness('Wiśniewska Anna', 'anna wisniewska', 'person')).toBe(1)
    expect(likeness('Anna Wiśniewska', 'Anna Wisnieswka', 'person')).toBe(1)
    expect(likeness('Wiśniewska', 'Anna Wiśniewska', 'person')).toBe(0)
    expect(likeness('Jan Wiśniewski', 'Anna Wiśniewska', 'person')).toBe(0)
  })

  it('has words left when a name is nothing but legal forms', () => {
    expect(wordsOfName('Firma', 'company')).toEqual(['firma'])
    expect(likeness('', 'x', 'company')).toBe(0)
    expect(fragmentsOf('%_\\ 3M', 'company')).toEqual(['3m'])
  })
})

it('the factory makes valid NIPs', () => {
  const nips = Array.from({ length: 300 }, (_, index) => nipOf(index))
  expect(nips.filter((nip) => !isNip(nip))).toEqual([])
  expect(new Set(nips).size).toBe(300)
})
