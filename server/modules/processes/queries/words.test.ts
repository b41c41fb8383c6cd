import { expect, test } from 'vitest'
import { nameOf, stepName, wordsOf } from './words.ts'

test('a shipped process and its steps are called in both languages until somebody names them anew', async () => {
  expect(nameOf('request_handling', 'Obsługa zgłoszenia')).toEqual({
    pl: 'Obsługa zgłoszenia',
    en: 'Handling a request',
  })
  expect(nameOf('request_handling', 'Nasze zgłoszenia')).toEqual({ pl: 'Nasze zgłoszenia', en: 'Nasze zgłoszenia' })
  const words = await wordsOf('request_handling')
  expect(stepName(words, 'accept', 'Przyjmij zgłoszenie')).toEqual({
    pl: 'Przyjmij zgłoszenie',
    en: 'Accept the request',
  })
  expect(stepName(words, 'accept', 'Weź')).toEqual({ pl: 'Weź', en: 'Weź' })
  expect(stepName(words, 'added', undefined)).toEqual({ pl: 'added', en: 'added' })
})

test('what a company drew itself speaks its own language alone', async () => {
  expect(nameOf('own', 'Reklamacje')).toEqual({ pl: 'Reklamacje', en: 'Reklamacje' })
  expect(await wordsOf('own')).toEqual({})
})
