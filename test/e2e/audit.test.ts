import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectOnce } from '../../server/core/db.ts'
import { sealEvents } from '../../server/modules/audit/commands/seal.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let lead: string

beforeAll(async () => {
  w = await testWorld({ startsAt: 'now' })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  const { id } = await w.write('owner', (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do hali' }),
  )
  lead = id
  const { body } = await w.request('owner', 'GET', `/api/leads/${id}`)
  await w.request('owner', 'PATCH', `/api/leads/${id}`, { title: 'Drzwi' }, { 'if-match': String(body.version) })
  await w.settle()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

it('the log tells what changed from which value to which, and the filter stands in the address', async () => {
  await page.goto(`${address}/settings/audit`)
  await page.getByRole('heading', { level: 1, name: 'Dziennik zdarzeń' }).waitFor()
  await page.getByRole('combobox', { name: 'Co' }).click()
  await page.getByRole('option', { name: 'Leady', exact: true }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('area')).toBe('lead')
  await page
    .getByText(/Okna do hali → /)
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('lead.updated').waitFor()
  await dialog.getByRole('cell', { name: 'Okna do hali' }).waitFor()
  await dialog.getByRole('cell', { name: 'Drzwi' }).waitFor()
  await looked(page, 'audit-event')
  await dialog.getByRole('link', { name: 'Otwórz rekord' }).click()
  await page.getByRole('heading', { level: 1, name: 'Drzwi' }).waitFor()
  expect(page.url()).toBe(`${address}/leads/${lead}`)
})

it('a press compares the log with its seals, and says what somebody changed behind them', async () => {
  while (await sealEvents(w.deps));
  await page.goto(`${address}/settings/audit`)
  await page.getByRole('button', { name: 'Sprawdź dziennik' }).click()
  await page.getByText(/^Dziennik jest taki, jak go zapisano/).waitFor()
  const owner = await connectOnce(w.deps.connection)
  await owner.query('alter table event_log disable trigger event_log_append_only')
  const { rows } = await owner.query(
    `update event_log set changes = '[{"field":"title","from":"Okna","to":"Drzwi"}]' where name = 'lead.updated' and subject_id = $1 returning id`,
    [lead],
  )
  await owner.end()
  await page.getByRole('button', { name: 'Sprawdź dziennik' }).click()
  await page.getByText('Dziennik nie jest taki, jak go zapisano: 1 niezgodność.', { exact: false }).waitFor()
  await page
    .getByText(`Zmieniono zdarzenie ${rows[0].id} (lead.updated) po zapieczętowaniu`, { exact: false })
    .waitFor()
  await looked(page, 'audit-broken')
})
