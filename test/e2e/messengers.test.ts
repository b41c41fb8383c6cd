import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { looked, ownersPage, smallTargets } from '../support/pages.ts'
import { TestTelegram } from '../support/telegram.ts'
import { TestWhatsapp } from '../support/whatsapp.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let telegram: TestTelegram
let whatsapp: TestWhatsapp
/** The company's own web site, another than Tok's. */
let site: Server | null = null

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  w.deps.config.publicUrl = address
  browser = await launchBrowser()
  telegram = await new TestTelegram().up()
  whatsapp = await new TestWhatsapp().up()
  w.worker.start()
})
afterAll(async () => {
  await browser?.close()
  site?.close()
  await telegram?.down()
  await whatsapp?.down()
  await w.close()
})

const adding = async (page: Page, channel: string) => {
  await page.goto(`${address}/settings/channels`)
  await page.getByRole('button', { name: 'Dodaj konto' }).click()
  await page.getByRole('menuitem', { name: channel }).click()
}

describe('channels in the settings', () => {
  it('take a Telegram bot that was tried out', async () => {
    const page = await ownersPage(browser, address)
    await adding(page, 'Telegram')
    await page.getByLabel('Nazwa bota').fill('@inny_bot')
    await page.getByLabel('Token').fill(telegram.token)
    await page.getByLabel('Serwer Bot API').fill(telegram.url)
    await page.getByRole('button', { name: 'Wypróbuj' }).click()
    await page.getByText('Te dane należą do innego konta niż podane.').first().waitFor()
    await looked(page, 'messengers-telegram')
    await page.getByLabel('Nazwa bota').fill('@firma_bot')
    await page.getByRole('button', { name: 'Wypróbuj' }).click()
    await page.getByText('Token pasuje do tego bota.').waitFor()
    await page.getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('@firma_bot').first().waitFor()
    await page.getByText(/Telegram · cała firma/).waitFor()
    await looked(page, 'messengers-list')
    await page
      .getByRole('link', { name: /Zmień konto/ })
      .or(page.getByRole('button', { name: /Zmień konto/ }))
      .click()
    expect(await page.getByLabel('Token').inputValue()).toBe('')
    await page.close()
  })

  it('take a WhatsApp number and then say what Meta is to be told', async () => {
    const page = await ownersPage(browser, address)
    await adding(page, 'WhatsApp')
    await page.getByLabel('Numer telefonu').fill('+48 22 123 45 67')
    await page.getByLabel('Identyfikator numeru').fill('nie numer')
    await page.getByLabel('Klucz tajny aplikacji').fill(whatsapp.appSecret)
    await page.getByLabel('Token dostępu').fill(whatsapp.token)
    await page.getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('Popraw tę wartość.').waitFor()
    await looked(page, 'messengers-whatsapp')
    await page.getByLabel('Identyfikator numeru').fill(whatsapp.phoneNumberId)
    await page.getByRole('button', { name: 'Zapisz' }).click()
    const { rows } = await once(async () =>
      sql<{ id: string; verify: string }>`select id, settings ->> 'verifyToken' as verify from channel_accounts
        where channel = 'whatsapp'`.execute(w.db),
    )
    await page.getByText(`${address}/channels/${rows[0]!.id}`).waitFor()
    await page.getByText(rows[0]!.verify).waitFor()
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': rows[0]!.verify, 'hub.challenge': '42' }
    const answer = await fetch(`${address}/channels/${rows[0]!.id}?${new URLSearchParams(query)}`)
    expect(await answer.text()).toBe('42')
    await page.setViewportSize({ width: 390, height: 844 })
    await looked(page, 'messengers-whatsapp-phone')
    expect(await smallTargets(page)).toEqual([])
    await page.close()
  })
})

/** The rows, once there are some. */
async function once<T extends { rows: unknown[] }>(asked: () => Promise<T>): Promise<T> {
  await expect.poll(async () => (await asked()).rows.length).toBeGreaterThan(0)
  return asked()
}

