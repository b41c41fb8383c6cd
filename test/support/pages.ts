import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { CAST, OWNER_PASSWORD } from './world.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A page of its own, at desk width unless said otherwise, on which the owner has signed in by the form. */
export async function ownersPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL', ...options })
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('E-mail').fill(CAST.owner.email)
  await page.getByLabel('Hasło', { exact: true }).fill(OWNER_PASSWORD)
  await page.getByRole('button', { name: 'Zaloguj się' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
  return page
}

/** Expects that axe finds nothing on the page as it is; keeps a picture of it where TOK_SHOTS names a folder. */
export async function looked(page: Page, name: string): Promise<void> {
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/${name}.png` })
  await page.evaluate(axe)
  const faults = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const { violations } = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
    return violations.map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`)
  })
  expect(faults).toEqual([])
}

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** axe on the desk and on the phone, and that the phone's page is no wider than the phone. */
export async function sound(page: Page, name: string): Promise<void> {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // As a function, since the page's policy lets no injected script run.
    await page.evaluate(axe)
    const faults = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
      const { violations } = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa'] })
      return violations.map((one: { id: string; nodes: { target: string[] }[] }) => [
        one.id,
        ...one.nodes.map((node) => node.target.join(' ')),
      ])
    })
    expect(faults, `${name} at ${size.width}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  }
  await page.setViewportSize(DESK)
}
