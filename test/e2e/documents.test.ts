import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let deal: string

beforeAll(async () => {
  w = await testWorld()
  deal = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
    const company = await makeCompany(cx, { name: 'Żółta Łódź sp. z o.o.', address: 'Gęsia 7, Łódź' })
    return (await makeDeal(cx, { title: 'Okna do hali', companyId: company.id })).id
  })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const drawn = () => page.getByRole('img', { name: /Podgląd dokumentu/ })

describe('a document', () => {
  it('is prepared on a deal, corrected, made, and opened by the customer', async () => {
    await page.goto(`${address}/deals/${deal}`)
    await button('Przygotuj dokument').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Szablon dokumentu' }).click()
    await page.getByRole('option', { name: 'Oferta', exact: true }).click()
    await dialog.getByRole('button', { name: 'Przygotuj', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Oferta' }).waitFor()
    await drawn().waitFor()

    await page.getByRole('button', { name: /Miejsce/ }).click()
    await page.getByRole('textbox', { name: 'Miejsce' }).fill('Łódź')
    await page.keyboard.press('Enter')
    await page.getByText('zmienione ręcznie').waitFor()
    await looked(page, 'document')

    await button('Utwórz PDF').click()
    await page.getByText('aktualna').waitFor()
    const file = await page.request.get(
      `${address}${await page.getByRole('link', { name: 'Otwórz wersję 1' }).getAttribute('href')}`,
    )
    expect(file.headers()['content-type']).toBe('application/pdf')

    await button('Utwórz link').click()
    const url = await page.getByRole('status').locator('code').textContent()
    const visitor = await browser.newPage({ locale: 'pl-PL' })
    await visitor.goto(`${address}${new URL(url!).pathname}`)
    await visitor.getByText('Dokument od:').waitFor()
    await looked(visitor, 'document link')
    const opened = await visitor.request.get(
      `${address}${await visitor.getByRole('link', { name: 'Otwórz dokument (PDF)' }).getAttribute('href')}`,
    )
    expect(opened.status()).toBe(200)
    await visitor.close()
    await page.reload()
    await page.getByText('otwarty', { exact: true }).waitFor()
  }, 120_000)

  it('has templates with a live preview; unknown fields are told and not saved', async () => {
    await page.goto(`${address}/settings/documents`)
    await button('Dodaj szablon').click()
    await page.getByLabel('Nazwa szablonu').fill('Pismo')
    await button('Dodaj część').click()
    await page.getByRole('menuitem', { name: 'Tekst' }).click()
    const words = page.getByRole('textbox', { name: 'Tekst' })
    await words.fill('Dzień dobry, {{nikt}} ')
    await button('Zapisz szablon').click()
    await page.getByText('Nie ma pola: nikt.').first().waitFor()
    await words.fill('Dotyczy: ')
    await button('Wstaw pole').click()
    await page.getByRole('menuitem', { name: 'Nazwa klienta' }).click()
    await expect.poll(() => words.inputValue()).toBe('Dotyczy: {{customer.name}}')
    await drawn().waitFor()
    await looked(page, 'document template')
    await button('Zapisz szablon').click()
    await page.getByRole('heading', { level: 1, name: 'Pismo' }).waitFor()
    await page.goto(`${address}/settings/documents`)
    await page.getByRole('link', { name: 'Pismo' }).waitFor()
    await looked(page, 'document templates')
  }, 120_000)
})
