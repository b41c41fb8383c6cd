import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { ownersPage, sound as soundAtBoth } from '../support/pages.ts'
import { CAST, testWorld, type World } from '../support/world.ts'

const HOUR = 3_600_000

let w: World
let browser: Browser
let page: Page
let address: string

beforeAll(async () => {
  w = await testWorld()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  w.worker.start()
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

const inHours = async (hours: number) => new Date((await w.now()).getTime() + hours * HOUR).toISOString()
const task = async (id: string) => (await w.request('owner', 'GET', `/api/tasks/${id}`)).body

const sound = (name: string) => soundAtBoth(page, name)

it('a new lead is taken as waiting, says how often it has been, and comes back by itself', async () => {
  const { id } = await w.write(system('test'), (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Okna do kamienicy' }),
  )
  await w.settle()
  const lead = async () => (await w.request('owner', 'GET', `/api/leads/${id}`)).body
  await page.goto(`${address}/leads/${id}`)
  await page.getByRole('button', { name: 'Oczekujący…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Jeszcze nieodkładany, można 3 razy.').waitFor()
  await dialog.getByRole('button', { name: 'za 3 dni' }).click()
  await dialog.getByRole('button', { name: 'Odłóż' }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await lead()).toMatchObject({ status: 'waiting', owner: { id: w.people.owner }, waitingTimes: 1 })
  await page.getByText('Odkładany 1 raz z 3.').waitFor()
  await w.travel('3 days')
  await w.settle()
  await expect.poll(async () => (await lead()).status).toBe('processing')
  await expect.poll(() => w.told('owner', id)).toContain('lead_woken')
  await page.reload()
  await page.getByText('Przetwarzanie').first().waitFor()
})

it('the form of the reminders takes several of them', async () => {
  await page.goto(`${address}/processes/task_reminders`)
  await page.getByRole('button', { name: 'dodaj' }).click()
  await page.getByLabel('Przypomnienia 3', { exact: true }).fill('2')
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await expect
    .poll(async () => (await w.request('owner', 'GET', '/api/processes/task_reminders')).body.settings.reminders)
    .toEqual(['P1D', 'PT1H', 'PT2M'])
  await sound('process')
})

it('a task has a page: its list is ticked, it repeats, it is given on with a word and acknowledged', async () => {
  const answer = await w.request('owner', 'POST', '/api/tasks', {
    title: 'Stoisko na targach',
    dueAt: await inHours(30),
  })
  const { id } = answer.body
  await page.goto(`${address}/tasks`)
  await page.getByRole('link', { name: 'Stoisko na targach' }).click()
  await page.getByRole('textbox', { name: 'Dodaj punkt' }).fill('Zamówić prąd')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Zamówić prąd' }).waitFor()
  await page.getByRole('checkbox', { name: /dopiero, gdy cała lista/ }).click()
  await expect.poll(async () => (await task(id)).checklistRequired).toBe(true)
  await page.getByRole('button', { name: 'Zrobione', exact: true }).click()
  await page.getByText('Najpierw zrób jeszcze 1 punkt listy.').waitFor()
  await page.getByRole('checkbox', { name: 'Zamówić prąd' }).click()
  await expect.poll(async () => (await task(id)).checklistDone).toBe(1)

  await page.getByRole('button', { name: 'Zmień', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Co ile tygodni').fill('2')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByText('co 2 tygodnie').waitFor()
  await sound('task')

  await page.getByRole('button', { name: 'Przekaż…' }).click()
  await dialog.getByLabel('Komu').first().click()
  await page.getByRole('option', { name: CAST.anna.name }).click()
  await dialog.getByLabel('Słowo od Ciebie').fill('Znasz tych ludzi')
  await dialog.getByRole('button', { name: 'Przekaż' }).click()
  await page.getByText('„Znasz tych ludzi”').waitFor()
  expect((await task(id)).assignee.id).toBe(w.people.anna)
  await page.goto(`${address}/tasks?scope=set_by_me`)
  await page.getByText('jeszcze nie przyjęte do wiadomości').waitFor()
  await w.request('anna', 'POST', `/api/tasks/${id}/acknowledgement`)
  await page.getByText('jeszcze nie przyjęte do wiadomości').waitFor({ state: 'hidden' })
  await sound('tasks')
  await w.request('anna', 'POST', `/api/tasks/${id}/completion`, {})
  await w.settle()
  expect(await w.told('owner', id)).toEqual(['task_acknowledged', 'task_done'])
  await page.getByRole('button', { name: 'Zrobione' }).click()
  await page.getByRole('link', { name: 'Stoisko na targach' }).waitFor()
})

it('the calendar: a meeting is planned, dragged, moved by keys and called off; the address gives it to others', async () => {
  await page.goto(`${address}/calendar`)
  await page
    .getByRole('button', { name: /^Nowe spotkanie N?$/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Zaplanuj' }).click()
  await dialog.getByText('Uzupełnij to pole.').waitFor()
  await dialog.getByLabel('Temat').fill('Pomiary w Gdyni')
  await dialog.getByLabel('Godzina').fill('11:00')
  await dialog.getByRole('button', { name: 'Zaplanuj' }).click()
  const item = page.getByRole('button', { name: /^Spotkanie: Pomiary w Gdyni/ })
  await item.waitFor()
  const at = async () => (await item.getAttribute('aria-label')) ?? ''
  expect(await at()).toContain('11:00')

  const box = (await item.boundingBox())!
  await page.mouse.move(box.x + 20, box.y + 6)
  await page.mouse.down()
  await page.mouse.move(box.x + 20, box.y + 30, { steps: 5 })
  await page.mouse.move(box.x + 20, box.y + 6 + 96, { steps: 8 })
  await page.mouse.up()
  await expect.poll(at).toContain('13:00')
  await item.focus()
  for (let press = 1; press <= 3; press += 1) await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(at).toContain('12:15')
  await expect
    .poll(async () => {
      const span = new URLSearchParams({ from: await inHours(-12), to: await inHours(24) })
      return (await w.request('owner', 'GET', `/api/calendar?${span}`)).body.items[0].startsAt
    })
    .toMatch(/11:15:00.000Z$/)
  await page.reload()
  await item.waitFor()
  expect(await at()).toContain('12:15')
  await sound('calendar')
  await page.goto(`${address}/calendar?view=month`)
  await item.first().waitFor()
  await sound('month')

  await page.goto(`${address}/calendar`)
  await page.getByRole('button', { name: 'Subskrypcja' }).click()
  await dialog.getByRole('button', { name: 'Utwórz adres' }).click()
  const url = new URL(await dialog.getByLabel('Adres').inputValue())
  const file = await w.app.inject({ method: 'GET', url: url.pathname })
  expect(file.body).toContain('SUMMARY:Pomiary w Gdyni')
  await dialog.getByRole('button', { name: 'Unieważnij' }).click()
  await expect.poll(async () => (await w.app.inject({ method: 'GET', url: url.pathname })).statusCode).toBe(404)
  await dialog.getByRole('button', { name: 'Zamknij' }).last().click()

  await item.click()
  await dialog.getByRole('button', { name: 'Odwołaj' }).click()
  await item.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Cofnij' }).click()
  await item.waitFor()
})
