import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage, sound } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const looked = (name: string) => looksRight(page, `imports-${name}`)

const FILE =
  'Temat;Osoba;E-mail;Budżet;Kolor\r\nOkna do szkoły;Ewa Lis;ewa@example.com;12 500,00;biały\r\n' +
  'Drzwi;Jan Żak;jan@;;\r\nBrama;Ola Ćwik;ola@example.com;;szary\r\n'

it('a file becomes leads from the list on: sent, mapped, checked, written, and taken back', {
  timeout: 180_000,
}, async () => {
  await page.goto(`${address}/leads`)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Import z pliku' }).waitFor()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'leady.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
  await looked('send')
  await page.getByRole('button', { name: 'Wyślij plik' }).click()
  await page.getByRole('heading', { level: 1, name: 'leady.csv' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Pole dla kolumny Budżet' }).inputValue()).toBe('Wartość')
  expect(await page.getByRole('combobox', { name: 'Pole dla kolumny Kolor' }).inputValue()).toBe('')
  await looked('mapping')
  await page.getByRole('button', { name: 'Sprawdź plik' }).click()
  await page.getByText('Do dodania: 2. Do zmiany: 0. Do pominięcia: 0. Z błędem: 1.').waitFor()
  await looked('checked')
  await page.getByRole('button', { name: 'Importuj', exact: true }).click()
  await page.getByText('Dodane: 2. Zmienione: 0. Pominięte: 0. Odrzucone: 1.').waitFor()
  await page.getByRole('button', { name: 'Przejdź do listy' }).waitFor()
  await looked('finished')
  const [errors] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Pobierz odrzucone wiersze' }).click(),
  ])
  expect(readFileSync(await errors.path(), 'utf8')).toContain('Drzwi;Jan Żak;jan@;;;E-mail: ')
  await page.getByRole('button', { name: 'Przejdź do listy' }).click()
  await page.getByRole('link', { name: 'Okna do szkoły' }).waitFor()
  await looked('list')
  const exported = async (format: string) => {
    await page.getByRole('button', { name: 'Eksport' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: format, exact: true }).click(),
    ])
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
  }
  await page.getByRole('button', { name: 'Eksport' }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).hover()
  await looked('export')
  await page.keyboard.press('Escape')
  const text = (await exported('CSV')).bytes.toString('utf8')
  expect(text.split('\r\n')[0]).toContain('Temat;Osoba;Firma;Status;Wartość;Waluta')
  expect(text).toContain('Okna do szkoły;Ewa Lis;;nowy;12500,00;PLN')
  const workbook = await exported('Excel (.xlsx)')
  expect(workbook.name).toMatch(/^leady-.+\.xlsx$/)
  await page.goBack()
  await page.getByRole('button', { name: 'Cofnij import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cofnij import' }).click()
  await page.getByText('Cofnięte: 2. Zostawione, bo ktoś już nad nimi pracował: 0.').waitFor()
  await page.goto(`${address}/leads`)
  await page.getByRole('heading', { level: 1, name: 'Leady' }).waitFor()
  expect(await page.getByRole('link', { name: 'Okna do szkoły' }).count()).toBe(0) // What was taken away is brought back from the workbook.
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles({ name: workbook.name, mimeType: '', buffer: workbook.bytes })
  await page.getByRole('button', { name: 'Wyślij plik' }).click()
  await page.getByText('Czytamy arkusz „leady”.').waitFor()
  expect(await page.getByRole('combobox', { name: 'Kodowanie' }).count()).toBe(0)
  await looked('workbook')
  await sound(page, 'imports-workbook')
  await page.getByRole('button', { name: 'Sprawdź plik' }).click()
  await page.getByText('Do dodania: 2. Do zmiany: 0. Do pominięcia: 0. Z błędem: 0.').waitFor()
  await page.getByRole('button', { name: 'Importuj', exact: true }).click()
  await page.getByRole('button', { name: 'Przejdź do listy' }).click()
  await page.getByRole('link', { name: 'Okna do szkoły' }).waitFor()
  await page.goto(`${address}/import?kind=lead`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'stary.xls',
    mimeType: '',
    buffer: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
  })
  await page.getByRole('button', { name: 'Wyślij plik' }).click()
  await page.getByText('To skoroszyt w starym formacie .xls. Zapisz go jako .xlsx albo CSV.').waitFor()
  await sound(page, 'imports-refused')
  await looked('refused')
})

it('a file becomes records of the company’s own kind, told apart by a field that is chosen', {
  timeout: 180_000,
}, async () => {
  const { body: kind } = await w.request('owner', 'POST', '/api/kinds', {
    name: { pl: 'Maszyna', en: 'Machine' },
    plural: { pl: 'Maszyny', en: 'Machines' },
  })
  const label = { pl: 'Numer seryjny', en: 'Serial number' }
  await w.request('owner', 'POST', '/api/settings/fields', { kind: kind.key, type: 'text', label })
  await page.goto(`${address}/kinds/${kind.key}?view=list`)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Import z pliku' }).waitFor()
  expect(await page.getByRole('combobox', { name: 'Co jest w pliku' }).inputValue()).toBe('Maszyny')
  const buffer = Buffer.from('Nazwa;Numer seryjny\r\nPiła;S-1\r\nFrezarka;S-2\r\nPiła;S-1\r\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'maszyny.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Wyślij plik' }).click()
  await page.getByRole('heading', { level: 1, name: 'maszyny.csv' }).waitFor()
  await page.getByRole('combobox', { name: 'Pole, po którym poznajesz tę samą pozycję' }).click()
  await page.getByRole('option', { name: 'Numer seryjny' }).click()
  await page.getByRole('combobox', { name: 'Gdy pozycja z tą samą wartością już jest' }).waitFor()
  await looked('kind')
  await page.getByRole('button', { name: 'Sprawdź plik' }).click()
  await page.getByText('Do dodania: 2. Do zmiany: 0. Do pominięcia: 1. Z błędem: 0.').waitFor()
  await page.getByRole('button', { name: 'Importuj', exact: true }).click()
  await page.getByText('Dodane: 2. Zmienione: 0. Pominięte: 1. Odrzucone: 0.').waitFor()
  await page.getByRole('button', { name: 'Przejdź do listy' }).click()
  await page.getByText('Frezarka').first().waitFor()
})
