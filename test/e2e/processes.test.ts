import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { launchBrowser } from '../support/browser.ts'
import { looked as looksRight, ownersPage } from '../support/pages.ts'
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

const looked = (name: string) => looksRight(page, `processes-${name}`)

const settingsOf = async (): Promise<Record<string, unknown>> =>
  (
    await w.db
      .selectFrom('process_settings')
      .select('values')
      .where('process_key', '=', 'request_handling')
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow()
  ).values as Record<string, unknown>

it('the sentences of a process are filled in, and it waits as they say from then on', async () => {
  await page.goto(`${address}/processes`)
  await page.getByRole('link', { name: /Obsługa zgłoszenia(?! do)/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Obsługa zgłoszenia' }).waitFor()
  await page.getByLabel('Czas na przyjęcie', { exact: true }).fill('5')
  await page.getByLabel('Dział', { exact: true }).selectOption({ label: 'Marketing' })
  await looked('sentences')
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByText('Zapisane. Liczy się od następnego oczekiwania.').waitFor()
  expect(await settingsOf()).toMatchObject({ accept_within: 'PT5M', department: w.departments.marketing })

  // A wrong number is said at its blank, and nothing is saved.
  await page.getByLabel('Liczba przypomnień').fill('99')
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('button', { name: /Wróć do ustawień/ }).click()
  await page.getByRole('button', { name: 'Zapisz' }).click()
  await expect.poll(settingsOf).toMatchObject({ accept_within: 'PT15M', department: 'lead' })
})

const received = async (title: string) => {
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title }),
  )
  const instance = () =>
    w.db.selectFrom('process_instances').select(['id', 'status']).where('subject_id', '=', id).executeTakeFirst()
  await expect.poll(instance).toBeTruthy()
  return { id, instance, one: (await instance())! }
}
/** The mark of a token on an element of the drawing. */
const tokenOn = (element: string) => page.locator(`[data-mark=count][data-of=${element}]`)

it('a case is drawn with its token, which moves while one looks', async () => {
  const { id, one } = await received('Okna do szkoły')
  await page.goto(`${address}/leads/${id}`)
  await page.getByRole('link', { name: 'Obsługa zgłoszenia' }).click()
  await page.getByRole('heading', { level: 1, name: 'Okna do szkoły' }).waitFor()
  expect(page.url()).toBe(`${address}/cases/${one.id}`)
  await tokenOn('accept').waitFor()
  await page.getByRole('img', { name: /^Przyjmij zgłoszenie: .*od dziś/ }).waitFor()
  await page.getByRole('img', { name: /^Powiadom dział: zrobione dziś/ }).waitFor()
  await page.locator('.tok-taken[data-element-id=notify_department_to_accept]').waitFor({ state: 'attached' })
  await page.getByRole('link', { name: 'bpmn.io' }).waitFor()
  await looked('case')

  // Times are told where the pointer or the focus is, until Escape.
  await page.getByRole('img', { name: /^Powiadom dział/ }).focus()
  await page.getByRole('tooltip').getByText('zrobione dziś').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
  const drawing = page.getByRole('group', { name: 'Rysunek procesu Obsługa zgłoszenia' })
  const width = async () => (await page.locator('[data-element-id=accept] .djs-hit').first().boundingBox())!.width
  const before = await width()
  await drawing.focus()
  await page.keyboard.press('+')
  expect(await width()).toBeGreaterThan(before * 1.2)
  await page.keyboard.press('0')
  expect(await width()).toBeLessThan(before)

  const { status } = await w.request('anna', 'POST', `/api/leads/${id}/acceptance`)
  expect(status).toBeLessThan(300)
  await tokenOn('handle').waitFor()
  expect(await tokenOn('accept').count()).toBe(0)
  await page.getByRole('img', { name: /^Obsłuż leada: Anna/ }).waitFor()
  await page.locator('li[aria-current]').getByText('Obsłuż leada').waitFor()

  // The way again from its beginning: by itself, then step by step by the keyboard, and back to now.
  await page.getByRole('button', { name: 'Odtwórz przebieg' }).click()
  const replay = page.getByRole('group', { name: 'Odtwórz przebieg' })
  await replay.getByText(/^[2-9]\sz/).waitFor()
  const slider = replay.getByRole('slider', { name: 'Chwila przebiegu' })
  await slider.focus()
  await page.keyboard.press('Home')
  await replay.getByText(/^1\sz/).waitFor()
  expect(await tokenOn('handle').count()).toBe(0)
  while ((await tokenOn('accept').count()) === 0) await page.keyboard.press('ArrowRight')
  await replay.getByText(/Przyjmij zgłoszenie, rozpoczęte, dziś/).waitFor()
  await looked('replay')
  await page.keyboard.press('End')
  await tokenOn('handle').waitFor()
  await replay.getByRole('button', { name: 'Wróć do teraz' }).click()
  await page.getByRole('img', { name: /^Obsłuż leada: Anna/ }).waitFor()
})

