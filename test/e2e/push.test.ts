import type { Browser, CDPSession, Locator, Page, Worker } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/core/ids.ts'
import { notify } from '../../server/modules/notifications/commands.ts'
import { launchBrowser } from '../support/browser.ts'
import { faultsOf, ownersPage, smallTargets } from '../support/pages.ts'
import { TestPushService } from '../support/push-service.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let service: TestPushService

beforeAll(async () => {
  ;[w, service, browser] = await Promise.all([testWorld(), new TestPushService().up(), launchBrowser()])
  // Browsers have service workers on localhost only.
  address = (await w.app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost')
  w.deps.config.publicUrl = address
  w.deps.config.pushHosts = [service.host]
  w.worker.start()
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([w.close(), service.down()])
})

/**
 * Chromium's own PushManager needs the service of its maker. In its place stands one that subscribes at the test's service; the
 * worker and the permission are the browser's own, and what is pushed is handed to the worker by the browser's debugger.
 */
async function subscribesAtTheTests(page: Page): Promise<void> {
  await page.exposeFunction('subscribeAtTheTests', (key: string) => {
    const { endpoint, keys } = service.subscribe(key)
    return { endpoint, keys }
  })
  await page.addInitScript(() => {
    const kept = () => JSON.parse(sessionStorage.getItem('subscription') ?? 'null')
    const shown = (one: { endpoint: string; key: number[] } | null) =>
      one && {
        endpoint: one.endpoint,
        options: { applicationServerKey: new Uint8Array(one.key).buffer },
        toJSON: () => one,
        unsubscribe: async () => sessionStorage.removeItem('subscription'),
      }
    Object.assign(PushManager.prototype, {
      getSubscription: async () => shown(kept()),
      async subscribe({ applicationServerKey }: { applicationServerKey: Uint8Array }) {
        const key = btoa(String.fromCharCode(...applicationServerKey))
          .replace(/\+/g, '-')
          .replace(/\//g, '_')
          .replace(/=+$/, '')
        // biome-ignore lint/suspicious/noExplicitAny: the test put it on window
        const made = await (window as any).subscribeAtTheTests(key)
        sessionStorage.setItem('subscription', JSON.stringify({ ...made, key: [...applicationServerKey] }))
        return shown(kept())
      },
    })
  })
}

/** Hands a text to the worker as the browser does with what was pushed. */
async function deliver(cdp: CDPSession, text: string): Promise<void> {
  const registration = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: address,
    registrationId: await registration,
    data: text,
  })
}

/** A switch once it can be pressed. */
async function press(toggle: Locator): Promise<void> {
  await expect.poll(() => toggle.isEnabled()).toBe(true)
  await toggle.click({ force: true })
}

/** This Chromium has no tray to show notifications in: the worker notes them. */
async function noting(page: Page): Promise<{ shown(): Promise<unknown[]>; press(): Promise<void> }> {
  const [worker] = page.context().serviceWorkers() as [Worker]
  await worker.evaluate(() => {
    const noted: unknown[] = []
    Object.assign(globalThis, { noted })
    // biome-ignore lint/suspicious/noExplicitAny: the types are those of a page
    ;(globalThis as any).registration.showNotification = async (title: string, options: object) => {
      noted.push({ title, ...options })
    }
  })
  return {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    shown: () => worker.evaluate(() => (globalThis as any).noted),
    press: () =>
      worker.evaluate(() => {
        // biome-ignore lint/suspicious/noExplicitAny: as above
        const self = globalThis as any
        const notification = { ...self.noted.at(-1), close: () => self.noted.pop() }
        self.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: () => {} }))
      }),
  }
}

it('shows on a device what is told to its owner, and opens the record', async () => {
  const page = await ownersPage(browser, address)
  await subscribesAtTheTests(page)
  await page.goto(`${address}/settings/profile`)
  const toggle = page.getByLabel('Powiadomienia na tym urządzeniu')
  await toggle.waitFor()

  // Refused: it says where to allow it.
  expect(await page.evaluate(() => Notification.permission)).not.toBe('granted')
  await page.context().clearPermissions()
  await press(toggle)
  await page.getByText('Przeglądarka nie pozwala na powiadomienia').waitFor()
  await page.context().grantPermissions(['notifications'], { origin: address })
  await page.reload()
  await press(toggle)
  const devices = page.getByRole('list', { name: 'Urządzenia z powiadomieniami' })
  await devices.getByText('to urządzenie').waitFor()
  expect(await toggle.isChecked()).toBe(true)
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/push.png`, fullPage: true })
  expect(await faultsOf(page)).toEqual([])

  const task = (await w.request('owner', 'POST', '/api/tasks', { title: 'Zadzwoń do Kowalskiego' })).body as {
    id: string
  }
  await w.write('owner', (cx) =>
    notify(cx, {
      subject: { kind: 'task', id: task.id },
      reason: 'test',
      occurrence: newId(),
      code: 'process_told',
      params: { text: 'Ktoś czeka na telefon' },
      recipients: [w.people.owner],
      mail: false,
      urgent: true,
    }),
  )
  await expect.poll(() => service.arrived.length).toBe(1)
  const tray = await noting(page)
  await deliver(await page.context().newCDPSession(page), service.arrived[0]!.text)
  await expect
    .poll(() => tray.shown())
    .toMatchObject([
      {
        title: 'Tok',
        body: 'Ktoś czeka na telefon',
        lang: 'pl',
        data: { url: `/tasks/${task.id}` },
      },
    ])
  await tray.press()
  await page.waitForURL(`**/tasks/${task.id}`)
  expect(await tray.shown()).toEqual([])

  await page.goto(`${address}/settings/profile`)
  await page.getByText('ostatnie powiadomienie').waitFor()
  await page.getByRole('button', { name: /^Wyślij próbne/ }).click()
  await expect.poll(() => service.arrived.length).toBe(2)
  expect(JSON.parse(service.arrived[1]!.text).title).toBe('Powiadomienia działają')
  await page.getByRole('button', { name: /^Usuń urządzenie/ }).click()
  await devices.waitFor({ state: 'detached' })
  expect(await toggle.isChecked()).toBe(false)
  await page.close()
})

it('fits a phone, in English and in the dark', async () => {
  const page = await ownersPage(browser, address, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.context().grantPermissions(['notifications'], { origin: address })
  await subscribesAtTheTests(page)
  await page.goto(`${address}/settings/profile`)
  const toggle = page.getByLabel('Powiadomienia na tym urządzeniu')
  await press(toggle)
  await page.getByRole('button', { name: /^Usuń urządzenie/ }).waitFor()
  await expect.poll(() => toggle.isChecked()).toBe(true)
  await page.getByText('English', { exact: true }).first().click()
  await page.getByText('Notifications on this device').waitFor()
  await page.getByText('this device', { exact: false }).first().scrollIntoViewIfNeeded()
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/push-phone.png` })
  expect(await faultsOf(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.close()
})
