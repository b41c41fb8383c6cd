import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { launchBrowser } from '../support/browser.ts'
import { FakeChannel } from '../support/fake-channel.ts'
import { looked, ownersPage } from '../support/pages.ts'
import { testWorld, type World } from '../support/world.ts'

let w: World
let sms: FakeChannel
let browser: Browser
let address: string
let head: Page

beforeAll(async () => {
  w = await testWorld()
  sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  w.deps.channels = new Map([[sms.channel.key, sms.channel]])
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'sms', address: '+48221234567' }))
  await w.request('owner', 'PUT', '/api/settings/customer-peace', {
    from: '00:00',
    to: '00:00',
    restDays: true,
    dailyCap: null,
  })
  await request('Okna do szkoły')
  await w.settle()
  address = await w.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  head = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'pl-PL', reducedMotion: 'reduce' })
  await head.setExtraHTTPHeaders({ authorization: `Bearer ${await w.tokenOf(w.people.salesHead)}` })
})
afterAll(async () => {
  await browser?.close()
  await w.close()
})

const request = (title: string) =>
  w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, {
      source: 'form',
      formId: null,
      departmentId: w.departments.sales,
      title,
      personName: 'Ewa Maj',
      phone: '+48601777888',
    }),
  )
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const side = (page: Page) => page.getByRole('complementary', { name: /Ustawienia kroku|Próba na sucho/ })
const kept = (page: Page) => page.getByText(/^Szkic zapisany/).waitFor()

it('the head of a department changes the waits of S1 and adds an SMS by clicks, tries it dry, publishes it, and the next request runs it', async () => {
  await head.goto(`${address}/processes/request_handling`)
  // The plain form stays the first way.
  await head.getByLabel('Czas na przyjęcie', { exact: true }).waitFor()
  await head.getByRole('link', { name: 'Otwórz w projektancie' }).click()
  const steps = side(head).getByRole('list', { name: 'Kroki' })
  await steps.waitFor()
  await head.getByText('Jak w wersji 1').waitFor()
  await looked(head, 'designer-desk')

  // Another wait, of the model's own instead of the settings'.
  await steps.getByRole('button', { name: 'Nikt nie przyjął' }).click()
  await side(head)
    .getByText(/ustawień: Czas na przyjęcie/)
    .waitFor()
  await button(head, 'Wpisz tutaj własną wartość').click()
  await side(head).getByLabel('Jak długo', { exact: true }).fill('20')
  await looked(head, 'designer-wait')

  // And an SMS to the customer, before the end.
  await button(head, 'Wszystkie kroki').click()
  await steps
    .getByRole('button', { name: 'Zgłoszenie obsłużone' })
    .or(steps.getByRole('button', { name: 'Zgłoszenie załatwione' }))
    .first()
    .click()
  await head.getByLabel('Szukaj kroku').fill('sms')
  await head.getByRole('navigation', { name: 'Dodaj krok' }).getByRole('button', { name: 'SMS do klienta' }).click()
  await side(head)
    .getByLabel('Treść', { exact: true })
    .fill('Dziękujemy, {{recipient.first_name}}. Zgłoszenie załatwione.')
  await kept(head)
  await looked(head, 'designer-sms')

  // Dry: the clock is moved, people are named, nothing leaves.
  const before = await sql<{ events: string; outbox: string }>`select (select count(*) from event_log) as events,
    (select count(*) from outbox) as outbox`.execute(w.db)
  await button(head, 'Wypróbuj na sucho').click()
  await side(head).getByLabel('Na czym próbować').waitFor()
  await button(head, 'Zacznij próbę').click()
  await side(head)
    .getByText(/Powiadomienie i.e-mail do: .*Anna Wiśniewska/)
    .first()
    .waitFor()
  await button(head, 'Do następnego oczekiwania').click()
  await side(head)
    .getByText(/Nikt nie przyjął w.czasie/)
    .waitFor()
  await button(head, 'Przyjmij jako Piotr Kowalczyk').click()
  await side(head).getByText('Zadanie dla: Piotr Kowalczyk').waitFor()
  await button(head, 'Stało się: Odrzucono leada').click()
  await side(head).getByText('SMS do: Ewa Maj, +48601777888').waitFor()
  await side(head).getByText('Dziękujemy, Ewa. Zgłoszenie załatwione.').waitFor()
  await side(head).getByText('Sprawa dobiegła końca.').waitFor()
  await looked(head, 'designer-dry')
  const after = await sql<{ events: string; outbox: string }>`select (select count(*) from event_log) as events,
    (select count(*) from outbox) as outbox`.execute(w.db)
  expect(after.rows).toEqual(before.rows)
  expect(sms.sent).toEqual([])

  await button(head, 'Zakończ próbę').click()
  await button(head, 'Opublikuj').click()
  const dialog = head.getByRole('dialog')
  await dialog.getByLabel('Co się zmienia i dlaczego').fill('Klient ma wiedzieć, że już po sprawie')
  await dialog.getByRole('button', { name: 'Opublikuj' }).click()
  await head.getByText('Wersja 2 działa. Nowe sprawy idą już nią.').waitFor()

  // The next request runs it.
  const { id } = await request('Drzwi do hali')
  await w.settle()
  const { rows: tasks } = await sql<{ id: string; due: string }>`select id, due_at - created_at as due from tasks
    where subject_id = ${id} and kind = 'claim' and status = 'open'`.execute(w.db)
  expect((await w.request('anna', 'POST', `/api/tasks/${tasks[0]!.id}/claim`)).status).toBeLessThan(300)
  await w.settle()
  expect((await w.request('anna', 'POST', `/api/leads/${id}/rejection`, { reason: 'no_need' })).status).toBeLessThan(
    300,
  )
  await w.settle()
  await w.worker.sendAll()
  expect(sms.sent.map(({ text }) => text)).toEqual(['Dziękujemy, Ewa. Zgłoszenie załatwione.'])
})

