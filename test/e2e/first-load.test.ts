import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { ownersPage } from '../support/pages.ts'
import { scriptsOf } from '../support/scripts.ts'
import { testWorld, type World } from '../support/world.ts'

const MOST_KILOBYTES = 250

let w: World
let browser: Browser
let address: string
beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

it('My day needs no more script than a slow line brings in a moment, and gets it compressed', async () => {
  await w.db
    .updateTable('employees')
    .set({ department_id: w.departments.sales })
    .where('id', '=', w.people.owner)
    .execute()
  await w.write(system('test'), (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do hali' }),
  )
  await w.settle()
  await w.request('owner', 'POST', '/api/tasks', { title: 'Zadzwoń' })
  const page = await ownersPage(browser, address)
  // What is fetched in a quiet moment afterwards, for the other pages, keeps nobody waiting: that moment never comes here.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(`${address}/`)
  await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
  await page.getByRole('button', { name: 'Przyjmij: Okna do hali' }).waitFor()
  await page.getByRole('checkbox', { name: 'Zrobione: Zadzwoń' }).waitFor()
  const scripts = await scriptsOf(page)
  expect(scripts.length).toBeGreaterThan(3)
  for (const { path, plain, br, gzip } of scripts.filter((script) => script.plain > 1024)) {
    expect(br, path).toBeLessThan(plain * 0.7)
    expect(gzip, path).toBeLessThan(plain * 0.7)
  }
  expect(scripts.reduce((sum, { br }) => sum + br, 0) / 1000).toBeLessThan(MOST_KILOBYTES)
})
