import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page

beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `lists-${name}`)

const dialog = () => page.getByRole('dialog')
const choose = async (label: string, option: string) => {
  await dialog().getByRole('combobox', { name: label, exact: true }).last().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
const rows = () => page.getByRole('grid').getByRole('row')

async function addField(name: string, type: string, fill: () => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: 'Dodaj pole' }).first().click()
  await dialog().getByLabel('Nazwa po polsku').fill(name)
  await choose('Typ', type)
  await fill()
  await dialog().getByRole('button', { name: 'Dodaj pole' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.getByText(name, { exact: true }).waitFor()
}

describe('fields, filters, views, bulk edits', () => {
  it('the company adds fields of its own', async () => {
    await page.goto(`${address}/settings/fields`)
    await looked('fields-empty')
    await addField('Powierzchnia', 'Liczba')
    await addField('Rama', 'Jedna z możliwości', async () => {
      await dialog().getByLabel('Możliwość 1 po polsku').fill('PVC')
      await dialog().getByLabel('Możliwość 2 po polsku').fill('Drewno')
      await dialog().getByLabel('Wymagane przy zakładaniu karty').check()
      await looked('field-dialog')
    })
    await addField('Montaż', 'Data')
    await page.getByRole('button', { name: 'Wyżej: Rama' }).click()
    await page.getByText('szybkie na listach').first().waitFor()
    await looked('fields')
  })

  it('a required field is asked for in the form of a new deal', async () => {
    await page.goto(`${address}/deals?new=1`)
    await dialog().getByLabel('Nazwa', { exact: true }).fill('Okna do szkoły')
    await dialog().getByRole('button', { name: 'Dodaj transakcję' }).click()
    await dialog().getByText('Uzupełnij to pole.').waitFor()
    await choose('Rama', 'PVC')
    await dialog().getByRole('button', { name: 'Dodaj transakcję' }).click()
    await page.getByRole('heading', { level: 1, name: 'Okna do szkoły' }).waitFor()
  })

  it('fields are edited in their place, wrong values told at the field, changes in the history', async () => {
    await page.getByRole('button', { name: 'Zmień: Powierzchnia' }).click()
    await page.getByLabel('Powierzchnia', { exact: true }).fill('dużo')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Podaj liczbę' }).waitFor()
    await page.getByLabel('Powierzchnia', { exact: true }).fill('12,5')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Zmień: Powierzchnia: 12,5' }).waitFor()
    await page
      .getByText(/Powierzchnia.*brak → 12,5/)
      .first()
      .waitFor()
    await looked('deal')
  })

  it('a list is narrowed by conditions, which stand in the address', async () => {
    const frames = ['pvc', 'drewno', 'pvc']
    for (const [at, title] of ['Drzwi', 'Brama', 'Fasada'].entries()) {
      await w.request('owner', 'POST', '/api/deals', { title, custom: { rama: frames[at], powierzchnia: at * 20 } })
    }
    await page.goto(`${address}/deals?view=list`)
    await rows().nth(4).waitFor()
    await page.getByRole('button', { name: 'Filtr', exact: true }).click()
    await dialog().getByRole('button', { name: 'Dodaj warunek' }).click()
    await choose('Pole', 'Powierzchnia')
    await choose('Warunek', 'co najmniej')
    await dialog().getByLabel('Wartość').last().fill('12,5')
    await looked('filter')
    await page.keyboard.press('Escape')
    await expect.poll(() => rows().count()).toBe(4)
    await page.getByRole('button', { name: /Powierzchnia: co najmniej 12,5/ }).waitFor()
    expect(decodeURIComponent(page.url())).toContain('custom.powierzchnia')
    await page.reload()
    await expect.poll(() => rows().count()).toBe(4)
  })

  it('columns are chosen, the list ordered by a field, and kept as a view it opens with', async () => {
    await page.getByRole('button', { name: 'Kolumny' }).click()
    await dialog().getByLabel('Powierzchnia', { exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Sortuj: Powierzchnia' }).click()
    await expect.poll(() => rows().nth(1).textContent()).toContain('Okna do szkoły')
    await looked('list')
    await page.getByRole('button', { name: 'Widok podstawowy' }).click()
    await page.getByRole('menuitem', { name: 'Zapisz jako nowy widok' }).click()
    await dialog().getByLabel('Nazwa widoku').fill('Duże')
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Duże', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Otwieraj listę tym widokiem' }).click()
    await page.getByText('Zapamiętano, czym otwiera się lista').waitFor()
    await page.goto(`${address}/deals?view=list`)
    await page.getByRole('button', { name: 'Duże', exact: true }).waitFor()
    await expect.poll(() => rows().count()).toBe(4)
  })

  it('rows are chosen by keys and changed at once, with what was refused', async () => {
    await page.getByRole('grid').focus()
    for (const key of ['x', 'ArrowDown', 'x']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Zmień zaznaczone' }).click()
    await choose('Co zrobić', 'Oznacz jako przegrane')
    await dialog().getByLabel('Powód', { exact: false }).fill('cena')
    await looked('bulk')
    await dialog().getByRole('button', { name: 'Zmień', exact: true }).click()
    await dialog()
      .getByText(/Zmienione: 2/)
      .waitFor()
    await looked('bulk-done')
    await dialog().getByRole('button', { name: 'Zamknij' }).last().click()
    await expect.poll(() => rows().count()).toBe(2)
  })

  it('on the phone, by the same model', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${address}/deals?view=list`)
    await page.getByRole('button', { name: 'Filtr', exact: true }).click()
    await dialog().getByRole('button', { name: 'Dodaj warunek' }).waitFor()
    await looked('phone-filter')
    await page.goto(`${address}/settings/fields`)
    await page.getByText('Powierzchnia', { exact: true }).waitFor()
    await looked('phone-fields')
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})
