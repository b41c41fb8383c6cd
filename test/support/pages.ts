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

const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag22aa']
/** What a page's colours can break; all else is the same in light and dark. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on the page as it is: of each fault its name and where it is. Looked at twice before it counts: a button half-way from one
 * colour to the other has neither's contrast.
 */
export async function faultsOf(page: Page, rules = EVERY_RULE): Promise<string[]> {
  const found = await askAxe(page, rules)
  if (found.length === 0) return found
  await page.waitForTimeout(500)
  return askAxe(page, rules)
}

async function askAxe(page: Page, rules: string[]): Promise<string[]> {
  // As a function, since the page's policy lets no injected script run.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const { violations } = await (window as any).axe.run(document, { runOnly })
    return violations.map(
      (one: { id: string; nodes: { html: string }[] }) =>
        `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
    )
  }, rules)
}

/** Parts that are scrolled down and would have to be moved sideways, too; a board of stages is meant to be. */
export const overTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body :not([role="group"])')]
      .filter((part) => {
        const { overflowX, overflowY } = getComputedStyle(part)
        const isScrolledDown = /auto|scroll/.test(overflowY) && part.clientHeight > 200
        return isScrolledDown && /auto|scroll/.test(overflowX) && part.scrollWidth > part.clientWidth + 1
      })
      .map((part) => `${part.tagName}.${part.className}: ${part.scrollWidth} of ${part.clientWidth}`),
  )

const FINGER = 44

/** What can be touched and leaves a finger less than 44 pixels in either way, but for links within a text. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const found: string[] = []
    const controls =
      'button, a[href], input, select, textarea, [role="button"], [role="tab"], [role="menuitem"], [tabindex="0"]'
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      const style = getComputedStyle(control)
      if (
        control.matches(':disabled, [type="hidden"], [type="file"]') ||
        style.visibility === 'hidden' ||
        control.closest('[inert], [aria-hidden="true"]')
      )
        continue
      // A link among words is as high as its line; an element around others is reached by them.
      if (style.display === 'inline' && control.parentElement?.textContent !== control.textContent) continue
      const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : []
      const frame = control.matches('input, textarea') ? control.closest('.mantine-Input-wrapper') : null
      control.scrollIntoView({ block: 'center', inline: 'center' })
      const box = (frame ?? control).getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      const mine = (x: number, y: number) => {
        const hit = document.elementFromPoint(x, y)
        return hit !== null && [control, frame, ...labels].some((one) => one?.contains(hit))
      }
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      if (!mine(x, y)) continue
      const reach = least / 2 - 1.5
      const wide = box.width >= least || (mine(x - reach, y) && mine(x + reach, y))
      const high = box.height >= least || (mine(x, y - reach) && mine(x, y + reach))
      if (!wide || !high) {
        found.push(
          `${Math.round(box.width)}x${Math.round(box.height)} ${control.getAttribute('aria-label') ?? control.textContent?.slice(0, 40) ?? ''} ${control.outerHTML.slice(0, 120)}`,
        )
      }
    }
    return found
  }, FINGER)

/** Expects that axe finds nothing on the page as it is; keeps a picture of it where TOK_SHOTS names a folder. */
export async function looked(page: Page, name: string): Promise<void> {
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/${name}.png` })
  expect(await faultsOf(page)).toEqual([])
}

const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** axe on the desk and on the phone, and that the phone's page is no wider than the phone. */
export async function sound(page: Page, name: string): Promise<void> {
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await faultsOf(page), `${name} at ${size.width}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  }
  await page.setViewportSize(DESK)
  // What is typed into the phone's page while the desk's takes its place is gone with it.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}