it('versions say who and why, are compared, and an earlier one is restored', async () => {
  await head.goto(`${address}/processes/request_handling/versions`)
  await head.getByText('Klient ma wiedzieć, że już po sprawie').waitFor()
  await head.getByText('Dodano: SMS do klienta').waitFor()
  await head.getByText('Zmieniono: Nikt nie przyjął: czas oczekiwania').waitFor()
  await head.locator('[data-drawn=yes]').nth(1).waitFor()
  await looked(head, 'designer-versions')
  await button(head, 'Przywróć wersję 1').click()
  await head.getByRole('dialog').getByLabel('Co się zmienia i dlaczego').fill('Za dużo SMS-ów')
  await head.getByRole('dialog').getByRole('button', { name: 'Przywróć wersję 1' }).click()
  await head.getByText('Wersja 1 działa znów, jako wersja 3.').waitFor()
  await head.getByText('Za dużo SMS-ów').waitFor()
})

it('running cases are put into the version of now, where each stands', async () => {
  const where = async () => {
    const { rows } = await sql<{ version: number }>`select distinct d.version from process_instances i
      join process_definitions d on d.id = i.definition_id
      where i.process_key = 'request_handling' and i.status = 'active' order by 1`.execute(w.db)
    return rows.map(({ version }) => version)
  }
  const before = await where()
  await head.goto(`${address}/processes/request_handling/versions`)
  await button(head, 'Przenieś sprawy do wersji 3').last().click()
  const dialog = head.getByRole('dialog')
  await dialog.getByText(/^1\s.*pójdzie dalej/).waitFor()
  await looked(head, 'designer-move-cases')
  await dialog.getByRole('button', { name: /^Przenieś\s\d+\sspraw/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await w.settle()
  await expect.poll(where).toEqual([...new Set([...before.slice(1), 3])].sort())
  await head.getByText(/^Zrobione: /).waitFor()
})

it('a process is drawn by the keyboard alone, from nothing to its end', async () => {
  const page = await ownersPage(browser, address)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  /** Tab until something with this name has the focus. */
  const reach = async (name: string | RegExp) => {
    for (let n = 0; n < 150; n += 1) {
      await press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null
        const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent
        return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
      })
      if (typeof name === 'string' ? focused === name : name.test(focused)) return
    }
    throw new Error(`${name} is not reached by Tab`)
  }
  await page.goto(`${address}/processes`)
  await page.getByRole('button', { name: 'Nowy proces' }).waitFor()
  await reach('Nowy proces')
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.getByLabel('Jak się nazywa').waitFor()
  await reach(/Jak się nazywa/)
  await page.keyboard.type('Wydanie towaru')
  await press('Enter')
  await page.getByRole('list', { name: 'Kroki' }).waitFor()
  await reach('Zadanie dla osoby')
  await press('Enter')
  await reach('Nazwa')
  await press('Control+a')
  await page.keyboard.type('Wydaj towar')
  await page.getByText(/^Szkic zapisany/).waitFor()
  await reach('Opublikuj')
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Magazyn prosił')
  await reach('Opublikuj')
  await press('Enter')
  await page.getByText('Wersja 1 działa. Nowe sprawy idą już nią.').waitFor()
  const { rows } = await sql<{ order: string[] }>`select graph -> 'order' as order from process_definitions
    where name = 'Wydanie towaru'`.execute(w.db)
  expect(rows[0]!.order.length).toBe(3)
  const { graph } = await w.db
    .selectFrom('process_definitions')
    .select('graph')
    .where('name', '=', 'Wydanie towaru')
    .executeTakeFirstOrThrow()
  const { elements, flows } = graph as unknown as {
    elements: Record<string, { kind: string; name: string }>
    flows: Record<string, { source: string; target: string }>
  }
  const ways = Object.values(flows).map(({ source, target }) => `${elements[source]!.kind} ${elements[target]!.kind}`)
  expect(ways.sort()).toEqual(['messageStart userTask', 'userTask noneEnd'])
  await page.close()
})

