import { describe, expect, test } from 'vitest'
import { originAllowed } from '../../../../pure/origins.ts'
import { type Definition, definitionInput } from '../schema.ts'
import { leadFromAnswers, titleFrom } from './lead-from-answers.ts'
import { plainText, type RawAnswer, readAnswers } from './read-answers.ts'

function definitionOf(...fields: Record<string, unknown>[]): Definition {
  const whole = definitionInput.parse({ fields: fields.map((field) => ({ label: { pl: 'Pole' }, ...field })) })
  return { ...whole, consents: [] }
}

const read = (field: Record<string, unknown>, answer: RawAnswer, locale: 'pl' | 'en' = 'pl') => {
  const { answers, errors } = readAnswers(definitionOf({ key: 'q', ...field }), { q: answer }, locale)
  return errors.length > 0 ? errors[0]!.code : answers.q
}

describe('an answer is kept in the form in which it is compared', () => {
  test.each([
    [{ type: 'phone' }, '601 224 718', '+48601224718'],
    [{ type: 'email' }, ' Anna@Firma.PL ', 'anna@firma.pl'],
    [{ type: 'nip' }, 'PL 123-456-32-18', '1234563218'],
    [{ type: 'amount' }, '1 234,56 zł', 123456],
    [{ type: 'amount' }, 1234.5, 123450],
    [{ type: 'number' }, '12,5', 12.5],
    [{ type: 'number' }, 7, 7],
    [{ type: 'date' }, '2026-11-26', '2026-11-26'],
    [{ type: 'checkbox' }, 'on', true],
    [{ type: 'checkbox' }, true, true],
    [{ type: 'text' }, '  jeden\nwiersz ', 'jeden wiersz'],
    [{ type: 'long_text' }, 'dwa\r\nwiersze', 'dwa\nwiersze'],
    [{ type: 'long_text' }, '<b>tak</b> & "nie"', '<b>tak</b> & "nie"'],
    [{ type: 'select', options: [{ value: 'a', label: { pl: 'A' } }] }, 'a', 'a'],
    [{ type: 'multi_select', options: [{ value: 'a', label: { pl: 'A' } }] }, 'a', ['a']],
    [{ type: 'multi_select', options: [{ value: 'a', label: { pl: 'A' } }] }, ['a', 'a'], ['a']],
  ])('%o %o', (field, typed, kept) => {
    expect(read(field, typed)).toEqual(kept)
  })
})

describe('a wrong answer is told by a code', () => {
  test.each([
    [{ type: 'phone' }, '12', 'field.phone'],
    [{ type: 'email' }, 'anna@', 'field.email'],
    [{ type: 'email' }, 'a@b.pl\nBcc: c@d.pl', 'field.email'],
    [{ type: 'nip' }, '1234563219', 'field.nip'],
    [{ type: 'amount' }, 'dużo', 'field.amount'],
    [{ type: 'amount' }, '-5', 'field.amount'],
    [{ type: 'amount' }, 1e300, 'field.amount'],
    [{ type: 'amount' }, '99999999999999999999', 'field.amount'],
    [{ type: 'number' }, '1e5', 'field.number'],
    [{ type: 'date' }, '2026-02-30', 'field.date'],
    [{ type: 'checkbox' }, 'może', 'field.invalid'],
    [{ type: 'text' }, 5, 'field.invalid'],
    [{ type: 'text' }, ['a'], 'field.invalid'],
    [{ type: 'text', maxLength: 3 }, 'abcd', 'field.too_long'],
    [{ type: 'text', required: true }, '   ', 'field.required'],
    [{ type: 'checkbox', required: true }, false, 'field.required'],
    [{ type: 'select', options: [{ value: 'a', label: { pl: 'A' } }] }, 'b', 'field.option'],
    [{ type: 'multi_select', options: [{ value: 'a', label: { pl: 'A' } }] }, ['a', 'b'], 'field.option'],
    [{ type: 'multi_select', required: true, options: [{ value: 'a', label: { pl: 'A' } }] }, [], 'field.required'],
  ])('%o %o', (field, typed, code) => {
    expect(read(field, typed)).toBe(code)
  })
})

test('all faults are told at once, each at its field', () => {
  const definition = definitionOf({ key: 'a', type: 'email' }, { key: 'b', type: 'text', required: true })
  const { errors } = readAnswers(definition, { a: 'x', c: 'y' }, 'pl')
  expect(errors.map((error) => error.path)).toEqual(['answers.c', 'answers.a', 'answers.b'])
})

test('a field is not found on the prototype', () => {
  const definition = definitionOf({ key: 'constructor', type: 'text', required: true })
  expect(readAnswers(definition, {}, 'pl').errors).toEqual([{ path: 'answers.constructor', code: 'field.required' }])
})

