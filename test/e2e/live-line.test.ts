import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

/* What happens between a page's first question and the moment its line to the server is open is shown as all else is. */

let w: World
let browser: Browser
let page: Page
let address: string

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const receive = (title: string) =>
  w.write(system('test'), (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title }),
  )

it('while the line is being opened', async () => {
  let opened = 0
  await page.route('**/api/live*', async (route) => {
    opened += 1
    if (opened === 1) {
      await page.getByRole('heading', { level: 1, name: 'Leady' }).waitFor()
      await page.waitForLoadState('load')
      await expect.poll(() => asked).toBeGreaterThan(0)
      await receive('Rolety przed linią')
      // Longer than what the server tells in any case.
      await page.waitForTimeout(1_500)
    }
    await route.continue()
  })
  let asked = 0
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/api/leads') asked += 1
  })
  await page.goto(`${address}/leads`)
  await page.getByText('Rolety przed linią').first().waitFor()
  await page.unroute('**/api/live*')
})

it('while the first answers are on their way', async () => {
  const early: Promise<unknown>[] = []
  let later = 0
  let told: () => void = () => {}
  const hint = new Promise<void>((resolve) => {
    told = resolve
  })
  let isTold = false
  await page.route(
    (url) => url.pathname.startsWith('/api/leads'),
    async (route) => {
      if (isTold) {
        later += 1
        return route.continue()
      }
      const answer = route.fetch()
      early.push(answer)
      const response = await answer
      await hint
      await route.fulfill({ response })
    },
  )
  await page.goto(`${address}/leads`)
  await expect.poll(() => early.length).toBeGreaterThan(0)
  await Promise.all(early)
  await receive('Rolety w drodze')
  // Long enough for the hint to come before the answers.
  await page.waitForTimeout(1_500)
  isTold = true
  told()
  await page.getByText('Rolety w drodze').first().waitFor()
  expect(later).toBeGreaterThan(0)
})