it('a step is given a way to be undone, and the process undoes it', async () => {
  const page = await ownersPage(browser, address)
  await page.goto(`${address}/processes`)
  await button(page, 'Nowy proces').click()
  await page.getByLabel('Jak się nazywa').fill('Rezerwacja sali')
  await page.keyboard.press('Enter')
  const steps = page.getByRole('list', { name: 'Kroki' })
  await steps.waitFor()
  const add = (name: string) =>
    page.getByRole('navigation', { name: 'Dodaj krok' }).getByRole('button', { name, exact: true }).click()
  const named = async (name: string) => {
    await side(page).getByLabel('Nazwa', { exact: true }).fill(name)
    await kept(page)
  }
  await add('Zadanie dla osoby')
  await named('Zarezerwuj salę')
  await add('Jak cofnąć ten krok')
  await side(page).getByText('Dodaj teraz z listy zadanie albo krok, który cofa.').waitFor()
  await add('Zadanie dla osoby')
  await named('Odwołaj rezerwację')
  await button(page, 'Wszystkie kroki').click()
  await steps.getByRole('button', { name: 'Jak cofnąć ten krok' }).click()
  await side(page).getByRole('group', { name: 'Cofa to' }).getByRole('button', { name: 'Odwołaj rezerwację' }).waitFor()
  await button(page, 'Wszystkie kroki').click()
  await steps.getByRole('button', { name: 'Zarezerwuj salę' }).click()
  await add('Cofnij, co już zrobiono')
  await kept(page)
  await looked(page, 'designer-undo')
  await button(page, 'Wszystkie kroki').click()
  await button(page, 'Opublikuj').click()
  await page.getByRole('dialog').getByLabel('Co się zmienia i dlaczego').fill('Sale bywają odwoływane')
  await page.getByRole('dialog').getByRole('button', { name: 'Opublikuj' }).click()
  await page.getByText('Wersja 1 działa. Nowe sprawy idą już nią.').waitFor()
  await page.close()

  const { key } = await w.db
    .selectFrom('process_definitions')
    .select('key')
    .where('name', '=', 'Rezerwacja sali')
    .executeTakeFirstOrThrow()
  const { body } = await w.request('owner', 'POST', `/api/processes/${key}/instances`, { variables: {} })
  await w.settle()
  const open = async () => {
    const { rows } = await sql<{ id: string; title: string }>`select id, title from tasks
      where instance_id = ${body.id} and status = 'open'`.execute(w.db)
    return rows
  }
  for (const title of ['Zarezerwuj salę', 'Odwołaj rezerwację']) {
    const [task] = await open()
    expect(task?.title).toBe(title)
    const done = await w.request('owner', 'POST', `/api/tasks/${task!.id}/completion`, { outcome: 'done' })
    expect(done.status).toBeLessThan(300)
    await w.settle()
  }
  expect(await open()).toEqual([])
  const { status } = (await w.request('owner', 'GET', `/api/instances/${body.id}`)).body
  expect(status).toBe('completed')
})

