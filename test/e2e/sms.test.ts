import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channels } from '../../server/channels/channels.ts'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { TestSmsapi } from '../support/sms-providers.ts'
import { testWorld, type World } from '../support/world.ts'

const PHONE = '+48601224718'
const smsapi = new TestSmsapi()
let w: World
let browser: Browser
let address: string
let page: Page
let contact: string

beforeAll(async () => {
  w = await testWorld()
  w.deps.channels = channels
  await smsapi.up()
  contact = (
    await w.write('owner', (cx) =>
      makeContact(cx, { firstName: 'Marcin', lastName: 'Głąb', phones: [{ value: PHONE }] }),
    )
  ).id
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await smsapi.down()
  await w.close()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
let answers: string

it('an account is set up, tried out, and given an address for answers', async () => {
  await page.goto(`${address}/settings/channels/sms/new`)
  await page.getByLabel('Nadawca').fill('OKNA')
  await page.getByLabel('Adres API').fill(smsapi.url)
  await page.getByLabel('Token', { exact: true }).fill('nie ten')
  await button('Wypróbuj').click()
  await page.getByText('HTTP 401').or(page.getByText('101 Authorization failed')).first().waitFor()
  await page.getByLabel('Token', { exact: true }).fill(smsapi.token)
  await button('Wypróbuj').click()
  await page.getByText('Logowanie się udało.').waitFor()
  await looked(page, 'sms-account')
  await button('Zapisz').click()
  await button('Utwórz adres z nowym kluczem').click()
  answers = (await page.getByText(/\/channels\/[\w-]+\?key=\w{48}/).textContent())!.replace(/^https?:\/\/[^/]+/, '')
  await button('Zapisz').click()
  await page.getByText('nieznany nadawca: zgłoszenie').waitFor()
})

it('an SMS is written from a card, in quiet hours only when its writer insists', async () => {
  const hours = { from: '00:00', to: '23:59', restDays: false, dailyCap: 3 }
  await w.request('owner', 'PUT', '/api/settings/customer-peace', hours)
  await page.goto(`${address}/contacts/${contact}`)
  await button('Napisz SMS').first().click()
  await dialog().getByLabel('Treść SMS-a').fill('Okna będą jutro, zażółć')
  await dialog().getByText('1 SMS, zostało 47 znaków.').waitFor()
  await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
  await dialog().getByText('Klienci mają teraz ciszę').waitFor()
  expect(smsapi.sent).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await looked(page, 'sms-quiet-phone')
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog().getByRole('button', { name: 'Wyślij mimo to' }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect
    .poll(() => smsapi.sent.map(({ to, message }) => ({ to, message })))
    .toEqual([{ to: PHONE.slice(1), message: 'Okna będą jutro, zażółć' }])
})

it('whoever answers STOP is written to no more', async () => {
  const said = new URLSearchParams({ sms_from: PHONE.slice(1), sms_to: '48222901180', sms_text: 'STOP', MsgId: 'a1' })
  const wrong = await w.app.inject({ method: 'POST', url: answers.replace(/key=./, 'key=x'), ...form(said) })
  expect(wrong.statusCode).toBe(403)
  expect((await w.app.inject({ method: 'POST', url: answers, ...form(said) })).body).toBe('OK')
  await w.settle()
  await page.reload()
  await page.getByText('Klient sam odpisał STOP').waitFor()
  expect(await page.getByLabel('SMS: +48 601 224 718').isChecked()).toBe(false)
  await button('Napisz SMS').first().click()
  await dialog().getByLabel('Treść SMS-a').fill('Jeszcze jedno')
  await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
  await dialog().getByText('nie chce takich wiadomości').waitFor()
})

const form = (fields: URLSearchParams) => ({
  payload: fields.toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})
