import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ksefNumberOf } from '../../pure/ksef-number.ts'
import { createCompany } from '../../server/modules/contacts/commands/create-company.ts'
import { makeSentContract, signByScan } from '../../server/modules/contracts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { winDeal } from '../../server/modules/deals/commands/win-deal.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { issueInvoice } from '../../server/modules/invoices/commands/issue-invoice.ts'
import { invoiceLine, makeInvoice } from '../../server/modules/invoices/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage, sound } from '../support/pages.ts'
import { textOfPdf } from '../support/pdf-text.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let dealId: string

beforeAll(async () => {
  w = await testWorld()
  dealId = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    const company = await createCompany(cx, { name: 'Port Gdynia', nip: '5261040828', address: 'ul. Rotterdamska 9' })
    const deal = await makeDeal(cx, { title: 'Okna do portu', amount: 1_000_00, companyId: company.id })
    await winDeal(cx, { dealId: deal.id })
    const contract = await makeSentContract(cx, { title: 'Serwis bramy', value: 700_00, companyId: company.id })
    await signByScan(cx, contract.id)
    return deal.id
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

const looked = (name: string) => looksRight(page, `invoices-${name}`)
const dialog = () => page.getByRole('dialog')
const rowOf = async () =>
  (
    await sql<{
      status: string
      number: string
      gross: number
      paid: number
      payment: string
    }>`select status, number, gross,
      paid, payment from invoices where deal_id = ${dealId} and kind = 'vat' and status = 'issued'`.execute(w.db)
  ).rows[0]
const fill = async (label: string, value: string) => {
  await page.getByRole('button', { name: `Zmień: ${label}` }).click()
  await page.getByLabel(label, { exact: true }).fill(value)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Zmień: ${label}: ${value}` }).waitFor()
}

describe('invoices', () => {
  it('the company says who sells and where to pay', async () => {
    await page.goto(`${address}/settings/invoices`)
    await fill('NIP', '774-000-14-54')
    await fill('Pełna nazwa', 'Okna Wielkopolskie sp. z o.o.')
    await fill('Ulica i numer', 'ul. Fabryczna 3')
    await page.getByRole('button', { name: 'Dodaj rachunek' }).click()
    await dialog().getByLabel('Numer rachunku').fill('61 1090 1014 0000 0712 1981 2875')
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await dialog().getByText('Podaj poprawny numer rachunku').waitFor()
    await dialog().getByLabel('Numer rachunku').fill('61 1090 1014 0000 0712 1981 2874')
    await dialog().getByRole('button', { name: 'Zapisz' }).click()
    await page.getByText('61 1090 1014 0000 0712 1981 2874').waitFor()
    await looked('settings')
  })

  it('what was won and what was signed without an invoice stands in one list, with its reason', async () => {
    await w.settle()
    await page.goto(`${address}/invoices?view=to-issue`)
    const rows = page.getByRole('list', { name: /^Do wystawienia/ }).getByRole('listitem')
    await rows.filter({ hasText: 'Okna do portu' }).getByText('transakcja wygrana').waitFor()
    const signed = rows.filter({ hasText: 'Serwis bramy' })
    await signed.getByText('umowa podpisana').waitFor()
    await looked('to-issue')
    await signed.getByRole('button', { name: 'Otwórz szkic' }).click()
    await page.getByRole('heading', { level: 1, name: 'Szkic faktury' }).waitFor()
    await page.getByRole('link', { name: 'Serwis bramy' }).click()
    await page.getByRole('heading', { level: 1, name: 'Serwis bramy' }).waitFor()
    await page.getByRole('link', { name: 'Szkic faktury' }).waitFor()
    await looked('of-contract')
  })

  it('a deal is invoiced with one press, its lines are changed, it is issued and paid', async () => {
    await page.goto(`${address}/deals/${dealId}`)
    await page.getByRole('button', { name: 'Wystaw fakturę' }).click()
    await page.getByRole('heading', { level: 1, name: 'Szkic faktury' }).waitFor()
    await page.getByLabel('Ilość, pozycja 1').fill('2')
    await page.getByRole('button', { name: 'Zapisz pozycje' }).click()
    await page.getByText('2 460,00').first().waitFor()
    await looked('draft')
    await page.getByRole('button', { name: 'Wystaw', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /^FV 1\// }).waitFor()
    expect(await rowOf()).toMatchObject({ status: 'issued', gross: 2_460_00, payment: 'unpaid' })
    await page.getByRole('button', { name: 'Zapisz wpłatę' }).click()
    await dialog().getByLabel('Kwota (PLN)').fill('460')
    await dialog().getByRole('button', { name: 'Zapisz wpłatę' }).click()
    await page.getByText('zapłacona w części').first().waitFor()
    expect(await rowOf()).toMatchObject({ paid: 460_00, payment: 'part' })
    await looked('issued')
  })

  it('its PDF is what it says, and a customer opens it by a link', async () => {
    const href = (await page.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href'))!
    const { bytes, type } = await page.evaluate(async (path) => {
      const answer = await fetch(path)
      return { bytes: [...new Uint8Array(await answer.arrayBuffer())], type: answer.headers.get('content-type') }
    }, href)
    expect(type).toBe('application/pdf')
    expect(textOfPdf(Buffer.from(bytes))).toContain('Faktura VAT')
    const invoice = page.url()
    await page.getByRole('button', { name: 'Więcej' }).click()
    await page.getByRole('menuitem', { name: 'Link dla klienta' }).click()
    await page.getByText('Ten dokument powstaje z samej faktury').waitFor()
    await page.getByRole('button', { name: 'Utwórz link' }).click()
    const link = (await page.getByRole('status').locator('code').textContent())!
    await looked('document')
    const guest = await browser.newPage()
    await guest.goto(`${address}${new URL(link).pathname}`)
    await guest.getByRole('link', { name: 'Otwórz dokument (PDF)' }).waitFor()
    await guest.close()
    await page.goto(invoice)
  })

  it('the number KSeF gave is typed in; a mistyped one is refused at the field', async () => {
    const { rows } = await sql<{ day: string }>`select issued_on as day from invoices
      where deal_id = ${dealId} and status = 'issued'`.execute(w.db)
    const number = ksefNumberOf('7740001454', rows[0]!.day, '0100001A2B3C')
    await page.getByRole('button', { name: 'Zmień: Numer KSeF' }).click()
    const field = page.getByLabel('Numer KSeF', { exact: true })
    await field.fill(number.replace('1A2B', '1A2C'))
    await page.keyboard.press('Enter')
    await page.getByText('To nie jest poprawny numer KSeF').waitFor()
    await field.fill(number)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Zmień: Numer KSeF: ${number}` }).waitFor()
    await page.getByText(`numer KSeF faktury FV 1`).waitFor()
    await looked('ksef')
  })

  it('an issued one is corrected by another, and stands in the list', async () => {
    await page.getByRole('button', { name: 'Więcej' }).click()
    await page.getByRole('menuitem', { name: 'Wystaw korektę' }).click()
    await dialog().getByRole('button', { name: 'Przygotuj korektę' }).click()
    await page.getByRole('heading', { level: 1, name: 'Szkic korekty' }).waitFor()
    await fill('Przyczyna', 'Zwrot jednego okna')
    await page.getByLabel('Ilość, pozycja 1').fill('1')
    await page.getByRole('button', { name: 'Zapisz pozycje' }).click()
    await page.getByText('-1 230,00').or(page.getByText('−1 230,00')).first().waitFor()
    await page.getByRole('button', { name: 'Wystaw', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /^FK 1\// }).waitFor()
    await looked('correction')
    await page.goto(`${address}/invoices`)
    await page.getByRole('link', { name: /^FV 1\// }).waitFor()
    await page.getByRole('link', { name: /^FK 1\// }).waitFor()
    await looked('list')
  })

  it('a payment of a bank statement is divided between two invoices, booked, and taken back', async () => {
    const invoiced = (unitPrice: string) =>
      w.write('owner', async (cx) => {
        const { id } = await makeInvoice(cx, {}, { lines: [invoiceLine({ quantity: '1', unitPrice, vat: '23' })] })
        await issueInvoice(cx, id)
        return id
      })
    const ids = [await invoiced('100'), await invoiced('200')]
    const stands = async () => {
      const { rows } = await sql<{ number: string; paid: number; payment: string }>`select number, paid, payment
        from invoices where id = any(${ids}::uuid[]) order by gross`.execute(w.db)
      return rows
    }
    const [one, two] = (await stands()).map(({ number }) => number)
    const day = (await w.now()).toISOString().slice(0, 10)
    const text = [
      '#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;',
      `${day};${day};PRZELEW PRZYCHODZĄCY;"Za okna";"TERMIKA BUDOWNICTWO SP. Z O.O.";;300,00;0,00;`,
      `${day};${day};PRZELEW PRZYCHODZĄCY;"Czynsz";"Nikt Znany";;77,77;0,00;`,
      `${day};${day};PRZELEW WYCHODZĄCY;"Opłata";"Bank";;-9,99;0,00;`,
    ].join('\r\n')
    await page.goto(`${address}/invoices?view=statements`)
    await page.getByRole('button', { name: 'Wczytaj wyciąg' }).click()
    const choosing = page.waitForEvent('filechooser')
    await dialog().getByLabel('Plik z banku').click()
    await (await choosing).setFiles({ name: 'mbank.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await dialog().getByRole('button', { name: 'Wczytaj', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'mbank.csv' }).waitFor()
    await looked('statement')

    // Likely ones stand below it; another is added, and gets what remains of the payment.
    const payment = page.getByRole('listitem').filter({ hasText: 'Za okna' })
    await payment.getByRole('button', { name: new RegExp(`^${one},`) }).click()
    const amountOf = (number = '') => payment.getByLabel(`Kwota na fakturę ${number} (PLN)`)
    await expect.poll(() => amountOf(one).inputValue()).toBe('123')
    await payment.getByRole('combobox', { name: 'Faktury do wpłaty: Za okna' }).fill(two!)
    await page.getByRole('option', { name: new RegExp(`^${two},`) }).click()
    await expect.poll(() => amountOf(two).inputValue()).toBe('177')
    await page.keyboard.press('Escape')

    const book = page.getByRole('button', { name: 'Zaksięguj 1 wpłatę' })
    await amountOf(one).fill('123,01')
    await payment.getByText('To więcej, niż zostało do zapłaty.').waitFor()
    await amountOf(one).fill('100')
    await amountOf(two).fill('200,01')
    await payment.getByText('To więcej, niż wynosi przelew.').waitFor()
    expect(await book.isDisabled()).toBe(true)
    await looked('statement-wrong')
    await sound(page, 'a bank statement')
    await page.setViewportSize({ width: 390, height: 844 })
    const field = await amountOf(two).boundingBox()
    expect(field!.x + field!.width).toBeLessThan(390)
    await looked('statement-phone')
    await page.setViewportSize({ width: 1440, height: 900 })
    await amountOf(two).fill('')
    await payment.getByText('Podaj kwotę').waitFor()
    await amountOf(two).fill('177,50')
    await payment.getByText('nadpłata 22,50').waitFor()
    await amountOf(two).fill('200')
    await book.click()
    await page.getByRole('button', { name: 'Cofnij wpłatę: Za okna' }).waitFor()
    expect(await stands()).toMatchObject([
      { paid: 100_00, payment: 'part' },
      { paid: 200_00, payment: 'part' },
    ])
    await looked('statement-booked')
    await page.getByRole('button', { name: 'Cofnij wpłatę: Za okna' }).click()
    await payment.getByRole('button', { name: new RegExp(`^${one},`) }).waitFor()
    expect(await stands()).toMatchObject([{ payment: 'unpaid' }, { payment: 'unpaid' }])
  })
})