it('the control room shows where every case stands, and a step pressed on the drawing shows its own', async () => {
  const { one } = await received('Okna do kina')
  await page.goto(`${address}/processes/request_handling`)
  await page.getByRole('link', { name: 'Sterownia' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Sterownia' }).waitFor()
  await page.goto(`${address}/control?process=request_handling`)
  await page.getByText('Nic nie jest spóźnione i nic się nie zatrzymało.').waitFor()
  await page.getByRole('button', { name: /^W toku/ }).click()
  const list = page.getByRole('list', { name: 'Sprawy' })
  await list.getByText('Okna do kina').waitFor()
  await list.getByText('Okna do szkoły').waitFor()
  await tokenOn('accept').getByText('1').waitFor()
  await page.locator('[data-element-id=accept] .djs-hit').first().click()
  await list.getByText('Okna do szkoły').waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('element')).toBe('accept')
  await page.getByText('Na kroku: Przyjmij zgłoszenie').waitFor()
  await looked('control')
  await page.getByRole('button', { name: /^Obsłuż leada: 1 sprawa/ }).focus()
  await page.keyboard.press('Enter')
  await list.getByText('Okna do szkoły').waitFor()
  await list.getByText('Okna do kina').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Pokaż wszystkie' }).click()
  await list.getByRole('link', { name: /Okna do kina/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Okna do kina' }).waitFor()
  expect(page.url()).toBe(`${address}/cases/${one.id}`)
})

it('from the control room whoever a late case waits for is reminded, and its task is given to another', async () => {
  await sql`update tasks set due_at = business_now() - interval '2 hours' where status = 'open' and element = 'handle'`.execute(
    w.db,
  )
  await page.goto(`${address}/control`)
  const list = page.getByRole('list', { name: 'Sprawy' })
  await list.getByText('2 h po terminie').waitFor()
  await page.getByRole('checkbox', { name: 'Zaznacz: Okna do szkoły' }).check()
  await page.getByRole('button', { name: 'Przypomnij' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByText('Ci, na których czeka 1 sprawa, dostaną powiadomienie.').waitFor()
  await asked.getByRole('button', { name: 'Przypomnij' }).click()
  await page.getByText('Zrobione: 1 z 1.').waitFor()
  const { rows } =
    await sql`select 1 from event_log where name = 'task.reminded' and actor_id = ${w.people.owner}`.execute(w.db)
  expect(rows).toHaveLength(1)

  await page.getByRole('button', { name: 'Działania: Okna do szkoły' }).click()
  await page.getByRole('menuitem', { name: 'Przekaż' }).click()
  await asked.getByRole('button', { name: 'Przekaż' }).click()
  await asked.getByText('Wybierz osobę.').waitFor()
  await asked.getByRole('combobox', { name: 'Komu' }).fill('Łukasz')
  await page.getByRole('option', { name: 'Łukasz Nowak' }).click()
  await asked.getByRole('button', { name: 'Przekaż' }).click()
  await list.getByText('Łukasz Nowak').waitFor()
  await looked('control-late')
  await page.setViewportSize({ width: 390, height: 844 })
  await looked('control-phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
})

it('a case is drawn on the phone when asked, and ended after one question; a process is paused', async () => {
  const { instance, one } = await received('Okna do hali')
  await page.goto(`${address}/cases/${one.id}?element=accept`)
  await page.locator('li[aria-current]').getByText('Przyjmij zgłoszenie').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Pokaż rysunek' }).click()
  await tokenOn('accept').waitFor()
  await looked('phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Wstrzymaj sprawę' }).click()
  await page.getByText('wstrzymana', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Wznów sprawę' }).click()
  await page.getByText('w toku', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Zakończ sprawę' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Zakończ sprawę' }).click()
  await expect.poll(async () => (await instance())?.status).toBe('terminated')
  await page.getByText('przerwana').waitFor()
  await page.getByRole('link', { name: 'Obsługa zgłoszenia' }).click()
  await page.getByRole('button', { name: 'Wstrzymaj' }).first().click()
  await page.getByText('wstrzymany').first().waitFor()
  await page.goto(`${address}/processes`)
  await page.getByText('wstrzymany').first().waitFor()
  await looked('list')
})

it('a model that came without a drawing is laid out', async () => {
  const undrawn = `regexp_replace(bpmn, '<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>', '')`
  await sql`update process_definitions set bpmn = ${sql.raw(undrawn)} where key = 'request_handling'`.execute(w.db)
  await page.goto(`${address}/processes/request_handling`)
  await page.getByRole('button', { name: /^Obsłuż leada: 1 sprawa/ }).waitFor()
  await looked('laid-out')
})

/** A step that adds to an amount, which fails for a case whose amount is a word, and a task behind it. */
const SUMS = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="model">
  <bpmn:process id="sums" name="Rozliczenie" isExecutable="true">
    <bpmn:startEvent id="begin" name="Początek" />
    <bpmn:scriptTask id="add" name="Policz kwotę">
      <bpmn:extensionElements><zeebe:script expression="=amount + 1" resultVariable="sum" /></bpmn:extensionElements>
    </bpmn:scriptTask>
    <bpmn:userTask id="look" name="Sprawdź kwotę">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="sales" /></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:endEvent id="done" name="Rozliczone" />
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="add" />
    <bpmn:sequenceFlow id="f2" sourceRef="add" targetRef="look" />
    <bpmn:sequenceFlow id="f3" sourceRef="look" targetRef="done" />
  </bpmn:process>
</bpmn:definitions>`

const startSums = async (amount: unknown): Promise<string> => {
  const { status, body } = await w.request('owner', 'POST', '/api/processes/sums/instances', { variables: { amount } })
  expect(status).toBe(201)
  return body.id
}
const statusOf = async (id: string) =>
  (await w.db.selectFrom('process_instances').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status

it('equal incidents are one line, and its cases are ended at once after they were counted', async () => {
  const deployed = await w.request('owner', 'POST', '/api/processes', { key: 'sums', name: 'Rozliczenie', bpmn: SUMS })
  expect(deployed.status).toBe(201)
  const stopped = [await startSums('dużo'), await startSums('dużo'), await startSums('mało')]
  const sound = await startSums(4)
  await page.goto(`${address}/control`)
  const waiting = page.getByRole('region', { name: 'Czekają na Twoją decyzję' })
  const line = waiting.getByRole('listitem').filter({ hasText: 'Wyrażenia w tym kroku' })
  await line.getByText('3 sprawy', { exact: true }).waitFor()
  await line.getByText('Wyrażenia w tym kroku nie da się policzyć na danych sprawy.').waitFor()
  await line.getByRole('button', { name: 'Pokaż sprawy' }).focus()
  await page.keyboard.press('Enter')
  const single = line.getByRole('list', { name: 'Policz kwotę: zatrzymane sprawy' }).getByRole('listitem')
  expect(await single.count()).toBe(3)
  await looked('incidents')
  await page.setViewportSize({ width: 390, height: 844 })
  await looked('incidents-phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })

  // Retried, they stop at the same place.
  const asked = page.getByRole('dialog')
  await line.getByRole('button', { name: 'Ponów wszystkie' }).click()
  await asked.getByRole('button', { name: 'Ponów 3 sprawy' }).click()
  await page.getByText('Zrobione: 3 z 3.').waitFor()
  await page.getByRole('button', { name: 'Zamknij' }).click()
  await line.getByText('3 sprawy', { exact: true }).waitFor()

  await line.getByRole('button', { name: 'Zakończ wszystkie' }).click()
  await asked.getByText('3 sprawy zakończą się na kroku „Policz kwotę”').waitFor()
  await looked('end-all')
  await asked.getByRole('button', { name: 'Zakończ 3 sprawy' }).click()
  await page.getByText('Zrobione: 3 z 3.').waitFor()
  await line.waitFor({ state: 'detached' })
  await looked('ended-all')
  for (const id of stopped) expect(await statusOf(id)).toBe('terminated')
  expect(await statusOf(sound)).toBe('active')
})

it('a case is put right: its data, with what is wrong said at the field, and the step it stands on', async () => {
  const id = await startSums('dużo')
  await page.goto(`${address}/cases/${id}`)
  await page.getByText('"amount": "dużo"').waitFor()
  const mend = async (what: string) => {
    await page.getByRole('button', { name: 'Napraw' }).click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await mend('Popraw dane sprawy')
  const dialog = page.getByRole('dialog')
  const json = dialog.getByLabel('Dane w postaci JSON')
  await json.fill('{\n  "amount": 7,\n}')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await dialog.getByText('To nie jest poprawny JSON: popraw wiersz 3.').waitFor()
  expect(await json.getAttribute('aria-invalid')).toBe('true')
  await looked('data')
  await json.fill('{}')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await dialog.getByText(/Danych nie można usunąć: amount/).waitFor()
  await json.fill('{"amount": 7}')
  await dialog.getByRole('button', { name: 'Zapisz' }).click()
  await page.getByText('"amount": 7').waitFor()

  await mend('Przenieś do innego kroku')
  await dialog.getByRole('button', { name: 'Przenieś' }).click()
  await dialog.getByText('Wybierz krok.').waitFor()
  await dialog.getByRole('combobox', { name: 'Dokąd' }).fill('Sprawdź')
  await page.getByRole('option', { name: 'Sprawdź kwotę' }).click()
  await looked('move')
  await dialog.getByRole('button', { name: 'Przenieś' }).click()
  await page.locator('li[aria-current]').getByText('Sprawdź kwotę').waitFor()
})

it('starts that the guard holds are told in the list and decided on the page of the process', async () => {
  await w.request('owner', 'DELETE', '/api/processes/request_handling/pause')
  await page.goto(`${address}/processes/request_handling`)
  const limit = page.getByLabel('Najwięcej startów na godzinę')
  await limit.fill('0')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Podaj liczbę całkowitą od 1 do 10 000 000.').waitFor()
  await limit.fill('1')
  await page.keyboard.press('Enter')
  const guard = () =>
    w.db
      .selectFrom('processes')
      .select(['starts_an_hour', 'held_at'])
      .where('key', '=', 'request_handling')
      .executeTakeFirstOrThrow()
  await expect.poll(guard).toMatchObject({ starts_an_hour: 1 })

  const receive = async (title: string): Promise<string> =>
    (
      await w.write({ kind: 'system', id: 'test' }, (cx) =>
        receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title }),
      )
    ).id
  const cases = (ids: string[]) =>
    w.db.selectFrom('process_instances').select('id').where('subject_id', 'in', ids).execute()
  const held = [await receive('Okna do garażu'), await receive('Okna do stodoły')]
  const banner = page.getByRole('region', { name: 'Nowe sprawy czekają na Twoją decyzję' })
  await page.goto(`${address}/processes`)
  await expect.poll(async () => (await guard()).held_at).toBeTruthy()
  await page.reload()
  await page.getByText('starty wstrzymane: czekają 2').waitFor()
  await looked('held-list')
  await page.getByRole('link', { name: /Obsługa zgłoszenia(?! do)/ }).click()
  await banner.getByText('Czekają 2 starty.').waitFor()
  await looked('held')
  await limit.fill('1000')
  await page.keyboard.press('Enter')
  await expect.poll(guard).toMatchObject({ starts_an_hour: 1000 })
  expect(await cases(held)).toHaveLength(0)
  await banner.getByRole('button', { name: 'Niech się zaczną' }).click()
  await banner.waitFor({ state: 'detached' })
  await expect.poll(async () => (await cases(held)).length).toBe(2)

  await limit.fill('1')
  await page.keyboard.press('Enter')
  await expect.poll(guard).toMatchObject({ starts_an_hour: 1 })
  // What a person let begin is not counted: the next one begins, and only the one after it is held.
  await receive('Okna do szopy')
  const thrown = [await receive('Okna do altany')]
  await expect.poll(async () => (await guard()).held_at).toBeTruthy()
  await page.reload()
  await banner.getByText('Czeka 1 start.').waitFor()
  await banner.getByRole('button', { name: 'Odrzuć je' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Odrzuć 1 start' }).click()
  await banner.waitFor({ state: 'detached' })
  expect((await guard()).held_at).toBeNull()
  expect(await cases(thrown)).toHaveLength(0)
})

it('what was asked for many cases is stopped before it is done, and the cases stay as they were', async () => {
  const stopped = [await startSums('dużo'), await startSums('dużo')]
  // Nobody comes to it from here on; a worker that has stopped does not start again.
  await w.worker.stop()
  await page.goto(`${address}/control?process=sums`)
  await page.getByRole('button', { name: 'Pomiń we wszystkich' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pomiń w 2 sprawach' }).click()
  await page.getByText('0 z 2', { exact: true }).waitFor()
  expect(await page.getByRole('button', { name: 'Pomiń we wszystkich' }).count()).toBe(0)
  await looked('bulk')
  await page.getByRole('button', { name: 'Przerwij' }).click()
  await page.getByText('Przerwano po 0 z 2. Co zrobione, zostaje.').waitFor()
  await page.getByRole('button', { name: 'Zamknij' }).click()
  await page.getByRole('button', { name: 'Pomiń we wszystkich' }).waitFor()
  const { body } = await w.request('owner', 'GET', '/api/incidents')
  expect(body.items.map((one: { instance: string }) => one.instance).sort()).toEqual(stopped.sort())
})
