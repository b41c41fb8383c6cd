import { expect, it } from 'vitest'
import { isNumberPattern, numberFrom, periodOf } from './number-patterns.ts'

it('a pattern has one place for the number, and no braces of its own', () => {
  for (const good of ['FV {N}/{MM}/{YYYY}', 'ZAK/{YYYY}/{NNNN}', '{N}']) expect(isNumberPattern(good)).toBe(true)
  for (const bad of ['FV/{YYYY}', '{N}{N}', '{N}/{DD}', 'FV {N', '{N}}']) expect(isNumberPattern(bad)).toBe(false)
})

it('numbers are counted within what the pattern tells apart', () => {
  expect(periodOf('FV {N}/{MM}/{YYYY}', '2026-11-28')).toBe('2026-11')
  expect(periodOf('FV {N}/{YYYY}', '2026-11-28')).toBe('2026')
  // The month alone comes again each year.
  expect(periodOf('FV {N}/{MM}', '2026-11-28')).toBe('')
  expect(numberFrom('FV {N}/{MM}/{YY}', 7, '2026-11-28')).toBe('FV 7/11/26')
  expect(numberFrom('ZAK/{YYYY}/{NNNN}', 7, '2026-11-28')).toBe('ZAK/2026/0007')
})
