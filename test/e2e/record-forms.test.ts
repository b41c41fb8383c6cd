import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { installKinds } from '../../server/modules/kinds/commands/install-kinds.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage, sound } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page

beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', installKinds)
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  w.deps.config.publicUrl = address
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const startForm = async (name: string, kind: string) => {
  await page.goto(`${address}/forms`)
  await page.getByRole('button', { name: 'Nowy formularz' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nazwa formularza').fill(name)
  await dialog.getByRole('combobox', { name: 'Co z niego powstaje' }).click()
  await page.getByRole('option', { name: kind }).click()
  await dialog.getByRole('button', { name: 'Utwórz' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** It stands as the server says, a moment after it is pressed. */
const switchOn = async (name: string) => {
  await page.getByRole('switch', { name }).click()
  await expect.poll(() => page.getByRole('switch', { name }).isChecked()).toBe(true)
}

it('a form is made of a register, opened to the world and filled in by a stranger; its record has a number and a process', async () => {
  await startForm('Zwrot kosztów', 'Wydatek')
  const questions = page.getByRole('main').getByRole('listitem')
  for (const name of ['Czego dotyczy', 'Kwota', 'Dzień wydatku', 'Numer dokumentu']) {
    await questions.and(page.getByLabel(name, { exact: true })).waitFor()
  }
  await page.getByRole('combobox', { name: 'Dział' }).click()
  await page.getByRole('option', { name: 'Sprzedaż' }).click()
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByText('Formularz zapisany').first().waitFor()
  await sound(page, 'the questions of a form of a register')
  await looked(page, 'record-form-questions')
  await page.getByRole('button', { name: 'Publikacja' }).click()
  expect(await page.getByRole('link', { name: 'Otwórz stronę formularza' }).count()).toBe(0)
  await switchOn('Otwarty dla wszystkich')
  await switchOn('Włączony')
  const link = page.getByRole('link', { name: 'Otwórz stronę formularza' })
  await link.waitFor()
  await sound(page, 'publishing a form of a register')
  await looked(page, 'record-form-publish')
  const open = (await link.getAttribute('href'))!

  const stranger = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'pl-PL' })
  await stranger.goto(open)
  await stranger.getByLabel('Czego dotyczy').fill('Dojazd na rozmowę')
  await stranger.getByLabel('Kwota').fill('120,50')
  await stranger.getByLabel('Dzień wydatku').fill('2026-11-20')
  await stranger.getByRole('button', { name: 'Wyślij' }).click()
  await stranger.getByRole('heading', { name: 'Zapisane' }).waitFor()
  await stranger.close()

  await page.getByRole('button', { name: 'Odpowiedzi' }).click()
  await page.getByText('120,50 zł').waitFor()
  await page.getByRole('link', { name: /^WYD\/\d{4}\/0001 Dojazd na rozmowę$/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Dojazd na rozmowę' }).waitFor()
  await page.getByText('Wysłane formularzem „Zwrot kosztów”').waitFor()
  await page.getByText(/Wpłynęło formularzem: Wydatek WYD/).waitFor()
  await page.getByText('Rozliczenie wydatku').first().waitFor()
  await sound(page, 'a record that came through a form')
  await looked(page, 'record-form-record')
  // Nobody of the company filed it: the head of the department is asked, and it does not go through by itself.
  await expect
    .poll(async () => {
      const { rows } = await sql<{ assignee: string }>`select assignee_id as assignee from tasks
        where subject_kind = 'record' and status = 'open'`.execute(w.db)
      return rows
    })
    .toEqual([{ assignee: w.people.salesHead }])
})

it('a person of the company fills one in that is not open, also on the phone, and owns what it makes', async () => {
  await startForm('Prośba o zakup', 'Zakup')
  await switchOn('Włączony')
  await page.goto(`${address}/kinds/purchase`)
  await page.getByRole('link', { name: 'Prośba o zakup' }).click()
  await page.getByRole('heading', { level: 1, name: 'Prośba o zakup' }).waitFor()
  await page.getByRole('combobox', { name: 'Dostawca' }).waitFor()
  await sound(page, 'filling in a form')
  await looked(page, 'record-form-fill')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Wyślij' }).click()
  await page.getByText('Uzupełnij to pole.').first().waitFor()
  await looked(page, 'record-form-fill-phone')
  await page.getByLabel('Czego dotyczy').fill('Krzesło')
  await page.getByLabel('Kwota').fill('100')
  await page.getByRole('button', { name: 'Wyślij' }).click()
  await page.getByRole('link', { name: /Otwórz ZAK\/\d{4}\/0001/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Krzesło' }).waitFor()
  const { rows } = await sql<{ owner: string }>`select owner_id as owner from records where title = 'Krzesło'`.execute(
    w.db,
  )
  expect(rows).toEqual([{ owner: w.people.owner }])
  await sound(page, 'the record one filed')
})
