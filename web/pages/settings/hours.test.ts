import { expect, test } from 'vitest'
import { readSpans, writeSpans } from './hours.ts'

test('hours are read as people write them', () => {
  expect(readSpans('8-16')).toEqual([{ from: '08:00', to: '16:00' }])
  expect(readSpans(' 8:30 – 12, 13.15-17:00')).toEqual([
    { from: '08:30', to: '12:00' },
    { from: '13:15', to: '17:00' },
  ])
  expect(readSpans('')).toEqual([])
  for (const wrong of ['8', '16-8', '8-25', '8-16-17', '8-12, 11-15', 'rano', '8:70-9'])
    expect(readSpans(wrong)).toBeNull()
  expect(writeSpans([{ from: '08:00', to: '16:00' }])).toBe('08:00–16:00')
})
