import { expect, test } from 'vitest'
import type { RecordField } from '../../components/fields/queries.ts'
import { moved, optionsFrom, withField, withOwn, worded } from './draft.ts'
import type { Definition } from './queries.ts'

const empty = { fields: [], consents: [] } as unknown as Definition

test('a new question gets a key of its own, and the lead’s place only once', () => {
  const two = withField(withField(empty, 'lead', 'email', { pl: 'E-mail' }), 'lead', 'email', { pl: 'Drugi' })
  expect(two.fields.map(({ key, mapsTo }) => [key, mapsTo])).toEqual([
    ['email', 'email'],
    ['email_2', null],
  ])
  expect(withField(empty, 'lead', 'select', { pl: 'Wybór' }).fields[0]?.options).toHaveLength(1)
})

test('a question for a field of the company’s own knows where its answer goes and what can be chosen', () => {
  const label = { pl: 'Rodzaj', en: 'Sort' }
  const options = [
    { key: 'hardware', label: { pl: 'Sprzęt', en: 'Hardware' }, archived: false },
    { key: 'gone', label: { pl: 'Dawne', en: 'Gone' }, archived: true },
  ]
  const sort = { key: 'custom.sort', type: 'choice', label, options, required: true } as unknown as RecordField
  expect(withOwn(empty, sort, 'select').fields).toEqual([
    {
      ...{ key: 'f_sort', type: 'select', label, required: true, mapsTo: 'custom.sort' },
      options: [{ value: 'hardware', label: { pl: 'Sprzęt', en: 'Hardware' } }],
    },
  ])
  const supplier = { ...sort, key: 'custom.supplier', type: 'company', options: [] } as RecordField
  expect(withOwn(empty, supplier, 'linked').fields[0]).toMatchObject({ type: 'linked', links: 'company' })
  expect(withOwn(empty, supplier, null)).toBe(empty)
})

test('questions move within the list only', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
})

test('options typed as lines keep the values leads hold', () => {
  const before = [
    { value: 'okna', label: { pl: 'Okna', en: 'Windows' } },
    { value: 'drzwi', label: { pl: 'Drzwi' } },
  ]
  expect(optionsFrom('Drzwi\nBramy\n', before, 'pl')).toEqual([
    { value: 'drzwi', label: { pl: 'Drzwi' } },
    { value: 'Bramy', label: { pl: 'Bramy' } },
  ])
  expect(optionsFrom('Okna drewniane', before, 'pl')).toEqual([
    { value: 'okna', label: { pl: 'Okna drewniane', en: 'Windows' } },
  ])
})

test('words of one language leave the other alone', () => {
  expect(worded({ pl: 'Imię', en: 'Name' }, 'pl', 'Nazwisko')).toEqual({ pl: 'Nazwisko', en: 'Name' })
  expect(worded({ pl: 'Imię', en: 'Name' }, 'en', '')).toEqual({ pl: 'Imię' })
})