it('what is wrong is said while one draws, and leads to its element', async () => {
  await head.goto(`${address}/processes/request_handling/designer`)
  const steps = side(head).getByRole('list', { name: 'Kroki' })
  await steps.getByRole('button', { name: 'Zapisz opiekuna' }).click()
  await head.getByLabel('Szukaj kroku').fill('Przenieś transakcję')
  await head
    .getByRole('navigation', { name: 'Dodaj krok' })
    .getByRole('button', { name: 'Przenieś transakcję' })
    .click()
  await side(head)
    .getByText(/stageId/)
    .first()
    .waitFor()
  await button(head, 'Wszystkie kroki').click()
  await button(head, /^Uwagi \d/).click()
  await side(head)
    .getByRole('button', { name: /Przenieś transakcję/ })
    .first()
    .click()
  await side(head).getByLabel('Nazwa', { exact: true }).waitFor()
  expect(await side(head).getByLabel('Nazwa', { exact: true }).inputValue()).toBe('Przenieś transakcję')
  await looked(head, 'designer-problems')
  // Undone as one.
  await button(head, 'Cofnij').click()
  await side(head).getByText('Przenieś transakcję').waitFor({ state: 'detached' })
  await kept(head)
})

it('of two who draw, the second is told and chooses', async () => {
  const { body } = await w.request('owner', 'GET', '/api/processes/request_handling/draft')
  await head.goto(`${address}/processes/request_handling/designer`)
  const steps = side(head).getByRole('list', { name: 'Kroki' })
  await steps.waitFor()
  const saved = await w.request(
    'owner',
    'PUT',
    '/api/processes/request_handling/draft',
    { name: body.name.pl, bpmn: body.bpmn.replace('Zapisz opiekuna', 'Zapisz, czyje to') },
    { 'if-match': `"${body.version}"` },
  )
  expect(saved.status).toBe(200)
  await steps.getByRole('button', { name: 'Przypomnij' }).first().click()
  await side(head).getByLabel('Nazwa', { exact: true }).fill('Przypomnij raz jeszcze')
  await head.getByText('Ktoś rysuje razem z Tobą').waitFor()
  await head.getByText(/Maria Wójcik zmienia ten szkic/).waitFor()
  await looked(head, 'designer-conflict')
  await button(head, 'Wczytaj tamten szkic').click()
  await side(head).getByRole('button', { name: 'Zapisz, czyje to' }).waitFor()
})

it('who reads English draws a shipped process in English, and it is kept in its own words', async () => {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  await page.setExtraHTTPHeaders({ authorization: `Bearer ${await w.tokenOf(w.people.owner)}` })
  await sql`update employees set locale = 'en' where id = ${w.people.owner}`.execute(w.db)
  await page.goto(`${address}/processes/ticket_handling/designer`)
  const aside = page.getByRole('complementary', { name: 'Settings of the step' })
  const steps = aside.getByRole('list', { name: 'Steps' })
  await steps.waitFor()
  const { body: before } = await w.request('owner', 'GET', '/api/processes/ticket_handling/draft')
  const { choose_owner, confirm } = before.words
  expect(choose_owner.pl).toBe('Wybierz opiekuna')
  await page.locator('svg').getByText(choose_owner.en.split(' ')[0]).first().waitFor()
  await looked(page, 'designer-english')
  await steps.getByRole('button', { name: confirm.en, exact: true }).click()
  await aside.getByLabel('Name', { exact: true }).fill('Tell the customer')
  await page.getByText(/^Draft kept/).waitFor()
  const { body: after } = await w.request('owner', 'GET', '/api/processes/ticket_handling/draft')
  expect(after.name).toEqual(before.name)
  expect(after.bpmn).toContain('name="Wybierz opiekuna"')
  expect(after.bpmn).not.toContain(`name="${choose_owner.en}"`)
  expect(after.bpmn).toContain('name="Tell the customer"')
  // As it was drawn, he finds it again.
  await page.reload()
  await steps.getByRole('button', { name: 'Tell the customer', exact: true }).waitFor()
  await steps.getByRole('button', { name: choose_owner.en, exact: true }).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await looked(page, 'designer-english-phone')
  await page.close()
})

it('on the phone the process is a list whose steps are read and changed', async () => {
  await head.setViewportSize({ width: 390, height: 844 })
  await head.goto(`${address}/processes/request_handling/designer`)
  const steps = side(head).getByRole('list', { name: 'Kroki' })
  await steps.waitFor()
  await looked(head, 'designer-phone')
  await steps.getByRole('button', { name: 'Powiedz przełożonemu, kto przyjął' }).click()
  await side(head).getByLabel('Nazwa', { exact: true }).fill('Powiedz szefowi, kto przyjął')
  await kept(head)
  await looked(head, 'designer-phone-step')
  await head.setViewportSize({ width: 1440, height: 900 })
})
