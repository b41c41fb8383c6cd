import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../../server/modules/deals/factory.ts'
import { createTemplate } from '../../server/modules/letters/commands/templates.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { FakeChannel } from '../support/fake-channel.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let address: string
let page: Page
let mail: FakeChannel
let box: string
let deal: string

beforeAll(async () => {
  w = await testWorld()
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([['mail', mail.channel]])
  box = await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      lastName: 'Głąb',
      emails: [{ value: 'marcin@budmar.example' }],
    })
    deal = (await makeDeal(cx, { title: 'Okna do hali', contactId: contact.id })).id
    await createTemplate(cx, {
      name: 'Oferta',
      form: 'letter',
      kind: 'deal',
      subject: { pl: 'Oferta: {{record.title}}', en: '' },
      body: { pl: '<p>Dzień dobry, {{recipient.first_name}}, oferta w załączniku.</p>', en: '' },
    })
    return makeAccount(cx, { channel: 'mail', departmentId: w.departments.sales })
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

const dialog = () => page.getByRole('dialog')
const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('a letter from a deal', () => {
  it('is written by a template with a file, called back, sent again and arrives', async () => {
    await page.goto(`${address}/deals/${deal}`)
    await button('Napisz list').first().click()
    await dialog().getByRole('button', { name: 'Szablon' }).click()
    await page.getByRole('menuitem', { name: 'Oferta' }).click()
    await expect.poll(() => dialog().getByLabel('Temat').inputValue()).toBe('Oferta: Okna do hali')
    await dialog()
      .locator('input[type=file]')
      .setInputFiles({ name: 'oferta.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
    await dialog().getByText('oferta.pdf').waitFor()
    await looked(page, 'letters-composer')
    await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
    await page.getByRole('button', { name: 'Cofnij', exact: true }).last().click()
    await dialog().getByText('oferta.pdf').waitFor()
    expect(mail.sent).toEqual([])
    await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })
    await w.travel('11 seconds')
    await expect
      .poll(() => mail.sent)
      .toMatchObject([
        {
          to: [{ address: 'marcin@budmar.example' }],
          subject: 'Oferta: Okna do hali',
          text: expect.stringContaining('Dzień dobry, Marcin, oferta w załączniku.'),
          files: [{ name: 'oferta.pdf' }],
        },
      ])
  })
})

describe('the inbox', () => {
  it('shows what arrived, and lets go of it once it is answered in its thread', async () => {
    await mail.deliver(box, {
      externalId: '<pytanie@klient.example>',
      from: { address: 'jan@klient.example', name: 'Jan Nowak' },
      subject: 'Ile kosztują drzwi?',
    })
    await page.goto(`${address}/inbox`)
    await page.getByRole('button', { name: /Ile kosztują drzwi/ }).click()
    await page.getByRole('heading', { name: 'Ile kosztują drzwi?' }).waitFor()
    await looked(page, 'letters-inbox')
    await button('Odpowiedz').click()
    await dialog().getByRole('textbox', { name: 'Treść listu' }).fill('Sto złotych.')
    await dialog().getByRole('button', { name: 'Wyślij', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })
    await w.travel('11 seconds')
    await expect
      .poll(() => mail.sent.at(-1))
      .toMatchObject({ to: [{ address: 'jan@klient.example' }], references: ['<pytanie@klient.example>'] })
    await page.goto(`${address}/inbox`)
    await page.getByText('Nikt nie czeka na odpowiedź.').waitFor()
  })
})
