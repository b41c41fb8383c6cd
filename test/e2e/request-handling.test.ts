import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { CAST, OWNER_PASSWORD, testWorld, type World } from '../support/world.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let w: World
let browser: Browser
let address: string

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/${name}.png` })
}

async function faults(page: Page): Promise<string[]> {
  // As a function, since the page's policy lets no injected script run.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const { violations } = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
    return violations.map((violation: { id: string }) => violation.id)
  })
}

it('a request comes in, is accepted on My day, and leaves a task', async () => {
  await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, {
      source: 'form',
      formId: null,
      departmentId: w.departments.sales,
      title: 'Okna do hali, 30 sztuk',
      personName: 'Ireneusz Świątek',
      companyName: 'Port Łeba S.A.',
    }),
  )
  // The owner belongs to no department of the cast; in sales he is offered what sales is offered.
  await w.db
    .updateTable('employees')
    .set({ department_id: w.departments.sales })
    .where('id', '=', w.people.owner)
    .execute()

  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL' })
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('E-mail').fill(CAST.owner.email)
  await page.getByLabel('Hasło', { exact: true }).fill(OWNER_PASSWORD)
  await shot(page, 'sign-in')
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'Zaloguj się' }).click()

  await page.getByText('Okna do hali, 30 sztuk').first().waitFor()
  await shot(page, 'my-day')
  expect(await faults(page)).toEqual([])
  await page
    .getByRole('button', { name: /Przyjmij/ })
    .first()
    .click()
  await expect
    .poll(async () => (await w.db.selectFrom('leads').select('owner_id').executeTakeFirstOrThrow()).owner_id)
    .toBe(w.people.owner)
  // No reload: the task appears by itself.
  await page
    .getByText(/Obsłuż leada/)
    .first()
    .waitFor()
  await shot(page, 'accepted')

  await page.setViewportSize({ width: 390, height: 844 })
  await page
    .getByText(/Obsłuż leada/)
    .first()
    .waitFor()
  await shot(page, 'phone')
  await page.close()
})
