import { loadavg } from 'node:os'
import type { Browser, Page } from 'playwright-core'
import { seedDemo } from '../db/seeds/demo.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { scriptsOf } from '../test/support/scripts.ts'
import { MILLION, OWNER } from './lists/fill.ts'
import { ready } from './lists/lists.ts'
import { atMost, median, type Options, percentile, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

const FRAME_MS = 50
const PRESS_MS = 100
const SCRIPT_KB = 250
const TURNS = 150
const TURN_PIXELS = 700
const TURN_MS = 40

/**
 * What a person's browser does: how long a frame takes while the list of leads scrolls through thousands of rows, how soon
 * a press is answered on the pages of the demo company, and how much script the first page needs. A browser reports what
 * takes more than 50 ms of a frame, and of an answer; on a busy machine that is its neighbours' time too.
 */
export async function pages({ quick, size, keep, say }: Options): Promise<Result> {
  const leads = size ?? (quick ? MILLION / 50 : MILLION)
  const load = rounded(loadavg()[0]!)
  const browser = await launchBrowser()
  try {
    const frames = await scrolling(browser, { leads, keep, say, turns: quick ? TURNS / 5 : TURNS })
    const presses = await pressing(browser, say)
    return {
      bench: 'pages',
      bars: [
        atMost(`longest frame while a list of ${leads} leads scrolls`, frames.longest, 'ms', FRAME_MS),
        atMost('slowest answer to a press in the demo company', Math.max(...presses), 'ms', PRESS_MS),
        atMost('script of My day, Brotli', frames.script.br, 'kB', SCRIPT_KB),
      ],
      figures: {
        'rows scrolled through': frames.rows,
        'frames over 50 ms': frames.long,
        'presses measured': presses.length,
        'answer to a press p50, ms': rounded(median(presses)),
        'answer to a press p95, ms': rounded(percentile(presses, 0.95)),
        'script of My day, gzip, kB': rounded(frames.script.gzip),
        'load of the machine at the start': load,
      },
    }
  } finally {
    await browser.close()
  }
}

interface Watched {
  frames: number[]
  presses: number[]
}

/** Has the browser note long frames and how long each press took to the next picture. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const noted: Watched = { frames: [], presses: [] }
    Object.assign(window, { noted })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.frames.push(duration)
    }).observe({ type: 'long-animation-frame' })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ((entry as PerformanceEntry & { interactionId: number }).interactionId) noted.presses.push(entry.duration)
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })

const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: Watched }).noted)

async function scrolling(
  browser: Browser,
  { leads, keep, say, turns }: Pick<Options, 'keep' | 'say'> & { leads: number; turns: number },
) {
  const place = await makePlace(keep)
  try {
    await ready(place, leads, say)
    const { address } = await place.serve({ TOK_ROLES: 'web' })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL' })
    await page.goto(`${address}/sign-in`)
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.getByLabel('Hasło', { exact: true }).fill(OWNER.password)
    await page.getByRole('button', { name: 'Zaloguj się' }).click()
    await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
    // What comes in a quiet moment afterwards keeps nobody waiting for My day.
    await page.addInitScript(() => {
      const { requestIdleCallback } = window
      window.requestIdleCallback = (...all) => (location.pathname === '/' ? 0 : requestIdleCallback(...all))
    })
    await page.goto(`${address}/`)
    await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
    await page.waitForTimeout(2000)
    const scripts = await scriptsOf(page)
    const sum = (of: 'br' | 'gzip') => scripts.reduce((total, script) => total + script[of], 0) / 1000
    const script = { br: sum('br'), gzip: sum('gzip') }
    await page.goto(`${address}/leads`)
    const grid = page.getByRole('grid')
    await grid.getByRole('row').nth(10).waitFor()
    await grid.hover()
    // What the page does while it is being opened is no scrolling.
    await page.waitForTimeout(1000)
    await watch(page)
    for (let turn = 0; turn < turns; turn += 1) {
      await page.mouse.wheel(0, TURN_PIXELS)
      await page.waitForTimeout(TURN_MS)
    }
    await page.waitForTimeout(500)
    const { frames } = await noted(page)
    const rows = await grid.evaluate((element) =>
      Math.max(
        ...[...element.querySelectorAll('[aria-rowindex]')].map((row) => Number(row.getAttribute('aria-rowindex'))),
      ),
    )
    say(`${rows} rows, ${frames.length} frames over 50 ms`)
    return { longest: Math.max(0, ...frames), long: frames.length, rows, script }
  } finally {
    await place.end()
  }
}

const PRESSED = [
  '/',
  '/requests',
  '/leads',
  '/leads?view=board',
  '/deals',
  '/deals?view=list',
  '/contacts',
  '/companies',
  '/products',
  '/tasks',
  '/calendar',
  '/processes',
  '/settings/fields',
  '/settings/staff',
]

async function pressing(browser: Browser, say: Options['say']) {
  const place = await makePlace()
  try {
    say('filling the demo company')
    await place.within(({ deps }) => seedDemo(deps))
    const { address } = await place.serve()
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL' })
    await page.goto(`${address}/sign-in`)
    await page.getByText('Firma pokazowa: wejdź jako').waitFor()
    await page.locator('main button, form ~ * button, ul button').first().click()
    await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
    const presses: number[] = []
    for (const path of PRESSED) {
      await page.goto(`${address}${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForTimeout(500)
      await watch(page)
      // By keys, as they come from a hand: the palette and what is typed into it, the page's own creation, tabs, arrows.
      for (const key of [
        '/',
        'o',
        'k',
        'n',
        'a',
        'Escape',
        'n',
        'Escape',
        'Tab',
        'Tab',
        'Tab',
        'ArrowDown',
        'ArrowDown',
        '?',
        'Escape',
      ]) {
        await page.keyboard.press(key)
        await page.waitForTimeout(120)
      }
      const found = (await noted(page)).presses
      presses.push(...found)
      say(`${path}: slowest press ${rounded(Math.max(0, ...found))} ms`)
    }
    return presses
  } finally {
    await place.end()
  }
}
