import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../../db/seeds/demo.ts'
import { launchBrowser } from '../support/browser.ts'
import { addresses, demoPage, sendFile } from '../support/demo.ts'
import { type TestDeps, testDeps } from '../support/deps.ts'
import { faultsOf, OF_COLOURS, overTheEdge, smallTargets } from '../support/pages.ts'

const LOCALES = ['pl', 'en'] as const
/** Colours and what a page is made of are the same in every language; its words are read once, and measured at every width. */
const LOOKS = {
  pl: { desk: ['light', 'dark'], phone: ['light', 'dark'] },
  en: { desk: ['light'], phone: [] },
} as const
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

let demo: TestDeps
let empty: TestDeps
let browser: Browser
beforeAll(async () => {
  demo = await testDeps()
  empty = await testDeps()
  await seedDemo(demo.deps)
  browser = await launchBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await demo.close()
  await empty.close()
})

/** A page that was made smaller takes its other shape a moment later; what is wrong still then counts. */
const SETTLED_MS = 1_000

/** What axe, the width of the page and the size of what is touched have against it, in every look it has. */
async function against(page: Page, address: string, locale: keyof typeof LOOKS): Promise<string[]> {
  const found: string[] = []
  for (const size of ['desk', 'phone'] as const) {
    const viewport = SIZES[size]
    await page.setViewportSize(viewport)
    for (const colorScheme of LOOKS[locale][size]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const look = `${address} ${locale} ${size} ${colorScheme}`
      if (process.env.TOK_SHOTS) {
        await page.screenshot({ path: `${process.env.TOK_SHOTS}/${look.replaceAll(/\W+/g, '-')}.png` })
      }
      found.push(
        ...(await faultsOf(page, colorScheme === 'dark' ? OF_COLOURS : undefined)).map((fault) => `${look}: ${fault}`),
      )
    }
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    if ((await width()) > viewport.width) await page.waitForTimeout(SETTLED_MS)
    if ((await width()) > viewport.width) found.push(`${address} ${locale} ${size}: ${await width()} wide`)
  }
  if ((await overTheEdge(page)).length > 0) await page.waitForTimeout(SETTLED_MS)
  found.push(...(await overTheEdge(page)).map((part) => `${address} ${locale} phone: over the edge ${part}`))
  const small = () => smallTargets(page)
  if ((await small()).length > 0) await page.waitForTimeout(SETTLED_MS)
  found.push(...(await small()).map((target) => `${address} ${locale} phone: small ${target}`))
  return found
}

async function quiet(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => {})
  await expect.poll(() => page.locator('[data-skeleton], [aria-busy="true"]').count()).toBe(0)
}

const listening = async ({ app }: TestDeps) =>
  app.server.listening
    ? `http://127.0.0.1:${(app.server.address() as { port: number }).port}`
    : app.listen({ port: 0, host: '127.0.0.1' })

describe.each(LOCALES)(
  'every page in %s is sound for axe, no wider than the desk and the phone, and large enough for a finger',
  (locale) => {
    it('inside', async () => {
      const address = await listening(demo)
      const { db } = demo.deps.database
      await sql`update employees set locale = 'pl'`.execute(db)
      const tabs = [
        await demoPage(browser, address, { hasTouch: true }),
        await demoPage(browser, address, { hasTouch: true }),
      ]
      await sendFile(tabs[0]!)
      await sql`update employees set locale = ${locale}`.execute(db)
      const found: string[] = []
      const paths = (await addresses(db)).filter(({ inside }) => inside)
      const walk = async (page: Page) => {
        for (let next = paths.pop(); next; next = paths.pop()) {
          await page.setViewportSize(SIZES.desk)
          await page.goto(`${address}${next.address}`)
          await quiet(page)
          expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale)
          found.push(...(await against(page, next.address, locale)))
        }
      }
      await Promise.all(tabs.map(walk))
      expect(found).toEqual([])
    }, 900_000)

    it('outside', async () => {
      const page = await browser.newPage({ locale: locale === 'pl' ? 'pl-PL' : 'en-GB', hasTouch: true })
      const found: string[] = []
      for (const { address: path } of (await addresses(demo.deps.database.db)).filter(({ inside }) => !inside)) {
        const address = await listening(path.startsWith('/setup') ? empty : demo)
        await page.setViewportSize(SIZES.desk)
        await page.goto(`${address}${path}`)
        await quiet(page)
        expect(new URL(page.url()).pathname).toBe(path)
        found.push(...(await against(page, path, locale)))
      }
      expect(found).toEqual([])
    }, 240_000)
  },
)