describe('the chat window', () => {
  it('is set up, shown to a visitor, and brings him the answer while he looks', async () => {
    const page = await ownersPage(browser, address)
    await adding(page, 'Czat na stronie')
    await page.getByLabel('Strona', { exact: true }).fill('www.firma.pl')
    await page.getByLabel('Tytuł okna').fill('Zapytaj nas')
    await page.getByRole('combobox', { name: 'Kiedy ktoś odpowiada' }).click()
    await page.getByRole('option', { name: 'zawsze' }).click()
    await page.getByLabel('Dozwolone strony').fill('firma')
    await page.getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('Popraw tę wartość.').or(page.locator('[id$="-error"]')).first().waitFor()
    await page.getByLabel('Dozwolone strony').fill('')
    await looked(page, 'messengers-chat-settings')
    await page.getByRole('button', { name: 'Zapisz' }).click()
    const href = await page.getByRole('link', { name: 'Zobacz okno na pustej stronie' }).getAttribute('href')
    const snippet = await page.getByText('<script src=').innerText()
    expect(snippet).toBe(`<script src="${href}.js" async></script>`)
    await looked(page, 'messengers-chat-settings-saved')

    // On a site of another origin, by its one line.
    const context = await browser.newContext({ locale: 'pl-PL', viewport: { width: 1280, height: 800 } })
    const visitor = await context.newPage()
    const body = `<!doctype html><html lang="pl"><head><title>Firma</title></head><body><main><h1>Okna</h1></main>${snippet}</body></html>`
    site = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(body))
    await new Promise<void>((resolve) => site!.listen(0, '127.0.0.1', resolve))
    await visitor.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
    await visitor.getByRole('button', { name: 'Napisz do nas' }).click()
    const window = visitor.getByRole('dialog', { name: 'Zapytaj nas' })
    await window.getByLabel('Imię i nazwisko').fill('Ola Zając')
    await window.getByLabel('E-mail').fill('ola')
    await window.getByLabel('Wiadomość').fill('Ile kosztuje <b>brama</b>?')
    await window.getByRole('button', { name: 'Wyślij' }).click()
    await window.getByText(/Podaj adres e-mail, na przykład/).waitFor()
    await looked(visitor, 'messengers-chat-wrong')
    await window.getByLabel('E-mail').fill('ola@klient.pl')
    await window.getByRole('button', { name: 'Wyślij' }).click()
    await window.getByText('Ile kosztuje <b>brama</b>?').waitFor()
    expect(await window.getByLabel('E-mail').isVisible()).toBe(false)

    const { rows } = await once(async () =>
      sql<{ id: string }>`select id from conversations where channel = 'chat'`.execute(w.db),
    )
    const sent = await w.request('owner', 'POST', `/api/conversations/${rows[0]!.id}/messages`, { text: 'Od 5000 zł' })
    expect(sent.status).toBe(201)
    await window.getByText('Od 5000 zł').waitFor()
    await looked(visitor, 'messengers-chat')
    await expect
      .poll(async () => (await w.request('owner', 'GET', `/api/customer-messages/${sent.body.id}`)).body.state)
      .toBe('read')

    await window.getByLabel('Dołącz plik').setInputFiles([
      { name: 'pomiar.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 pomiar') },
      { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ])
    await window.getByRole('link', { name: /pomiar\.pdf/ }).waitFor()
    await window.getByText(/program\.exe: Takiego pliku nie przyjmujemy/).waitFor()
    await looked(visitor, 'messengers-chat-file')

    // Closed, it counts what is new; on another page of the site it is the same conversation.
    await visitor.keyboard.press('Escape')
    await w.request('owner', 'POST', `/api/conversations/${rows[0]!.id}/messages`, { text: 'Pomożemy też z montażem' })
    await visitor.getByRole('button', { name: /Nowe wiadomości: 1/ }).waitFor()
    await visitor.setViewportSize({ width: 390, height: 844 })
    await visitor.reload()
    await visitor.getByRole('button', { name: /Nowe wiadomości: 1/ }).click()
    await visitor.getByText('Pomożemy też z montażem').waitFor()
    await looked(visitor, 'messengers-chat-phone')
    expect(await smallTargets(visitor)).toEqual([])
    await context.close()

    // The page that shows it to whoever set it up.
    await page.goto(href!)
    await page.getByRole('button', { name: 'Napisz do nas' }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await looked(page, 'messengers-chat-dark')
    await page.close()
  })
})
