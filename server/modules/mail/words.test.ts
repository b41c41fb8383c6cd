import { expect, it } from 'vitest'
import { linkTo } from './links.ts'
import { wordsOf } from './words.ts'

it('shows instants and dates the way the reader writes them', () => {
  const words = (locale: 'pl' | 'en', time: string) =>
    wordsOf({ locale, zone: 'Europe/Warsaw' }, 'error.lead.already_taken', { name: 'Anna', time })
  expect(words('pl', '2026-11-23T13:06:00.000Z')).toBe('Anna ma już to zgłoszenie od 23.11.2026 14:06. Wybierz inne.')
  expect(words('en', '2026-11-23')).toContain('since 23 Nov 2026.')
  expect(words('pl', '2026-02-30')).toContain('od 2026-02-30.')
})

it('links to the record, and to the notifications where a kind has no page', () => {
  expect(linkTo('https://tok.pl', { kind: 'deal', id: '7' })).toBe('https://tok.pl/deals/7')
  expect(linkTo('https://tok.pl', { kind: 'lead', id: '7' }, '9')).toBe('https://tok.pl/leads/7?task=9')
  expect(linkTo('https://tok.pl', { kind: 'process_instance', id: '7' })).toBe('https://tok.pl/cases/7')
  expect(linkTo('https://tok.pl', { kind: 'conversation', id: '7' }, '9')).toBe('https://tok.pl/inbox?open=7&task=9')
  expect(linkTo('https://tok.pl', { kind: 'something', id: '7' })).toBe('https://tok.pl/notifications')
})
