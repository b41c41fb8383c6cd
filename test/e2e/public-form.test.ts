import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeForm } from '../../server/modules/forms/factory.ts'
import type { Form } from '../../server/modules/forms/queries.ts'
import { launchBrowser } from '../support/browser.ts'
import { testWorld } from '../support/world.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let w: Awaited<ReturnType<typeof testWorld>>
let browser: Browser
let site: Server
let tok: string
let company: string
let form: Form
let served: { html: string; headers: Record<string, string> }

beforeAll(async () => {
  w = await testWorld()
  tok = await w.app.listen({ host: '127.0.0.1', port: 0 })
  // The company's web site: another origin than Tok's.
  site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...served.headers }).end(served.html)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  company = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await new Promise((resolve) => site.close(resolve))
  await w.close()
})
beforeEach(async () => {
  form = await w.write('owner', (cx) =>
    makeForm(cx, {
      definition: {
        proofOfWork: true,
        consents: [{ key: 'privacy', text: { pl: 'Zgadzam się', en: 'I agree' }, required: true }],
      },
    }),
  )
})

const leads = async () =>
  (await sql<Record<string, unknown>>`select * from leads where form_id = ${form.id}`.execute(w.db)).rows

async function open(url: string, options: BrowserContextOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'pl-PL', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  await page.goto(url, { referer: 'https://search.example/' })
  return { page, faults }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(
    'axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join()))',
  )
  return found as string[]
}

/** The company's page, with a policy that allows nothing but Tok's script and calls to it. */
function embedded(body: string, style = ''): void {
  served = {
    headers: {
      'content-security-policy': `default-src 'none'; script-src ${tok}; connect-src ${tok}; style-src 'sha256-none'`,
    },
    html: `<!doctype html><html lang="en"><head><title>Firma</title>${style}</head><body>${body}</body></html>`,
  }
}

test('a form stands in the place of its script on a site of another origin, and the lead knows where it came from', async () => {
  embedded(
    `<main><h1>Contact</h1><p id="before">Before</p><script src="${tok}/embed/${form.key}.js" async></script><p id="after">After</p></main>`,
  )
  const { page, faults } = await open(`${company}/contact?utm_source=flyer&utm_medium=print`)
  const name = page.getByLabel('Name')
  await name.waitFor()
  const top = async (at: string) => (await page.locator(at).boundingBox())!.y
  expect(await top('#before')).toBeLessThan((await name.boundingBox())!.y)
  expect((await name.boundingBox())!.y).toBeLessThan(await top('#after'))
  // Its own look, in spite of the site's policy.
  expect(await name.evaluate((input) => getComputedStyle(input).borderTopColor)).toBe('rgb(139, 142, 137)')
  expect(await violations(page)).toEqual([])

  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Fill in this field.').waitFor()
  expect(await name.evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)).toBe(true)
  await page.getByText('Tick the required consent').waitFor()
  expect(await violations(page)).toEqual([])

  await name.fill('Jan Nowak')
  await page.getByLabel('Produkt').selectOption('tank')
  await page.getByLabel('I agree').check()
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(await leads()).toMatchObject([
    {
      person_name: 'Jan Nowak',
      product: 'Tank',
      utm: { utm_source: 'flyer', utm_medium: 'print' },
      page_url: `${company}/contact?utm_source=flyer&utm_medium=print`,
      referrer: 'https://search.example/',
    },
  ])
  const { rows } = await sql`select origin from submissions where form_id = ${form.id}`.execute(w.db)
  expect(rows).toEqual([{ origin: company }])
  expect(faults).toEqual([])
  await page.context().close()
})

test('on a dark site the form is dark, whatever the visitor’s system prefers', async () => {
  served = {
    headers: {},
    html: `<!doctype html><html lang="pl"><head><title>F</title><style>body{background:#101010;color:#fff}</style></head><body><main><h1>F</h1><script src="${tok}/embed/${form.key}.js"></script></main></body></html>`,
  }
  const { page } = await open(`${company}/`, { colorScheme: 'light' })
  await page.getByLabel('Imię i nazwisko').waitFor()
  expect(await page.locator('.tok').getAttribute('data-theme')).toBe('dark')
  expect(await violations(page)).toEqual([])
  await page.context().close()
})

test('a connection that is lost costs neither the text nor the request', async () => {
  embedded(`<main><h1>F</h1><script src="${tok}/embed/${form.key}.js"></script></main>`)
  const { page } = await open(`${company}/`)
  await page.getByLabel('Name').fill('Jan Nowak')
  await page.getByLabel('I agree').check()
  let posts = 0
  // The first time the request gets through and its answer does not: the worst case, where a plain retry makes a double.
  await page.route('**/submissions', async (route) => {
    posts += 1
    if (posts > 1) return route.continue()
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('Trying again').waitFor()
  await page.getByRole('heading', { name: 'Thank you' }).waitFor()
  expect(posts).toBe(2)
  expect(await leads()).toHaveLength(1)
  await page.context().close()
})

test('a form that is off says so in its place', async () => {
  await w.request('owner', 'PATCH', `/api/forms/${form.id}`, { active: false }, { 'if-match': '1' })
  embedded(`<main><h1>F</h1><script src="${tok}/embed/${form.key}.js"></script></main>`)
  const { page } = await open(`${company}/`)
  await page.getByText('This form is switched off').waitFor()
  await page.context().close()
})

test.each(['light', 'dark'] as const)(
  'its own page in the %s: faults at their fields, then thanks',
  async (colorScheme) => {
    const { page, faults } = await open(`${tok}/f/${form.key}`, { colorScheme, viewport: { width: 380, height: 800 } })
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.getByLabel('E-mail').fill('jan@')
    await page.getByRole('button', { name: 'Wyślij' }).click()
    await page.getByText('Podaj adres e-mail').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe('jan@')
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Imię i nazwisko').fill('Jan <b>Nowak</b>')
    await page.getByLabel('E-mail').fill('jan@acme.pl')
    await page.getByLabel('Zgadzam się').check()
    await page.getByRole('button', { name: 'Wyślij' }).click()
    await page.getByRole('heading', { name: 'Dziękujemy' }).waitFor()
    expect(await leads()).toMatchObject([{ person_name: 'Jan <b>Nowak</b>', email: 'jan@acme.pl' }])
    expect(faults).toEqual([])
    await page.context().close()
  },
)

test('its own page without JavaScript works where no proof of work is asked, and says so where it is', async () => {
  const asking = await open(`${tok}/f/${form.key}`, { javaScriptEnabled: false })
  // By text Playwright does not look inside noscript.
  await asking.page.locator('noscript p', { hasText: 'JavaScriptu' }).waitFor()
  await asking.page.context().close()
  form = await w.write('owner', (cx) => makeForm(cx, { definition: { allowedOrigins: ['https://firma.pl'] } }))
  const { page } = await open(`${tok}/f/${form.key}`, { javaScriptEnabled: false })
  await page.getByLabel('Imię i nazwisko').fill('Jan Nowak')
  await page.getByLabel('NIP').fill('123')
  await page.getByRole('button', { name: 'Wyślij' }).click()
  await page.getByText('Podaj poprawny NIP').waitFor()
  expect(await page.getByLabel('Imię i nazwisko').inputValue()).toBe('Jan Nowak')
  await page.getByLabel('NIP').fill('123-456-32-18')
  await page.getByRole('button', { name: 'Wyślij' }).click()
  await page.getByRole('heading', { name: 'Dziękujemy' }).waitFor()
  expect(await leads()).toMatchObject([{ nip: '1234563218' }])
  await page.context().close()
})
