import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage, sound } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  w.deps.config.publicUrl = address
  browser = await launchBrowser()
  w.worker.start()
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

describe('a kind of record of the company’s own', () => {
  it('is made with fields and stages, and its records filled in, moved and found, without a line of code', async () => {
    const page = await ownersPage(browser, address)
    await page.goto(`${address}/settings/kinds`)
    await page.getByText('Nie ma jeszcze żadnego rejestru').waitFor()
    await page.getByRole('button', { name: 'Dodaj rejestr' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()
    await dialog.getByText('Uzupełnij to pole.').first().waitFor()
    const one = dialog.getByRole('group', { name: /Jeden wpis/ })
    await one.getByLabel('Nazwa po polsku').fill('Reklamacja')
    await one.getByLabel('Nazwa po angielsku').fill('Complaint')
    const all = dialog.getByRole('group', { name: /Cały rejestr/ })
    await all.getByLabel('Nazwa po polsku').fill('Reklamacje')
    await all.getByLabel('Nazwa po angielsku').fill('Complaints')
    await dialog.getByLabel('Wzór numeru').fill('REK/bez')
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()
    await dialog.getByText(/Wzór numeru potrzebuje/).waitFor()
    await dialog.getByLabel('Wzór numeru').fill('REK/{YYYY}/{NNN}')
    await looked(page, 'kinds-new')
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()

    // One goes on to its fields.
    await page.getByRole('heading', { level: 2, name: 'Reklamacje' }).waitFor()
    await page.getByRole('button', { name: 'Dodaj pole' }).first().click()
    await dialog.getByLabel('Nazwa po polsku').fill('Czego dotyczy')
    await dialog.getByLabel(/Wymagane/).check()
    await dialog.getByRole('button', { name: 'Dodaj', exact: false }).first().click()
    await dialog.waitFor({ state: 'detached' })

    await page.goto(`${address}/settings/pipelines?kind=reklamacja`)
    await page.getByRole('button', { name: 'Dodaj etap' }).click()
    await dialog.getByLabel('Nazwa po polsku').fill('Uznana')
    await dialog.getByLabel('Nazwa po angielsku').fill('Accepted')
    await dialog.getByRole('combobox', { name: 'Czy tu się kończy' }).click()
    await page.getByRole('option', { name: 'załatwione' }).click()
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()
    await page.getByText('kończy: załatwione').waitFor()
    await sound(page, 'stages of a kind')

    // It stands in the menu under its heading.
    await page.goto(`${address}/`)
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Reklamacje' }).click()
    await page.getByRole('heading', { level: 1, name: 'Reklamacje' }).waitFor()
    await page.keyboard.press('n')
    await dialog.getByLabel('Nazwa').fill('Pęknięta szyba')
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()
    await dialog.getByText('Uzupełnij to pole.').waitFor()
    await dialog.getByLabel('Czego dotyczy').fill('okno w kuchni')
    await dialog.getByRole('button', { name: 'Dodaj', exact: true }).click()

    await page.getByRole('heading', { level: 1, name: 'Pęknięta szyba' }).waitFor()
    await page.getByText(/^REK\/\d{4}\/001$/).waitFor()
    await page.getByText('okno w kuchni').waitFor()
    await sound(page, 'a record')
    await looked(page, 'kinds-record')
    await page
      .getByRole('list', { name: 'Etapy' })
      .getByRole('button', { name: /Uznana/ })
      .click()
    await page
      .getByText(/przeniosła? REK/)
      .first()
      .waitFor()
    await page.getByText('Zamknięto').waitFor()

    await page.getByRole('link', { name: 'Reklamacje' }).first().click()
    await page
      .getByRole('list', { name: /Uznana/ })
      .or(page.getByText('załatwione'))
      .first()
      .waitFor()
    await sound(page, 'the board of a kind')
    await looked(page, 'kinds-board')
    await page
      .getByRole('tab', { name: 'Lista' })
      .or(page.getByRole('button', { name: 'Lista' }))
      .first()
      .click()
    await sound(page, 'the list of a kind')
    await looked(page, 'kinds-list')
    expect(page.url()).toContain('/kinds/reklamacja')
    await page.close()
  })
})
