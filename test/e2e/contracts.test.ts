import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../server/modules/contacts/commands/create-company.ts'
import { createRule } from '../../server/modules/contracts/commands/rules.ts'
import { ruleInput } from '../../server/modules/contracts/schema.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { installTemplates } from '../../server/modules/documents/commands/install-templates.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage, sound } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let dealId: string

beforeAll(async () => {
  w = await testWorld()
  dealId = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
    const company = await createCompany(cx, { name: 'Port Gdynia', nip: '5261040828', address: 'ul. Rotterdamska 9' })
    return (await makeDeal(cx, { title: 'Okna do portu', amount: 80_000_00, companyId: company.id })).id
  })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `contracts-${name}`)
const dialog = () => page.getByRole('dialog')
const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('contracts', () => {
  let contract: string

  it('a rule says in a sentence who approves', async () => {
    await page.goto(`${address}/settings/approvals`)
    await page.getByText('Umowy akceptuje przełożony wnioskującego.').waitFor()
    await page.getByRole('button', { name: 'Zmień: Umowy akceptuje przełożony wnioskującego.' }).click()
    await dialog().getByRole('combobox', { name: 'Kto akceptuje' }).click()
    await page.getByRole('option', { name: 'wskazana osoba' }).click()
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await dialog().getByText('Wypełnij to pole').or(dialog().locator('[aria-invalid="true"]')).first().waitFor()
    await dialog().getByRole('combobox', { name: 'Osoba' }).click()
    await page.getByRole('option', { name: 'Tomasz Zieliński' }).click()
    await dialog().getByLabel('Od wartości (PLN)').fill('50 000')
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('Umowy od 50 000,00 zł akceptuje Tomasz Zieliński.').waitFor()
    await looked('rules')
  })

  it('a deal has its contract, its document is made and put forward', async () => {
    await page.goto(`${address}/deals/${dealId}`)
    await button('Przygotuj umowę').click()
    await dialog().getByRole('button', { name: 'Utwórz umowę' }).click()
    await page.getByText('Utwórz plik dokumentu umowy.').waitFor()
    expect(await button('Przekaż do akceptacji').isDisabled()).toBe(true)
    contract = page.url()
    await page.getByRole('link', { name: /^Umowa (sprzedaży|o )/ }).click()
    await button('Utwórz PDF').click()
    await page.getByText('Wersja 1').first().waitFor()
    await page.goto(contract)
    await button('Przekaż do akceptacji').click()
    await page.getByText('czeka 1 osoba').waitFor()
    await page.getByText('Tomasz Zieliński').first().waitFor()
    await looked('asked')
    await sound(page, 'a contract that is asked about')
  })

  it('the approver answers with a comment, and it goes to the customer in that version', async () => {
    const { rounds } = (await w.request('admin', 'GET', contract.replace(`${address}/`, '/api/'))).body
    const [asked] = rounds[0].approvals
    const body = { answer: 'approved_with_comments', comment: 'Termin 14 dni', documentHash: rounds[0].documentHash }
    const path = `${contract.replace(`${address}/`, '/api/')}/approvals/${asked.id}/answer`
    expect((await w.request('admin', 'POST', path, body)).status).toBe(200)
    await page.getByText('Termin 14 dni').first().waitFor()
    await button('Wyślij klientowi').click()
    await dialog().getByRole('button', { name: 'Utwórz link' }).click()
    const link = await dialog().locator('code').textContent()
    await dialog().getByRole('button', { name: 'Gotowe' }).click()
    const customer = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'pl-PL' })
    // The link names the house as the world knows it.
    await customer.goto(`${address}${new URL(link!).pathname}`)
    await customer.getByRole('heading', { level: 1, name: 'Okna do portu' }).waitFor()
    await looksRight(customer, 'contracts-customer')
    await customer.getByLabel('Twoje imię i nazwisko').fill('Jan Klient')
    await customer.getByRole('checkbox').check()
    await customer.getByRole('button', { name: 'Przyjmuję umowę' }).click()
    await customer.getByText('Przyjęto: Jan Klient').waitFor()
    await customer.close()
    await page.getByText('Obowiązuje', { exact: true }).first().waitFor()
    await page.getByText(/przez link, .* adres/).waitFor()
    await looked('in-force')
  })

  it('the list finds it by its number', async () => {
    const { number } = (await w.request('owner', 'GET', contract.replace(`${address}/`, '/api/'))).body
    await page.goto(`${address}/contracts`)
    await page.getByRole('link', { name: 'Okna do portu' }).waitFor()
    await page.getByRole('searchbox').fill(`${number}9`)
    await page.getByText('Nie ma takich umów.').waitFor()
    await page.getByRole('searchbox').fill(number)
    await page.getByRole('link', { name: 'Okna do portu' }).waitFor()
    await looked('list')
  })
})

it('a contract without a document is given one on its page', async () => {
  const deal = await w.write('owner', (cx) => makeDeal(cx, { title: 'Bramy do portu' }))
  const { id } = (await w.request('owner', 'POST', '/api/contracts', { dealId: deal.id })).body
  await page.goto(`${address}/contracts/${id}`)
  await button('Przygotuj dokument').click()
  await expect.poll(() => dialog().getByRole('combobox', { name: 'Szablon' }).inputValue()).toMatch(/^Umowa/)
  await looked('prepare')
  await dialog().getByRole('button', { name: 'Przygotuj', exact: true }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: /^Umowa (sprzedaży|o )/ }).waitFor()
  const { document } = (await w.request('owner', 'GET', `/api/contracts/${id}`)).body
  expect(document).toMatchObject({ made: 0 })
})

describe('an approver', () => {
  it('answers on the page: a comment is asked for where it is not simply approved', async () => {
    // Whoever signed in is Maria: one of hers is asked of her own supervisor, so Anna puts one forward.
    await w.write('owner', async (cx) => {
      await createRule(cx, ruleInput.parse({ approver: 'role', role: 'owner' }))
    })
    const deal = await w.write('anna', (cx) => makeDeal(cx, { title: 'Drzwi do portu', amount: 10_000_00 }))
    const templates = (await w.request('anna', 'GET', '/api/document-templates?section=deal')).body.items
    const { id: templateId } = templates.find((one: { kind: string }) => one.kind === 'contract')
    const made = (await w.request('anna', 'POST', '/api/contracts', { dealId: deal.id, templateId })).body
    expect((await w.request('anna', 'POST', `/api/documents/${made.document.id}/make`)).status).toBe(200)
    expect((await w.request('anna', 'POST', `/api/contracts/${made.id}/submit`)).status).toBe(200)
    await page.goto(`${address}/contracts?queue=waiting`)
    await page.getByRole('link', { name: 'Drzwi do portu' }).click()
    await button('Odpowiedz').click()
    await dialog().getByRole('radio', { name: 'Do poprawy' }).check()
    await dialog().getByRole('button', { name: 'Zapisz odpowiedź' }).click()
    await dialog().getByText('Napisz, co trzeba zmienić').waitFor()
    await looked('answer')
    await dialog().getByLabel('Komentarz').fill('Brak kar umownych')
    await dialog().getByRole('button', { name: 'Zapisz odpowiedź' }).click()
    await page.getByText('Do poprawy').first().waitFor()
    await page.getByText('Brak kar umownych').first().waitFor()
  })
})
