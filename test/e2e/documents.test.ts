import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCompany } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { launchBrowser } from '../support/browser.ts'
import { paragraph, table, wordFile, wordsIn } from '../support/docx.ts'
import { looked, ownersPage, smallTargets } from '../support/pages.ts'
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

  it('is made of a Word file: unknown fields are told with what was meant, and the file says what the deal says', async () => {
    const word = async (name: string) => ({
      name: 'protokol.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: await wordFile({
        body: `${paragraph(`Protokół dla {{${name}}}`)}${table(['{{#lines}}{{line.name}}', '{{line.quantity}}{{/lines}}'])}${paragraph('Miejsce: {{document.place}}')}`,
      }),
    })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(`${address}/settings/documents`)
    await button('Dodaj szablon z Worda').click()
    await page.getByRole('heading', { level: 1, name: 'Dodaj szablon z Worda' }).waitFor()
    const files = page.locator('input[type=file]')
    await files.setInputFiles({ ...(await word('x')), buffer: Buffer.from('PK') })
    await page.getByText('To nie jest dokument Word').waitFor()
    await files.setInputFiles(await word('custmer.nmae'))
    await page.getByText('Tego pola nie ma.').waitFor()
    await expect.poll(() => page.getByLabel('Nazwa szablonu').inputValue()).toBe('protokol')
    await looked(page, 'word template')
    await button('Zapisz szablon').click()
    await page.getByText('Nie ma pola: custmer.nmae.').waitFor()
    await button('Może {{customer.name}}').click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{{customer.name}}')
    await page.getByLabel('Szukaj pola').fill('miejsce')
    await button('Kopiuj: Miejsce, {{document.place}}').click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{{document.place}}')
    await files.setInputFiles(await word('customer.name'))
    await page.getByText('2 pola').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await smallTargets(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize({ width: 1440, height: 900 })
    await button('Zapisz szablon').click()
    await page.getByRole('heading', { level: 1, name: 'protokol' }).waitFor()

    await page.goto(`${address}/deals/${deal}`)
    await button('Przygotuj dokument').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Szablon dokumentu' }).click()
    await page.getByRole('option', { name: 'protokol', exact: true }).click()
    await dialog.getByRole('button', { name: 'Przygotuj', exact: true }).click()
    await page.getByText('Powstanie tylko DOCX').waitFor()
    await page.getByRole('button', { name: /Miejsce/ }).click()
    await page.getByRole('textbox', { name: 'Miejsce' }).fill('Łódź & okolice')
    await page.keyboard.press('Enter')
    await page.getByText('zmienione ręcznie').waitFor()
    await button('Utwórz DOCX').click()
    await page.getByText('aktualna').waitFor()
    await looked(page, 'word document')
    const file = await page.request.get(
      `${address}${await page.getByRole('link', { name: 'Pobierz DOCX wersji 1' }).getAttribute('href')}`,
    )
    const said = (await wordsIn(await file.body()))['word/document.xml']!
    expect(said).toContain('Protokół dla Żółta Łódź sp. z o.o.')
    expect(said).toContain('Miejsce: Łódź & okolice')
    expect(said).not.toContain('{{')
  }, 180_000)

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
