import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page

const receive = (title: string, amount: number) =>
  w.write(system('test'), (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title, amount }),
  )

beforeAll(async () => {
  w = await testWorld({ startsAt: 'now' })
  await receive('Okna do hali', 6_000_000)
  await receive('Parapet', 20_000)
  await w.settle()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `distribution-${name}`)

const dialog = () => page.getByRole('dialog')
const rules = () => page.getByRole('list', { name: 'Zasady' }).getByRole('listitem')
const choose = async (label: string, option: string) => {
  await dialog().getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

it('a rule is written as a sentence, tried on what came, put in order, switched on, and then decides', async () => {
  await page.goto(`${address}/settings/distribution`)
  await page.getByText('Nie ma jeszcze żadnej zasady.').waitFor()
  await page.getByRole('button', { name: 'Dodaj zasadę' }).click()
  await dialog().getByRole('button', { name: 'Dodaj wyłączoną' }).click()
  await dialog().getByText('Uzupełnij to pole.').first().waitFor()
  await dialog().getByLabel('Nazwa').fill('Duże dla Anny')
  await dialog().getByRole('button', { name: 'Dodaj warunek' }).click()
  await choose('Pole', 'Wartość')
  await choose('Warunek', 'co najmniej')
  await choose('Komu', 'jednej osobie')
  await choose('Osoba', 'Anna Wiśniewska')
  // A rule without its condition would take everything.
  await dialog().getByRole('button', { name: 'Dodaj wyłączoną' }).click()
  await dialog().getByText('Uzupełnij albo popraw ten warunek filtra.').first().waitFor()
  await looked('half-typed')
  await dialog().getByRole('textbox', { name: 'Wartość', exact: true }).fill('50 000')
  await looked('dialog')
  await dialog().getByRole('button', { name: 'Dodaj wyłączoną' }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByText(/Jeśli Wartość: co najmniej 50\s000,00\szł, zgłoszenie dostaje Anna Wiśniewska\./).waitFor()

  await page.getByRole('button', { name: 'Dodaj zasadę' }).click()
  await dialog().getByLabel('Nazwa').fill('Reszta po kolei')
  await choose('Dział', 'Sprzedaż')
  await dialog().getByRole('button', { name: 'Dodaj wyłączoną' }).click()
  await dialog().waitFor({ state: 'hidden' })
  await page.getByText('Zawsze, dostają je po kolei osoby z działu Sprzedaż.').waitFor()

  // What came before any rule, as the rules would have given it out.
  await page.getByRole('button', { name: /^Duże dla Anny\s*1$/ }).click()
  await page.getByRole('link', { name: 'Parapet' }).waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'Okna do hali' }).waitFor()
  await looked('page')

  await page.getByRole('button', { name: /^Przesuń: Reszta po kolei/ }).press('ArrowUp')
  await expect.poll(() => rules().first().innerText()).toContain('Reszta po kolei')
  await expect.poll(async () => (await storedRules())[0].name).toBe('Reszta po kolei')
  await page.getByRole('button', { name: /^Przesuń: Reszta po kolei/ }).press('ArrowDown')
  await expect.poll(async () => (await storedRules())[0].name).toBe('Duże dla Anny')
  await page.getByRole('switch', { name: 'Włączona: Duże dla Anny' }).click({ force: true })
  await expect.poll(async () => (await storedRules())[0].active).toBe(true)

  const { id } = await receive('Brama przemysłowa', 7_000_000)
  await w.settle()
  await page.goto(`${address}/leads/${id}`)
  await page.getByText('Tok wybrał według zasady „Duże dla Anny”: Anna Wiśniewska').waitFor()
  const entry = page.getByRole('listitem').filter({ hasText: 'Duże dla Anny' })
  await entry.getByRole('button', { name: 'Dlaczego?' }).click()
  await entry.getByText(/Jeśli Wartość: co najmniej 50\s000,00\szł/).waitFor()
  await looked('why')
})

it('fits a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${address}/settings/distribution`)
  await page.getByRole('heading', { name: 'Próba na ostatnich 30 dniach' }).waitFor()
  await looked('phone')
  await page.getByRole('button', { name: 'Zmień zasadę: Duże dla Anny' }).click()
  await dialog().getByLabel('Nazwa').waitFor()
  await looked('phone-dialog')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
})

it('keeps the conditions of a rule that is saved before the names of its fields have come', async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  let answer = () => {}
  const late = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/distribution/fields', async (route) => {
    await late
    await route.continue()
  })
  await page.goto(`${address}/settings/distribution`)
  await page.getByRole('button', { name: 'Zmień zasadę: Duże dla Anny' }).click()
  await dialog().getByLabel('Nazwa').fill('Duże dla Ani')
  await dialog().getByRole('button', { name: 'Zapisz' }).click()
  await dialog().waitFor({ state: 'hidden' })
  answer()
  await page.unrouteAll({ behavior: 'wait' })
  expect((await storedRules())[0]).toMatchObject({
    name: 'Duże dla Ani',
    conditions: { all: [{ field: 'amount', op: 'gte' }] },
  })
})

const storedRules = async () => (await w.request('owner', 'GET', '/api/distribution/rules')).body.items
