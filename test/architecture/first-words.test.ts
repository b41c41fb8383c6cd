import { expect, it } from 'vitest'
import { pl } from '../../pure/texts/pl.ts'
import { taskTitles } from '../../pure/texts/task-titles.pl.ts'
import { shell } from '../../web/i18n/pl/shell.ts'
import { pl as pages } from '../../web/i18n/pl.ts'

it('has the titles of all tasks among the words My day is drawn with', () => {
  const elsewhere = Object.keys({ ...pl, ...pages }).filter(
    (key) => /^(short\.)?task\./.test(key) && !Object.hasOwn(taskTitles, key),
  )
  expect(elsewhere).toEqual([])
})

it('has the words of the menus among them, too', () => {
  const menus = Object.keys(pages).filter((key) => /^shell\./.test(key))
  expect(menus.filter((key) => !Object.hasOwn(shell, key))).toEqual([])
})