test('what nobody can see or store is taken out of a text', () => {
  expect(plainText('a\u0000b\u0007c\ud800', 'one')).toBe('abc\ufffd')
  expect(plainText('\ufeff Zażółć 🦢 ', 'one')).toBe('Zażółć 🦢')
})

test('letters are counted as people count them', () => {
  expect(read({ type: 'text', maxLength: 2 }, '🦢🦢')).toBe('🦢🦢')
})

describe("the lead's title", () => {
  test.each([
    ['{product}, {company_name}', { product: 'Pompa', company_name: 'Acme' }, 'Pompa, Acme'],
    ['{product}, {company_name}', { company_name: 'Acme' }, 'Acme'],
    ['{product}, {company_name}', { product: 'Pompa' }, 'Pompa'],
    ['Zapytanie: {product} ({city})', { product: 'Pompa' }, 'Zapytanie: Pompa'],
    ['{a}, {b}, {c}', { a: '1', c: '3' }, '1, 3'],
    ['{product}', {}, ''],
    ['{constructor}', {}, ''],
    ['Zapytanie ze strony', {}, 'Zapytanie ze strony'],
  ] as [string, Record<string, string>, string][])('%s with %o', (template, words, title) => {
    expect(titleFrom(template, words)).toBe(title)
  })

  test('falls back to who wrote, then to the form', () => {
    const definition = definitionOf({ key: 'q', type: 'email', mapsTo: 'email' })
    expect(leadFromAnswers(definition, 'Kontakt', { q: 'a@b.pl' }, 'pl').title).toBe('Kontakt: a@b.pl')
    expect(leadFromAnswers(definition, 'Kontakt', {}, 'pl').title).toBe('Kontakt')
  })

  test('is cut between characters', () => {
    expect(titleFrom('{a}', { a: '🦢'.repeat(300) })).not.toMatch(/\p{Surrogate}/u)
  })
})

test('a choice reaches the lead by its label, other questions as custom answers', () => {
  const options = [{ value: 'p', label: { pl: 'Pompa', en: 'Pump' } }]
  const definition = definitionOf(
    { key: 'what', type: 'select', options, mapsTo: 'product' },
    { key: 'budget', type: 'amount', mapsTo: 'amount' },
    { key: 'when', type: 'date' },
  )
  const lead = leadFromAnswers(definition, 'F', { what: 'p', budget: 100, when: '2026-12-01' }, 'en')
  expect(lead).toMatchObject({ product: 'Pump', amount: 100, currency: 'PLN', custom: { when: '2026-12-01' } })
})

test('a definition is refused where it contradicts itself', () => {
  const label = { pl: 'Pole' }
  const paths = (fields: unknown[], consents: unknown[] = []) =>
    definitionInput.safeParse({ fields, consents }).error?.issues.map((issue) => issue.path.join('.'))
  expect(
    paths([
      { key: 'a', type: 'text', label },
      { key: 'a', type: 'text', label },
    ]),
  ).toEqual(['fields.1.key'])
  expect(paths([{ key: 'a', type: 'text', label, mapsTo: 'phone' }])).toEqual(['fields.0.mapsTo'])
  expect(paths([{ key: 'a', type: 'select', label }])).toEqual(['fields.0.options'])
  expect(paths([{ key: 'utm_source', type: 'text', label }])).toEqual(['fields.0.key'])
  expect(paths([{ key: 'a', type: 'text', label: {} }])).toEqual(['fields.0.label'])
  const two = (target: string) => ({ key: target, type: 'email', label, mapsTo: 'email' })
  expect(paths([two('a'), two('b')])).toEqual(['fields.1.mapsTo'])
  expect(
    definitionInput.safeParse({ fields: [{ key: 'a', type: 'text', label }], allowedOrigins: ['https://a.pl/x'] })
      .success,
  ).toBe(false)
})

test('only the sites on the list, the own page and programs may send', () => {
  const allowed = ['https://firma.pl']
  expect(originAllowed(allowed, 'https://firma.pl', ['tok.firma.pl'])).toBe(true)
  expect(originAllowed(allowed, 'https://tok.firma.pl', ['tok.firma.pl'])).toBe(true)
  expect(originAllowed(allowed, 'https://firma.pl.evil.com', ['tok.firma.pl'])).toBe(false)
  expect(originAllowed(allowed, 'null', ['tok.firma.pl'])).toBe(false)
  expect(originAllowed(allowed, undefined, ['tok.firma.pl'])).toBe(true)
  expect(originAllowed([], 'https://anywhere.com', ['tok.firma.pl'])).toBe(true)
})
