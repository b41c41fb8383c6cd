import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCompany, makeContact } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { FakeChannel } from '../support/fake-channel.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let mail: FakeChannel
let deal: string

beforeAll(async () => {
  w = await testWorld()
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([['mail', mail.channel]])
  deal = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
    await makeAccount(cx, { channel: 'mail', departmentId: w.departments.sales })
    const company = await makeCompany(cx, { name: 'Budmar', nip: null, address: 'Stara 1, Łódź' })
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      lastName: 'Głąb',
      companyId: company.id,
      emails: [{ value: 'marcin@budmar.example' }],
    })
    return (await makeDeal(cx, { title: 'Okna do hali', companyId: company.id, contactId: contact.id })).id
  })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w?.close()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const arrives = (count: number) => expect.poll(() => mail.sent.length).toBe(count)

async function sendLetter(): Promise<void> {
  await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
  await dialog().waitFor({ state: 'detached' })
  await w.travel('11 seconds')
}

async function makeFrom(template: string): Promise<void> {
  await page.goto(`${address}/deals/${deal}`)
  await button('Przygotuj dokument').click()
  await dialog().getByRole('combobox', { name: 'Szablon dokumentu' }).click()
  await page.getByRole('option', { name: template, exact: true }).click()
  await dialog().getByRole('button', { name: 'Przygotuj', exact: true }).click()
  await button('Utwórz PDF').click()
  await page.getByText('aktualna').waitFor()
}

describe('the documents of a deal', () => {
  it('are asked for, filled in by the customer, looked over, made and sent in one letter', async () => {
    await page.goto(`${address}/deals/${deal}`)
    await button('Poproś o dane i dokumenty').click()
    await page.getByText('Zbierz dane klienta').first().waitFor()
    await button('Poproś o dane').click()
    await page.getByRole('menuitem', { name: 'Listem z linkiem' }).click()
    await expect.poll(() => dialog().getByLabel('Temat').inputValue()).toBe('Prośba o dane do dokumentów')
    await looked(page, 'details-letter')
    await sendLetter()
    await arrives(1)
    const { to, text } = mail.sent[0]!
    expect(to).toMatchObject([{ address: 'marcin@budmar.example' }])

    const visitor = await browser.newPage({ locale: 'pl-PL' })
    await visitor.goto(`${address}${new URL(/https?:\S+\/k\/[\w-]+/.exec(text)![0]).pathname}`)
    await looked(visitor, 'details-page')
    await visitor.getByLabel('Nazwa firmy').fill('Budmar sp. z o.o.')
    await visitor.getByLabel('NIP').fill('123-456-32-17')
    await visitor.getByLabel('Adres').fill('ul. Prosta 1\n00-850 Warszawa')
    await visitor.getByLabel('Osoba do kontaktu').fill('Marcin Głąb')
    await visitor.getByRole('button', { name: 'Wyślij dane' }).click()
    await visitor.getByText('Podaj poprawny NIP').waitFor()
    await looked(visitor, 'details-page-wrong')
    await visitor.getByLabel('NIP').fill('123-456-32-18')
    await visitor.getByRole('button', { name: 'Wyślij dane' }).click()
    await visitor.getByRole('heading', { name: 'Dziękujemy, mamy te dane' }).waitFor()
    await visitor.close()

    await page.reload()
    await button('Sprawdź').click()
    await dialog().getByText('Stara 1, Łódź').waitFor()
    await looked(page, 'details-review')
    await dialog().getByLabel('Nazwa firmy').check()
    await dialog().getByLabel('Adres').check()
    await dialog().getByRole('button', { name: 'Przyjmij 3 wartości' }).click()
    await page.getByText('rozstrzygnięte').waitFor()
    await page.getByText('Przygotuj i wyślij dokumenty').first().waitFor()

    await makeFrom('Oferta')
    await makeFrom('Umowa sprzedaży towaru')
    await button('Wyślij').click()
    await dialog()
      .getByRole('checkbox', { name: /Oferta/ })
      .check()
    await dialog().getByLabel('Temat').fill('Umowa i oferta')
    await dialog().getByRole('textbox', { name: 'Treść listu' }).fill('Dzień dobry, przesyłam dokumenty.')
    await looked(page, 'documents-letter')
    await sendLetter()
    await arrives(2)
    expect(mail.sent[1]!.files).toHaveLength(2)
    await page.goto(`${address}/deals/${deal}`)
    await page.getByText(/Wysłano dokumenty: .*Marcin/).waitFor()
    await looked(page, 'deal-documents')
  }, 180_000)
})
