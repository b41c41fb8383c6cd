import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { FakeChannel } from '../support/fake-channel.ts'
import { ownersPage, sound as soundAtBoth } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let page: Page
let address: string
let post: FakeChannel
let support: string

beforeAll(async () => {
  w = await testWorld()
  post = new FakeChannel(w.deps, { key: 'post', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([[post.channel.key, post.channel]])
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  support = await w.write('owner', (cx) =>
    makeAccount(cx, { channel: 'post', departmentId: w.departments.sales, unknownBecomes: 'ticket' }),
  )
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const sound = (name: string) => soundAtBoth(page, name)
const arrives = (subject: string) =>
  post.deliver(support, { subject, from: { address: `${subject.length}@klient.example`, name: 'Ewa Klient' } })

it('a mail becomes a ticket, is answered and solved, and its customer rates it on a page of his own', async () => {
  await arrives('Brama nie działa')
  await page.goto(`${address}/tickets`)
  await page.getByRole('link', { name: 'Brama nie działa' }).click()
  await page.getByRole('heading', { level: 1, name: 'Brama nie działa' }).waitFor()
  await page.getByText('odpowiedź: za').first().waitFor()
  await sound('ticket')

  await page.getByLabel('Odpowiedz', { exact: true }).fill('Serwisant będzie jutro')
  await page.getByRole('button', { name: 'Wyślij', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: 'Serwisant będzie jutro' }).first().waitFor()
  await page.getByText('rozwiązanie: za').first().waitFor()

  await page.getByRole('button', { name: 'Rozwiąż…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Rozwiązanie').fill('Wymieniono silnik')
  await dialog.getByRole('button', { name: 'Oznacz jako rozwiązane' }).click()
  await page.getByRole('button', { name: 'Otwórz ponownie' }).waitFor()

  const rows = await w.db.selectFrom('tickets').select('id').where('title', '=', 'Brama nie działa').execute()
  const { link } = (await w.request('owner', 'GET', `/api/tickets/${rows[0]!.id}`)).body
  const theirs = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await theirs.goto(address + new URL(link).pathname)
  await theirs.getByText('Serwisant będzie jutro').waitFor()
  await theirs.getByText('Wymieniono silnik').waitFor()
  await theirs.getByLabel('5 bardzo dobrze').check()
  await theirs.getByRole('button', { name: 'Wyślij ocenę' }).click()
  await theirs.getByRole('status').getByText('Dziękujemy za ocenę.').waitFor()
  await theirs.getByRole('textbox', { name: /Coś jeszcze/ }).fill('Znowu nie działa')
  await theirs.getByRole('button', { name: 'Wyślij wiadomość' }).click()
  await theirs.getByText('Mamy Twoją wiadomość').waitFor()
  await theirs.close()

  await page.getByText('Znowu nie działa').first().waitFor()
  await page.getByText('5 z 5').first().waitFor()
  await page.getByRole('button', { name: 'Rozwiąż…' }).waitFor()
})

it('a ticket is merged into another and separated at once; queues narrow the list by the address', async () => {
  await arrives('Druga sprawa klienta')
  await page.goto(`${address}/tickets?status=answer`)
  await page.getByRole('link', { name: 'Druga sprawa klienta' }).click()
  await page.getByRole('button', { name: 'Więcej' }).click()
  await page.getByRole('menuitem', { name: 'Scal z innym…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Scal', exact: true }).click()
  await dialog.getByText('Wybierz zgłoszenie.').waitFor()
  await dialog.getByLabel('Scal z').fill('Brama')
  // What the choice makes the field ask for next may come late: what is chosen stays chosen.
  let answer = () => {}
  const late = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.getByRole('option', { name: /Brama nie działa/ }).waitFor()
  await page.route('**/api/tickets?*', async (route) => {
    await late
    await route.continue()
  })
  await page.getByRole('option', { name: /Brama nie działa/ }).click()
  await page.waitForTimeout(500)
  await dialog.getByRole('button', { name: 'Scal', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Brama nie działa' }).waitFor()
  answer()
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('button', { name: 'Cofnij' }).click()
  await expect
    .poll(async () =>
      (await w.db.selectFrom('tickets').select('merged_into_id').execute()).every((one) => one.merged_into_id === null),
    )
    .toBe(true)

  await page.goto(`${address}/tickets?status=nobody`)
  await page.getByText('Nie ma takich zgłoszeń.').waitFor()
  await page.getByRole('group', { name: 'Kolejki' }).getByRole('button', { name: 'Wszystkie' }).click()
  await page.getByRole('link', { name: 'Druga sprawa klienta' }).waitFor()
  await sound('tickets')
})

it('a ticket is typed in by hand and kept', async () => {
  await page.goto(`${address}/tickets?new=1`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Zapisz zgłoszenie' }).click()
  await dialog.getByText('Uzupełnij to pole.').first().waitFor()
  await dialog.getByLabel('Temat').fill('Telefon od pana Nowaka')
  await dialog.getByLabel('Zajmę się nim od razu').check()
  await dialog.getByRole('button', { name: 'Zapisz zgłoszenie' }).click()
  await page.getByRole('heading', { level: 1, name: 'Telefon od pana Nowaka' }).waitFor()
  await page.getByRole('button', { name: 'Więcej' }).click()
  await page.getByRole('menuitem', { name: 'Klient ma już odpowiedź' }).click()
  await page.getByText('rozwiązanie: za').first().waitFor()

  await page.goto(`${address}/`)
  const mine = page.getByRole('region', { name: 'Moje zgłoszenia do wsparcia' })
  await mine.getByRole('link', { name: 'Telefon od pana Nowaka' }).click()
  await page.getByRole('heading', { level: 1, name: 'Telefon od pana Nowaka' }).waitFor()
})
