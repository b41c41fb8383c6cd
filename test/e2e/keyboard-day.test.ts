import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { createDefaultPipeline } from '../../server/modules/deals/commands/create-default-pipeline.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { CAST, OWNER_PASSWORD, testWorld, type World } from '../support/world.ts'

/* A working day without a mouse: nothing here clicks, and focus comes to everything by Tab. */

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
  await w.db
    .updateTable('employees')
    .set({ department_id: w.departments.sales })
    .where('id', '=', w.people.owner)
    .execute()
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL' })
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

const MOST_TABS = 200

/** Tabs until this has the focus, and sees that the focus is shown. */
async function reach(target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    const there = await target.first().evaluate((element) => element === document.activeElement)
    if (there) return
    await press('Tab')
  }
  throw new Error(`${target} is not reached by Tab`)
}
const write = async (target: Locator, text: string) => {
  await reach(target)
  await press('Control+a')
  await page.keyboard.type(text)
}
const enter = async (target: Locator) => {
  await reach(target)
  await press('Enter')
}
/** Opens a list of choices and walks down to one. */
async function choose(combobox: Locator, option: string): Promise<void> {
  await reach(combobox)
  await press('ArrowDown')
  await page.getByRole('option', { name: option, exact: true }).waitFor()
  for (let steps = 0; steps < MOST_TABS; steps += 1) {
    const at = page.locator('[data-combobox-selected]')
    if ((await at.count()) > 0 && (await at.first().textContent())?.trim() === option) return press('Enter')
    await press('ArrowDown')
  }
  throw new Error(`${option} is not reached by the arrows`)
}
const dialog = () => page.getByRole('dialog')
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const only = async (path: string) => (await w.request('owner', 'GET', path)).body.items

it('signing in', async () => {
  await page.goto(`${address}/sign-in`)
  await write(page.getByLabel('E-mail'), CAST.owner.email)
  await write(page.getByLabel('Hasło', { exact: true }), OWNER_PASSWORD)
  await press('Enter')
  await heading('Mój dzień')
})

it('accepting a request by its number', async () => {
  await w.write(system('test'), (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do hali' }),
  )
  await page.getByRole('button', { name: 'Przyjmij: Okna do hali' }).waitFor()
  await press('1')
  await expect.poll(async () => (await only('/api/leads?status=processing')).length).toBe(1)
})

it('a new lead, a call noted on it, and a deal made of it', async () => {
  await press('g', 'l')
  await heading('Leady')
  await press('n')
  await write(dialog().getByRole('textbox', { name: 'Czego dotyczy' }), 'Żaluzje do biura')
  await write(dialog().getByRole('textbox', { name: 'Osoba' }), 'Marcin Głąb')
  await enter(dialog().getByRole('button', { name: 'Dodaj lead' }))
  await heading('Żaluzje do biura')
  await write(page.getByRole('textbox', { name: 'Nowa notatka' }), 'Rozmowa: wycena do piątku')
  await press('Control+Enter')
  await page.getByText('Rozmowa: wycena do piątku').first().waitFor()
  await enter(page.getByRole('button', { name: 'Zamień w transakcję' }))
  await enter(dialog().getByRole('button', { name: 'Utwórz transakcję' }))
  await expect.poll(async () => (await only('/api/deals')).length).toBe(1)
})

it('the deal moved to the next stage', async () => {
  await press('Escape')
  await page.goto(`${address}/deals`)
  const card = page.getByRole('article', { name: 'Żaluzje do biura' })
  await reach(card)
  await press('m', 'ArrowRight', 'Space')
  await expect.poll(async () => (await only('/api/deals'))[0].stage.name.pl).toBe('Oferta')
})

it('a task done', async () => {
  const { body: task } = await w.request('owner', 'POST', '/api/tasks', { title: 'Zadzwoń do Marcina' })
  await press('g', 't')
  await heading('Zadania')
  await reach(page.getByRole('checkbox', { name: 'Zrobione: Zadzwoń do Marcina' }))
  await press('Space')
  await expect.poll(async () => (await w.request('owner', 'GET', `/api/tasks/${task.id}`)).body.status).toBe('done')
})

it('a record found without its diacritics', async () => {
  await press('/')
  await dialog().waitFor()
  await page.keyboard.type('zaluzje glab')
  await dialog()
    .getByRole('option', { name: /Żaluzje do biura/ })
    .first()
    .waitFor()
  await press('Enter')
  await heading('Żaluzje do biura')
})

it('a list narrowed, rows chosen and changed at once', async () => {
  for (const title of ['Drzwi', 'Brama']) await w.request('owner', 'POST', '/api/deals', { title, amount: 100_000 })
  await page.goto(`${address}/deals?view=list`)
  await page.getByRole('grid').getByRole('row').nth(3).waitFor()
  await enter(page.getByRole('button', { name: 'Filtr', exact: true }))
  await enter(dialog().getByRole('button', { name: 'Dodaj warunek' }))
  await choose(dialog().getByRole('combobox', { name: 'Pole' }).last(), 'Kwota')
  await write(dialog().getByLabel('Wartość').last(), '1000')
  await press('Escape')
  await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(3)
  await reach(page.getByRole('grid'))
  await press('x', 'ArrowDown', 'x')
  await enter(page.getByRole('button', { name: 'Zmień zaznaczone' }))
  await choose(dialog().getByRole('combobox', { name: 'Co zrobić' }), 'Oznacz jako przegrane')
  await write(dialog().getByLabel('Powód', { exact: false }).first(), 'cena')
  await enter(dialog().getByRole('button', { name: 'Zmień', exact: true }))
  await expect.poll(async () => (await only('/api/deals?status=lost')).length).toBe(2)
})
