import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueMail } from '../../server/modules/mail/commands.ts'
import { launchBrowser } from '../support/browser.ts'
import { TestSmtp } from '../support/smtp.ts'
import { CAST, OWNER_PASSWORD, testWorld, type World } from '../support/world.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let w: World
let browser: Browser
let address: string
let smtp: TestSmtp

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  w.deps.config.publicUrl = address
  browser = await launchBrowser()
  smtp = await TestSmtp.start()
  w.worker.start()
})
afterAll(async () => {
  await browser?.close()
  await smtp?.down()
  await w.close()
})

async function signIn(email: string, width = 1440, password = OWNER_PASSWORD): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'pl-PL' })
  const page = await context.newPage()
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Hasło', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Zaloguj się' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
  return page
}

async function looked(page: Page, name: string): Promise<void> {
  if (process.env.TOK_SHOTS) await page.screenshot({ path: `${process.env.TOK_SHOTS}/settings-${name}.png` })
  await page.evaluate(axe)
  const faults = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const { violations } = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
    return violations.map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`)
  })
  expect(faults).toEqual([])
}

const open = async (page: Page, section: string) => {
  await page.getByRole('navigation', { name: 'Ustawienia' }).getByRole('link', { name: section }).click()
  await page.getByRole('heading', { level: 1, name: section }).waitFor()
}

describe('settings', () => {
  it('let the owner run the company', async () => {
    const page = await signIn(CAST.owner.email)
    await page.goto(`${address}/settings`)
    await page.getByText('O Tobie').waitFor()
    await looked(page, 'profile')

    await open(page, 'Dane firmy')
    await page.getByRole('button', { name: /Zmień: Nazwa/ }).click()
    await page.getByLabel('Nazwa').fill('Zakłady Odmienione')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Zmień: Nazwa: Zakłady Odmienione' }).waitFor()
    await looked(page, 'company')
    await page.getByRole('button', { name: 'Zmień godziny' }).click()
    await page.getByLabel('piątek').fill('8-25')
    await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('Wpisz godziny, na przykład 8–16.').waitFor()
    await page.getByLabel('piątek').fill('8-14')
    await looked(page, 'hours')
    await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText(/piątek: 08:00–14:00/).waitFor()

    await open(page, 'Działy')
    await page.getByRole('button', { name: 'Dodaj dział' }).first().click()
    await page.getByLabel('Nazwa działu').fill('Serwis')
    await page.getByRole('dialog').getByRole('button', { name: 'Dodaj', exact: true }).click()
    await page.getByRole('button', { name: 'Zmień dział Serwis' }).waitFor()
    await looked(page, 'departments')

    await open(page, 'Kalendarz pracy')
    await page.getByRole('button', { name: 'Dodaj dzień' }).first().click()
    await page.getByLabel('Dzień', { exact: true }).fill('2027-01-09')
    await page.getByRole('dialog').getByLabel('Nazwa').fill('Odpracowanie Wigilii')
    await page.getByLabel('pracuje', { exact: true }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Zapisz' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.goto(`${address}/settings/calendar?year=2027`)
    await page.getByText('Odpracowanie Wigilii').waitFor()
    await looked(page, 'calendar')
    const { rows } = { rows: await w.db.selectFrom('company_days').select(['name', 'working']).execute() }
    expect(rows).toEqual([{ name: 'Odpracowanie Wigilii', working: true }])
  })

  it('bring a new person in by a link', async () => {
    const page = await signIn(CAST.owner.email)
    await page.goto(`${address}/settings/staff`)
    await page.getByText('Anna Wiśniewska').first().waitFor()
    await looked(page, 'staff')
    await page.getByRole('searchbox', { name: /Szukaj po nazwisku/ }).fill('wisniewska')
    await page.getByText('Katarzyna Lewandowska').waitFor({ state: 'hidden' })
    await page.getByText('Anna Wiśniewska').first().waitFor()
    await page.getByRole('searchbox', { name: /Szukaj po nazwisku/ }).fill('')
    await page.getByText('Katarzyna Lewandowska').first().waitFor()
    await page.getByRole('button', { name: 'Zaproś osobę' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Imię i nazwisko').fill('Nowa Osoba')
    await dialog.getByLabel('E-mail').fill('nowa@example.com')
    await dialog.getByRole('button', { name: 'Zaproś', exact: true }).click()
    const link = await dialog.locator('code').innerText()
    await looked(page, 'invite')
    await dialog.getByRole('button', { name: 'Gotowe' }).click()
    await page.getByText('Zaproszenia bez odpowiedzi').waitFor()

    const guest = await (await browser.newContext({ locale: 'pl-PL' })).newPage()
    await guest.goto(link)
    await guest.getByLabel('Hasło', { exact: true }).fill('haslo-nowej-osoby')
    await guest.getByRole('button', { name: /Dołącz/ }).click()
    await guest.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
    await guest.context().close()

    await page.getByRole('row', { name: /Anna Wiśniewska/ }).click()
    await page.getByRole('dialog').getByText('Umiejętności').first().waitFor()
    await looked(page, 'person')
  })

  it('set the mail server, try it, and send what was kept', async () => {
    await w.write('owner', (cx) =>
      queueMail(cx, { to: 'klient@example.com', toName: 'Klient', locale: 'pl', code: 'mail.test', params: {} }),
    )
    const page = await signIn(CAST.owner.email)
    await page.goto(`${address}/settings/mail`)
    await page.getByText(/na serwer poczty/).waitFor()
    await page.getByLabel('Adres serwera').fill(smtp.host)
    await page.getByLabel('Port').fill(String(smtp.port))
    await page.getByLabel('Użytkownik').fill('tok')
    await page.getByLabel('Hasło do poczty').fill('zażółć-9')
    await page.getByLabel('Adres nadawcy').fill('biuro@example.com')
    await page.getByLabel('Certyfikat własnego urzędu (PEM)').fill(smtp.certificate)
    await looked(page, 'mail')
    await page.getByRole('button', { name: 'Zapisz' }).click()
    await page.getByRole('button', { name: 'Wyślij próbny list do mnie' }).click()
    await page.getByText('Działa', { exact: true }).waitFor()
    await looked(page, 'mail-tested')
    await page.getByRole('button', { name: 'Wyślij je teraz' }).click()
    await expect
      .poll(() => smtp.mails.map((mail) => (mail.to as { text: string }).text))
      .toContainEqual(expect.stringContaining('klient@example.com'))
    await open(page, 'Wysłane listy')
    await page.getByText('klient@example.com').click()
    await page.getByText(/Zażółć gęślą jaźń/).waitFor()
    await looked(page, 'outgoing')
  })

  it('show an employee only what is his, also on a phone', async () => {
    const page = await signIn('nowa@example.com', 390, 'haslo-nowej-osoby')
    await page.goto(`${address}/settings`)
    const sections = page.getByRole('navigation', { name: 'Ustawienia' })
    await sections.getByRole('link', { name: 'Profil' }).waitFor()
    expect(await sections.getByRole('link').allInnerTexts()).toEqual([
      'Profil',
      'Tokeny API',
      'Kanały',
      'Wysłane listy',
    ])
    await looked(page, 'phone-list')
    await sections.getByRole('link', { name: 'Tokeny API' }).click()
    await page.getByLabel('Do czego służy').fill('sklep')
    await page.getByRole('button', { name: 'Utwórz token' }).click()
    await page.getByText(/^tok_/).waitFor()
    await looked(page, 'phone-token')
    await page.goto(`${address}/settings/company`)
    await page.getByText(/Tę część ustawień prowadzi/).waitFor()
    await looked(page, 'phone-refused')
    await page.goto(`${address}/settings/profile`)
    await page.getByRole('button', { name: 'Dodaj nieobecność' }).click()
    await page.getByRole('combobox', { name: 'Zastępca' }).click()
    await page.getByRole('option', { name: 'Anna Wiśniewska' }).click()
    await looked(page, 'phone-absence')
    await page.getByRole('button', { name: 'Zapisz nieobecność' }).click()
    await page.getByText('zastępuje: Anna Wiśniewska').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
