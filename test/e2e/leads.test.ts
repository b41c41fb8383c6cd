import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { makeCompany, makeContact } from '../../server/modules/contacts/factory.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { ownersPage, sound as soundAtBoth } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let browser: Browser
let page: Page
let address: string

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  // The owner belongs to no department of the cast; in sales he is offered what sales is offered.
  await w.db
    .updateTable('employees')
    .set({ department_id: w.departments.sales })
    .where('id', '=', w.people.owner)
    .execute()
  page = await ownersPage(browser, address)
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const received = async (title: string, given: object = {}) =>
  (
    await w.write(system('test'), (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title, ...given }),
    )
  ).id
const leadNow = async (id: string) => (await w.request('owner', 'GET', `/api/leads/${id}`)).body

const sound = (name: string) => soundAtBoth(page, name)

it('a request is accepted on the page of requests and stands among those I handle', async () => {
  const id = await received('Okna do hali, 30 sztuk', { personName: 'Ireneusz Świątek', companyName: 'Port Łeba S.A.' })
  await page.goto(`${address}/requests`)
  await page.getByRole('button', { name: 'Przyjmij: Okna do hali, 30 sztuk' }).waitFor()
  await sound('requests')
  await page.getByRole('button', { name: 'Przyjmij: Okna do hali, 30 sztuk' }).click()
  const mine = page.getByRole('region', { name: 'Obsługuję teraz' })
  await mine.getByRole('link', { name: 'Okna do hali, 30 sztuk' }).waitFor()
  await mine.getByText('Obsłuż leada').waitFor()
  expect(await leadNow(id)).toMatchObject({ status: 'processing', owner: { id: w.people.owner } })
})

