import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { makeProduct } from '../../server/modules/products/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let dealId: string

beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await makeProduct(cx, {
      name: 'Montaż okna',
      code: 'US-MO',
      kind: 'service',
      unit: 'usł.',
      price: '380',
      vat: '8',
    })
    dealId = (await makeDeal(cx, { title: 'Okna do portu', amount: 100 })).id
  })
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `products-${name}`)

const dialog = () => page.getByRole('dialog')
const cell = (what: string, line: number) => page.getByLabel(`${what}, pozycja ${line}`)
const dealNow = () => w.db.selectFrom('deals').selectAll().where('id', '=', dealId).executeTakeFirstOrThrow()
const choose = async (label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

describe('products', () => {
  it('a product is made, found, changed in place, archived and brought back', async () => {
    await page.goto(`${address}/products?new=1`)
    await dialog().getByLabel('Nazwa').fill('Okno PVC 120 × 150')
    await dialog().getByLabel('Kod').fill('US-MO')
    await dialog().getByRole('textbox', { name: 'Cena', exact: true }).fill('1 249,5x')
    await looked('new')
    await dialog().getByRole('button', { name: 'Dodaj produkt' }).click()
    await dialog().getByText('Podaj cenę, na przykład 1249,50.').waitFor()
    await dialog().getByRole('textbox', { name: 'Cena', exact: true }).fill('1 249,5')
    await dialog().getByRole('button', { name: 'Dodaj produkt' }).click()
    await dialog().getByText('Ten kod ma już produkt Montaż okna.').waitFor()
    await dialog().getByLabel('Kod').fill('OK-120')
    await dialog().getByRole('button', { name: 'Dodaj produkt' }).click()
    await page.getByRole('heading', { level: 1, name: 'Okno PVC 120 × 150' }).waitFor()
    await page.getByRole('button', { name: 'Zmień: Cena: 1 249,50' }).click()
    await page.getByLabel('Cena', { exact: true }).fill('1300')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Zmień: Cena: 1 300,00' }).waitFor()
    await looked('product')
    await page.getByRole('button', { name: 'Archiwizuj' }).click()
    await page.getByRole('button', { name: 'Przywróć' }).first().click()
    await page.getByRole('button', { name: 'Archiwizuj' }).waitFor()
    await page.getByText('przywróciła produkt do sprzedaży').waitFor()

    await page.goto(`${address}/products`)
    await page.getByRole('row', { name: /OK-120/ }).waitFor()
    await looked('list')
    await choose('Rodzaj', 'Tylko usługi')
    await expect.poll(() => page.getByRole('row', { name: /OK-120/ }).count()).toBe(0)
    await page.getByRole('row', { name: /US-MO/ }).waitFor()
    await page.keyboard.press('Control+k')
    await page
      .getByRole('combobox', { name: /Szukaj|poleceń/i })
      .first()
      .fill('ok-120')
    await page.getByRole('option', { name: /Okno PVC 120/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Okno PVC 120 × 150' }).waitFor()
  })

  it('lines of a deal are written by the keyboard alone, and make its amount', async () => {
    await page.goto(`${address}/deals/${dealId}`)
    await page.getByRole('button', { name: 'Produkty', exact: true }).click()
    await looked('deal-empty')
    await page.getByRole('button', { name: 'Dodaj pozycję' }).press('Enter')
    await page.locator('[aria-label="Nazwa lub kod, pozycja 1"]:focus').waitFor()
    await page.keyboard.type('ok-1')
    await page.getByRole('option', { name: /Okno PVC 120/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => cell('Cena', 1).inputValue()).toBe('1 300,00'.replace(' ', '\u00a0'))
    await expect.poll(() => cell('Ilość', 1).evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Transport własny')
    await page.keyboard.press('Tab')
    await page.keyboard.type('2,5')
    await cell('Cena', 2).fill('cztery')
    await cell('Rabat', 2).fill('5%')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Podaj cenę, na przykład 1249,50.').waitFor()
    expect((await dealNow()).amount).toBe(100)
    await cell('Cena', 2).fill('40')
    await page.getByRole('button', { name: 'Towar. Zmień na usługę, pozycja 2' }).click()
    await looked('deal-lines')
    await cell('Cena', 2).press('Control+Enter')
    // 12 × 1300 + 2.5 × 40 less 5%.
    await expect.poll(async () => (await dealNow()).amount).toBe(1_569_500)
    expect(await dealNow()).toMatchObject({ sells: 'mixed', amount_from: 'net' })
    await page.getByText('netto, z produktów').waitFor()
    await page.getByText('towary i usługi').waitFor()

    // Moved by keys, then removed; thought better of.
    await cell('Nazwa lub kod', 2).press('Alt+ArrowUp')
    await expect.poll(() => cell('Nazwa lub kod', 1).inputValue()).toBe('Transport własny')
    await cell('Nazwa lub kod', 1).press('Control+Delete')
    await page.getByRole('button', { name: 'Cofnij zmiany' }).click()
    await expect.poll(() => cell('Nazwa lub kod', 2).inputValue()).toBe('Transport własny')

    // What is not saved outlives a look at the timeline.
    await cell('Ilość', 1).fill('13')
    await page.getByRole('button', { name: 'Historia', exact: true }).click()
    await page.getByText('zmieniła produkty transakcji').waitFor()
    await page.getByText('+ Okno PVC 120 × 150, 12 szt. × 1 300,00').waitFor()
    await looked('deal-timeline')
    await page.getByRole('button', { name: 'Produkty', exact: true }).click()
    expect(await cell('Ilość', 1).inputValue()).toBe('13')
    await page.getByRole('button', { name: 'Zapisz produkty' }).click()
    await expect.poll(async () => (await dealNow()).amount).toBe(1_699_500)
    await page.getByText('Niezapisane zmiany').waitFor({ state: 'hidden' })
  })

  it('two people at once: the second is told, and shown what is there', async () => {
    await cell('Ilość', 1).fill('20')
    const lines = (await w.request('owner', 'GET', `/api/deals/${dealId}/lines`)).body
    const sent = lines.lines
      .slice(0, 1)
      .map(({ code: _, pkwiu: __, gtu: ___, value: ____, ...line }: Record<string, unknown>) => ({
        ...line,
        quantity: '5',
      }))
    await w.request(
      'owner',
      'PUT',
      `/api/deals/${dealId}/lines`,
      { priceMode: 'net', lines: sent },
      {
        'if-match': `"${lines.version}"`,
      },
    )
    await page.getByRole('button', { name: 'Zapisz produkty' }).click()
    await page.getByText(/Ktoś zmienił w\s?tym czasie/).waitFor()
    await looked('conflict')
    await page.getByRole('button', { name: 'Pokaż, co jest teraz' }).click()
    await expect.poll(() => cell('Ilość', 1).inputValue()).toBe('5')
  })

  it('rates are typed and read from a file; a deal in euro takes the one of the day', async () => {
    await page.goto(`${address}/settings/rates`)
    await page.getByRole('button', { name: 'Wpisz kurs' }).first().click()
    await dialog().getByLabel('Ile PLN za 1 EUR').fill('0')
    await dialog().getByRole('button', { name: 'Zapisz kurs' }).click()
    await dialog().getByText('Podaj kurs, na przykład 4,2512.').waitFor()
    await dialog().getByLabel('Ile PLN za 1 EUR').fill('4,3')
    await dialog().getByRole('button', { name: 'Zapisz kurs' }).click()
    await page.getByRole('row', { name: /EUR.*4,3000/ }).waitFor()
    await page.getByRole('button', { name: 'Wczytaj plik' }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: 'nbp.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('data;1USD;1EUR;100HUF\n20260102;3,6501;4,2512;1,1500\n20260105;x;4,2620;1,1523\n'),
    })
    await dialog().getByText('wiersz 3: To nie jest kurs: „x”. Wpisz na przykład 4,2512.').waitFor()
    await looked('import')
    await dialog().getByRole('button', { name: 'Wczytaj 5 kursów' }).click()
    await page
      .getByRole('row', { name: /HUF.*0,0115/ })
      .first()
      .waitFor()
    await looked('rates')

    await page.goto(`${address}/deals/${dealId}?part=work`)
    await cell('Cena', 1).waitFor()
    await choose('Waluta', 'EUR')
    await expect.poll(() => cell('Cena', 1).inputValue()).toBe('302,33')
    await page.getByRole('button', { name: 'Zapisz produkty' }).click()
    await expect.poll(async () => (await dealNow()).amount).toBe(151_165)
    expect(await dealNow()).toMatchObject({ currency: 'EUR', rate: '4.30000000', amount_base: 650_010 })
    await looked('deal-euro')
  })

  it('the company says what the amount is and what it measures by', async () => {
    await page.goto(`${address}/settings/products`)
    await page.locator('input[aria-label="Jednostki miary"]').fill('paleta')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Zapisz jednostki' }).click()
    await page.getByText('Jednostki zapisane').waitFor()
    await page.getByRole('button', { name: /Zmień: Liczy się jako/ }).click()
    await page.getByLabel('Liczy się jako').selectOption({ label: 'suma brutto produktów' })
    await page.getByRole('button', { name: 'Zmień: Liczy się jako: gross' }).waitFor()
    await looked('settings')
    const { body } = await w.request('owner', 'GET', '/api/company')
    expect(body).toMatchObject({ dealAmount: 'gross', units: expect.arrayContaining(['szt.', 'paleta']) })
  })

  it('all of it on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of [
      'products',
      'products?new=1',
      `deals/${dealId}?part=work`,
      'settings/rates',
      'settings/products',
    ]) {
      await page.goto(`${address}/${path}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => {})
      await looked(`phone-${path.replace(/\W/g, '-').slice(0, 30)}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
    await page.goto(`${address}/deals/${dealId}?part=work`)
    await cell('Ilość', 1).fill('6')
    const small = await page.evaluate(
      () =>
        [...document.querySelectorAll('[data-line] input, [data-line] select, [data-line] button')]
          .map((control) => control.getBoundingClientRect())
          .filter(({ height }) => height > 0 && height < 44).length,
    )
    expect(small).toBe(0)
    await page.getByRole('button', { name: 'Zapisz produkty' }).click()
    // 6 × 302.33 and 23% of it: the gross counts by now.
    await expect.poll(async () => (await dealNow()).amount).toBe(223_120)
  })

  it('closed, it shows its lines and takes no more', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${address}/deals/${dealId}?part=work`)
    await page.getByRole('button', { name: 'Zamknij jako wygraną' }).first().click()
    await page.getByText('6 szt. × 302,33 €').waitFor()
    expect(await page.getByRole('button', { name: 'Dodaj pozycję' }).count()).toBe(0)
    await looked('won')
  })
})
