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

const looked = (name: string) => looksRight(page, `sales-${name}`)

const dialog = () => page.getByRole('dialog')

describe('cards, deals, tasks', () => {
  it('a company is made once: whom we know is shown while typing', async () => {
    await page.goto(`${address}/companies?new=1`)
    await dialog().getByLabel('Nazwa firmy').fill('Port Łeba S.A.')
    await dialog().getByLabel('NIP').fill('123')
    await dialog().getByRole('button', { name: 'Dodaj firmę' }).click()
    await dialog().getByText(/NIP/).nth(1).waitFor()
    await dialog().getByLabel('NIP').fill('123-456-32-18')
    await dialog().getByLabel('Telefon').fill('601 224 718')
    await dialog().getByRole('button', { name: 'Dodaj firmę' }).click()
    await page.getByRole('heading', { level: 1, name: 'Port Łeba S.A.' }).waitFor()
    await page.getByRole('link', { name: /\+48 601 224 718/ }).waitFor()
    await page.getByRole('button', { name: 'Zmień: Telefon' }).waitFor()
    await looked('company')

    await page.goto(`${address}/companies?new=1`)
    await dialog().getByLabel('Nazwa firmy').fill('PORT LEBA')
    await dialog().getByText('Czy to ktoś, kogo już znacie?').waitFor()
    await dialog().getByRole('link', { name: 'Port Łeba S.A.' }).waitFor()
    await looked('company-known')
    await dialog().getByRole('button', { name: 'Anuluj' }).click()
    await page.getByRole('row', { name: /Port Łeba/ }).waitFor()
    await looked('companies')
  })

  it('what is typed while the search is still opening lands in it and does nothing to the page', async () => {
    await page.goto(`${address}/companies`)
    await page.getByRole('row', { name: /Port Łeba/ }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('nport leba')
    await expect.poll(() => page.getByRole('combobox', { name: 'Szukaj i przejdź' }).inputValue()).toBe('nport leba')
    expect(new URL(page.url()).search).toBe('')
    await page.getByRole('combobox', { name: 'Szukaj i przejdź' }).fill('port leba')
    await page
      .getByRole('option', { name: /Port Łeba/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'Port Łeba S.A.' }).waitFor()
    await page.goto(`${address}/companies`)
    await page.getByRole('row', { name: /Port Łeba/ }).waitFor()
  })

  it('a person of the company, edited in place', async () => {
    await page.getByRole('row', { name: /Port Łeba/ }).click()
    await page.getByRole('button', { name: 'Dodaj osobę' }).click()
    await dialog().getByLabel('Imię', { exact: true }).fill('Ireneusz')
    await dialog().getByLabel('Nazwisko').fill('Świątek')
    await dialog().getByLabel('E-mail').fill('to nie adres')
    await dialog().getByRole('button', { name: 'Dodaj kontakt' }).click()
    await dialog().getByText(/adres/i).first().waitFor()
    await dialog().getByLabel('E-mail').fill('ireneusz@port.example')
    await dialog().getByRole('button', { name: 'Dodaj kontakt' }).click()
    await page.getByRole('link', { name: 'Ireneusz Świątek' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ireneusz Świątek' }).waitFor()
    await page.getByRole('button', { name: /Zmień: Stanowisko/ }).click()
    await page.getByLabel('Stanowisko').fill('kierownik budowy')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Zmień: Stanowisko: kierownik budowy' }).waitFor()
    await looked('contact')
    await page.goto(`${address}/contacts`)
    await page.getByRole('row', { name: /kierownik budowy/ }).waitFor()
    await looked('contacts')
  })

  it('a deal goes from stage to stage and is won, lost, opened again', async () => {
    await page.goto(`${address}/deals?new=1`)
    await dialog().getByLabel('Nazwa').fill('Okna do hali')
    await dialog()
      .getByLabel(/Kwota|Wartość/)
      .fill('120 000,50')
    await dialog().getByRole('combobox', { name: 'Firma' }).fill('port')
    await page.getByRole('option', { name: 'Port Łeba S.A.' }).click()
    await dialog().getByRole('button', { name: 'Dodaj transakcję' }).click()
    await page.getByRole('heading', { level: 1, name: 'Okna do hali' }).waitFor()
    await looked('deal')
    const stages = await w.db.selectFrom('stages').select(['id', 'name']).orderBy('position').execute()
    const second = (stages[1]!.name as { pl: string }).pl
    await page
      .getByRole('button', { name: new RegExp(second) })
      .first()
      .click()
    await expect
      .poll(async () => (await w.db.selectFrom('deals').select('stage_id').executeTakeFirstOrThrow()).stage_id)
      .toBe(stages[1]!.id)
    await page.getByRole('button', { name: 'Zamknij jako przegraną' }).first().click()
    await dialog().getByLabel('Własnymi słowami').fill('Za drogo')
    await dialog().getByRole('button', { name: 'Zamknij jako przegraną' }).click()
    await page.getByRole('button', { name: 'Otwórz ponownie' }).first().click()
    await page.getByRole('button', { name: 'Zamknij jako wygraną' }).first().waitFor()
    await page.goto(`${address}/deals`)
    await page.getByText('Okna do hali').waitFor()
    await looked('deals-board')
    await page.goto(`${address}/deals?view=list`)
    await page.getByRole('row', { name: /Okna do hali/ }).waitFor()
    await looked('deals-list')
  })

  it('a task is set, ticked and found among what is done; notices have a page', async () => {
    await page.goto(`${address}/tasks?new=1`)
    await looked('task-new')
    await dialog()
      .getByLabel(/Co|Zadanie|zrobić/i)
      .first()
      .fill('Zadzwoń do portu')
    await dialog().locator('button[type="submit"]').click()
    await page.getByText('Zadzwoń do portu').waitFor()
    await looked('tasks')
    await page.getByRole('checkbox', { name: /Zadzwoń do portu/ }).check()
    await page
      .getByRole('button', { name: /Zrobione|Zrobione/ })
      .or(page.getByRole('tab', { name: 'Zrobione' }))
      .first()
      .click()
    await page.getByText('Zadzwoń do portu').first().waitFor()
    await page.goto(`${address}/notifications`)
    await page.getByRole('heading', { level: 1, name: 'Powiadomienia' }).waitFor()
    await looked('notifications')
  })

  it('all of it on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['companies', 'contacts', 'deals', 'deals?view=list', 'tasks', 'notifications']) {
      await page.goto(`${address}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => {})
      await looked(`phone-${path.replace(/\W/g, '-')}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
  })
})
