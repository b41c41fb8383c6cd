import { expect, it } from 'vitest'
import { pl } from '../../pure/texts/pl.ts'
import { taskTitles } from '../../pure/texts/task-titles.pl.ts'
import { pl as pages } from '../../web/i18n/pl.ts'

it('has the titles of all tasks among the words My day is drawn with', () => {
  const elsewhere = Object.keys({ ...pl, ...pages }).filter(
    (key) => /^(short\.)?task\./.test(key) && !Object.hasOwn(taskTitles, key),
  )
  expect(elsewhere).toEqual([])
})