it('the page of a lead: fields in place, notes, tasks, reasons, putting off', async () => {
  const id = await received('Drzwi do szkoły', { personName: 'Ewa Kos', phone: '+48601224718' })
  await w.settle()
  await page.goto(`${address}/leads/${id}`)
  await page.getByRole('heading', { name: 'Drzwi do szkoły' }).waitFor()

  await page.getByRole('button', { name: 'Przyjmij', exact: true }).click()
  await page.getByRole('button', { name: 'Zamień w transakcję' }).waitFor()
  await page.getByText('przyjęła zgłoszenie').waitFor()

  // In place: Enter saves, what is no amount is said so under the field.
  await page.getByRole('button', { name: 'Zmień: Wartość' }).click()
  await page.getByRole('textbox', { name: 'Wartość' }).fill('tysiąc')
  await page.keyboard.press('Enter')
  await page.getByText('Podaj kwotę').waitFor()
  await page.getByRole('textbox', { name: 'Wartość' }).fill('12 500,50')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Zmień: Wartość: 12500,50' }).waitFor()
  expect((await leadNow(id)).amount).toBe(12_500_50)

  // Somebody changes the same field meanwhile: nothing is overwritten unseen, and the second time it is meant.
  await page.getByRole('button', { name: 'Zmień: Produkt' }).click()
  const { version } = await leadNow(id)
  await w.request('salesHead', 'PATCH', `/api/leads/${id}`, { product: 'Drzwi EI30' }, { 'if-match': `"${version}"` })
  await page.getByRole('textbox', { name: 'Produkt' }).fill('Drzwi EI60')
  await page.keyboard.press('Enter')
  await page.getByText('Ktoś zmienił w tym czasie to pole').waitFor()
  expect((await leadNow(id)).product).toBe('Drzwi EI30')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Zmień: Produkt: Drzwi EI60' }).waitFor()

  await page.getByRole('button', { name: 'Dlaczego?' }).first().click()
  await page.getByText('Obsługa zgłoszenia, wersja 1').waitFor()
  await page.getByText('Nowe zgłoszenie,').waitFor()

  await page.getByRole('textbox', { name: 'Nowa notatka' }).fill('Dzwonić po 15')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Dzwonić po 15').waitFor()
  await page.getByRole('button', { name: 'Notatki' }).click()
  await page.getByRole('button', { name: 'Cofnij notatkę' }).click()
  await page.getByText('Notatka została cofnięta.').waitFor()
  await page.getByRole('button', { name: 'Cofnij', exact: true }).click()
  await page.getByText('Dzwonić po 15').waitFor()
  await page.getByRole('button', { name: 'Wszystko' }).click()

  await page.goto(`${address}/leads/${id}?step=1`)
  await page.getByRole('textbox', { name: 'Co jest do zrobienia' }).fill('Zmierzyć otwory')
  await page.getByRole('button', { name: 'Ustaw zadanie' }).click()
  await page.getByRole('checkbox', { name: 'Zrobione: Zmierzyć otwory' }).click()
  await page.getByText('zakończyła zadanie: Zmierzyć otwory').waitFor()
  await sound('lead')

  await page.getByRole('button', { name: 'Więcej' }).click()
  await page.getByRole('menuitem', { name: 'Odłóż do…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'w następny poniedziałek' }).click()
  await dialog.getByRole('button', { name: 'Odłóż', exact: true }).click()
  await page.getByRole('button', { name: 'Przywróć' }).waitFor()
  expect(await leadNow(id)).toMatchObject({ status: 'waiting' })
  await page.getByRole('button', { name: 'Przywróć' }).click()
  await page.getByRole('button', { name: 'Przywróć' }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Odrzuć' }).click()
  await dialog.getByRole('button', { name: 'Odrzuć leada' }).click()
  await dialog.getByText('Wybierz powód').waitFor()
  await dialog.getByRole('radio', { name: 'Brak budżetu' }).check()
  await sound('rejection')
  await dialog.getByRole('button', { name: 'Odrzuć leada' }).click()
  await page.getByRole('button', { name: 'Otwórz ponownie' }).click()
  await page.getByRole('button', { name: 'Zamień w transakcję' }).waitFor()
  expect(await leadNow(id)).toMatchObject({ status: 'processing', rejectedReason: null })
})

it('a lead is converted with the contact we know already, and only once', async () => {
  const { companyId, contactId } = await w.write('owner', async (cx) => {
    const company = await makeCompany(cx, { name: 'Zielony Zakątek sp. z o.o.' })
    const contact = await makeContact(cx, {
      firstName: 'Marcin',
      lastName: 'Głąb',
      companyId: company.id,
      emails: [{ value: 'glab@zakatek.pl' }],
    })
    return { companyId: company.id, contactId: contact.id }
  })
  const given = { personName: 'M. Głąb', companyName: 'Zielony Zakątek', email: 'glab@zakatek.pl', amount: 9_000_00 }
  const id = await received('Okna do biura', given)
  await page.goto(`${address}/leads/${id}`)
  await page.getByRole('button', { name: 'Przyjmij', exact: true }).click()
  await page.getByRole('button', { name: 'Zamień w transakcję' }).click()
  const dialog = page.getByRole('dialog')
  const known = dialog.getByRole('radio', { name: /Marcin Głąb/ })
  await known.waitFor()
  expect(await known.isChecked()).toBe(true)
  await dialog.getByText(/ten sam e-mail/).waitFor()
  expect(await dialog.getByRole('radio', { name: /^Zielony Zakątek sp/ }).isChecked()).toBe(true)
  await sound('conversion')
  await dialog.getByRole('textbox', { name: 'Temat' }).fill('Okna do biura, 14 sztuk')
  await dialog.getByRole('button', { name: 'Utwórz transakcję' }).click()
  await dialog.waitFor({ state: 'detached' })
  const lead = await leadNow(id)
  expect(lead).toMatchObject({ status: 'converted', contactId, companyId })
  const deal = (await w.request('owner', 'GET', `/api/deals/${lead.dealId}`)).body
  expect(deal).toMatchObject({ title: 'Okna do biura, 14 sztuk', amount: 9_000_00, contact: { id: contactId } })

  // Two people at once: the second is told, and shown the way.
  const second = await received('Okna do sklepu', { personName: 'Jan Lis' })
  await page.goto(`${address}/leads/${second}`)
  await page.getByRole('button', { name: 'Przyjmij', exact: true }).click()
  await page.getByRole('button', { name: 'Zamień w transakcję' }).click()
  await dialog.getByRole('radio', { name: 'Nowy kontakt' }).waitFor()
  const first = await w.request('salesHead', 'POST', `/api/leads/${second}/conversion`, {
    deal: { title: 'Okna do sklepu' },
  })
  expect(first.status).toBe(201)
  await dialog.getByRole('button', { name: 'Utwórz transakcję' }).click()
  await dialog.getByText('Z tego leada powstała już transakcja').waitFor()
})

it('leads are found, typed in with known people shown, and moved on the board by keys', async () => {
  await received('Brama garażowa', { personName: 'Łucja Żak', source: 'targi' })
  await page.goto(`${address}/leads`)
  await page.getByRole('row', { name: /Brama garażowa/ }).waitFor()
  await page.getByRole('searchbox', { name: 'Szukaj w leadach' }).fill('zak lucja')
  await page
    .getByRole('row', { name: /Okna do sklepu|Drzwi do szkoły/ })
    .first()
    .waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Brama garażowa/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('zak lucja')
  await page.getByRole('searchbox', { name: 'Szukaj w leadach' }).fill('nikogo takiego')
  await page.getByRole('button', { name: 'Wyczyść filtry' }).click()
  await page.getByRole('row', { name: /Brama garażowa/ }).waitFor()
  await sound('leads')

  await page.goto(`${address}/leads?new=1`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('glab@zakatek.pl')
  await dialog.getByRole('button', { name: 'Uzupełnij dane: Marcin Głąb' }).click()
  expect(await dialog.getByRole('textbox', { name: 'Osoba' }).inputValue()).toBe('Marcin Głąb')
  await dialog.getByRole('button', { name: 'Dodaj lead' }).click()
  await dialog.getByText('Uzupełnij to pole.').waitFor()
  await sound('new lead')
  await dialog.getByRole('textbox', { name: 'Czego dotyczy' }).fill('Rolety na taras')
  await dialog.getByRole('button', { name: 'Dodaj lead' }).click()
  await page.getByRole('heading', { name: 'Rolety na taras' }).waitFor()
  await page.getByRole('button', { name: 'Zamień w transakcję' }).waitFor()

  await page.goto(`${address}/leads?view=board&q=rolety`)
  const card = page.getByRole('article', { name: 'Rolety na taras' })
  await card.focus()
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await dialog.getByRole('heading', { name: 'Odłóż leada' }).waitFor()
  await dialog.getByRole('button', { name: 'Odłóż', exact: true }).click()
  await page.getByRole('region', { name: 'Oczekujący' }).getByRole('article', { name: 'Rolety na taras' }).waitFor()
  await sound('board')
})
