import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { makeExchange } from '../../server/modules/telephony/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { ownersPage, sound as soundAtBoth } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let page: Page
let address: string
let exchange: { id: string; secret: string }

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  exchange = await w.write('owner', (cx) => makeExchange(cx, { name: 'Centrala', departmentId: w.departments.sales }))
  await w.write('owner', (cx) => updateEmployee(cx, { id: w.people.owner, set: { extension: '100' }, expected: null }))
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const sound = (name: string) => soundAtBoth(page, name)

async function tell(...events: object[]): Promise<void> {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/exchanges/${exchange.id}/events`,
    headers: { authorization: `Bearer ${exchange.secret}` },
    payload: { events },
  })
  expect(answer.statusCode).toBe(204)
}

it('the card of whoever calls pops up, takes a note, and stays until it is closed', async () => {
  const number = '+48601224718'
  const { id } = await w.write(system('test'), (cx) =>
    makeContact(cx, { firstName: 'Ireneusz', lastName: 'Świątek', phones: [{ value: number }] }),
  )
  const call = { call: '1', number, extension: '100' }
  await tell({ event: 'ringing', ...call })
  const now = page.getByRole('region', { name: 'Połączenia teraz' })
  await now.getByRole('link', { name: 'Ireneusz Świątek' }).waitFor()
  await now.getByText('Dzwoni').waitFor()
  await tell({ event: 'answered', ...call })
  await now.getByText(/Rozmowa \d/).waitFor()
  await now.getByLabel('Notatka').fill('Pyta o okna dachowe')
  await sound('call')
  await tell({ event: 'ended', ...call, seconds: 75 })
  await now.getByText('Zakończona, 1:15').waitFor()
  await now.getByRole('button', { name: 'Otwórz' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ireneusz Świątek' }).waitFor()
  await page.getByText('rozmowa 1:15').waitFor()
  await page.getByRole('main').getByText('Pyta o okna dachowe').waitFor()
  await now.getByRole('button', { name: 'Zamknij' }).click()
  await now.waitFor({ state: 'detached' })
  const { body } = await w.request('owner', 'GET', `/api/records/contact/${id}/calls`)
  expect(body.items).toMatchObject([{ state: 'ended', seconds: 75, note: 'Pyta o okna dachowe' }])
})

it('a missed call makes a card, waits to be called back, and is settled', async () => {
  const number = '+48601224719'
  await tell({ event: 'ringing', call: '2', number }, { event: 'missed', call: '2', number })
  await page.goto(`${address}/calls?tab=back`)
  await page.getByText('+48 601 224 719').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Oddzwoń najpóźniej').waitFor()
  await sound('call-dialog')
  await dialog.getByRole('link', { name: 'Otwórz kartę' }).waitFor()
  await dialog.getByRole('button', { name: 'Załatwione' }).click()
  await dialog.getByText(/oddzwoniono/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Nikt nie czeka na oddzwonienie').waitFor()
  await page
    .getByRole('tab', { name: 'Wszystkie' })
    .or(page.getByRole('button', { name: 'Wszystkie' }))
    .first()
    .click()
  await page.getByText('nieodebrane').first().waitFor()
  await sound('calls')
})

it('an exchange is added, its secret shown once, and tried out without a telephone', async () => {
  await page.goto(`${address}/settings/exchanges`)
  await page.getByRole('button', { name: 'Dodaj centralę' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await dialog.getByText('Uzupełnij to pole').waitFor()
  await dialog.getByLabel('Nazwa').fill('Druga centrala')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await dialog.getByText('Sekret centrali').waitFor()
  await dialog.getByRole('button', { name: 'Zamknij' }).last().click()
  await page.getByRole('region', { name: 'Druga centrala' }).getByText('jeszcze nic nie przysłała').waitFor()
  await sound('exchanges')
  await page.getByRole('region', { name: 'Druga centrala' }).getByRole('button', { name: 'Wypróbuj' }).click()
  await page.getByRole('dialog').getByLabel('Numer', { exact: true }).fill('601 224 720')
  await page.getByRole('dialog').getByRole('button', { name: 'Zadzwoń' }).click()
  await page.getByText('Dzwoni. Za chwilę zobaczysz połączenie na liście.').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: 'Druga centrala' }).getByText('Ostatnie zdarzenie').waitFor()
  await expect
    .poll(async () => (await w.request('owner', 'GET', '/api/calls?q=601224720')).body.items[0]?.state)
    .toBe('missed')
})
