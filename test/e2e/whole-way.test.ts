import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { system } from '../../server/core/actor.ts'
import { write } from '../../server/core/write.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { departmentByKey } from '../../server/modules/staff/queries.ts'
import { launchBrowser } from '../support/browser.ts'
import { type TestDeps, testDeps } from '../support/deps.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PASSWORD = 'bardzo-tajne-haslo'
let tok: TestDeps
let browser: Browser
let address: string
let site: Server
let page: string
let snippet = ''

beforeAll(async () => {
  tok = await testDeps()
  address = await tok.app.listen({ host: '127.0.0.1', port: 0 })
  tok.deps.config.publicUrl = address
  tok.worker.start()
  // The company's own web site, another origin than Tok's.
  site = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="pl"><title>Okna Nowak</title><body style="font-family:Georgia,serif;max-width:640px;margin:40px auto"><h1>Okna Nowak</h1><p>Napisz, czego potrzebujesz.</p>${snippet}</body></html>`,
    )
  })
  await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready))
  page = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await new Promise((done) => site.close(done))
  await tok.close()
})

let shots = 0
async function seen(at: Page, name: string): Promise<void> {
  await at.evaluate(axe)
  const faults = await at.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on window
    const { violations } = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'] })
    return violations.map((one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html}`)
  })
  expect(faults).toEqual([])
  shots += 1
  const folder = process.env.TOK_STORY
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await at.screenshot({ path: join(folder, `${String(shots).padStart(2, '0')}-${name}.png`) })
}

async function enter(email: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pl-PL' })
  const at = await context.newPage()
  await at.goto(`${address}/sign-in`)
  await at.getByLabel('E-mail').fill(email)
  await at.getByLabel('Hasło', { exact: true }).fill(PASSWORD)
  await at.getByRole('button', { name: 'Zaloguj się' }).click()
  await at.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()
  return at
}

it('from an empty database to the supervisor’s notice', { timeout: 180_000 }, async () => {
  const owner = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pl-PL' })).newPage()
  await owner.goto(address)
  await owner.getByText('Załóż firmę').first().waitFor()
  await seen(owner, 'first-page')
  await owner.getByText('Załóż firmę').first().click()
  await owner.getByLabel('Nazwa firmy').fill('Okna Nowak')
  await seen(owner, 'set-up')
  await owner.getByRole('button', { name: 'Dalej' }).click()
  await owner.getByLabel('Imię i nazwisko').fill('Olga Nowak')
  await owner.getByLabel('E-mail').fill('olga@okna.example')
  await owner.getByLabel('Hasło', { exact: true }).fill(PASSWORD)
  await owner.getByRole('button', { name: 'Dalej' }).click()
  await owner.getByRole('button', { name: 'Załóż firmę' }).click()
  await owner.getByRole('heading', { level: 1, name: 'Mój dzień' }).waitFor()

  // Their people: a head of sales and two who sell.
  const sales = await write(tok.deps, system('test'), async (cx) => {
    const { id } = (await departmentByKey(cx.db, 'sales'))!
    const add = (name: string, email: string, role: 'head' | 'employee') =>
      addEmployee(cx, { name, email, role, departmentId: id, password: PASSWORD })
    const head = await add('Piotr Kowalczyk', 'piotr@okna.example', 'head')
    await add('Anna Wiśniewska', 'anna@okna.example', 'employee')
    await add('Łukasz Lis', 'lukasz@okna.example', 'employee')
    await updateDepartment(cx, { id, expected: null, set: { headId: head.id } })
    return id
  })

  // The form, made by the owner.
  await owner.goto(`${address}/forms?new=1`)
  await owner.getByLabel('Nazwa formularza').fill('Zapytanie o wycenę')
  await owner.getByRole('button', { name: 'Utwórz formularz' }).click()
  await owner.getByRole('heading', { level: 1, name: 'Zapytanie o wycenę' }).waitFor()
  await owner.getByRole('combobox', { name: 'Dział' }).click()
  await owner.getByRole('option', { name: 'Sprzedaż' }).click()
  await owner.getByRole('button', { name: 'Dodaj pytanie' }).click()
  await owner.getByRole('menuitem', { name: 'Wybór jednej odpowiedzi' }).click()
  const added = owner.getByRole('listitem', { name: 'Wybór jednej odpowiedzi' })
  await added.getByLabel('Pytanie').fill('Co wyceniamy?')
  const question = owner.getByRole('listitem', { name: 'Co wyceniamy?' })
  await question.getByLabel('Odpowiedzi do wyboru').fill('Okna\nDrzwi\nBramy')
  await question.getByLabel('Odpowiedzi do wyboru').blur()
  await question.getByRole('button', { name: 'Wyżej: Co wyceniamy?' }).click()
  await owner.getByRole('button', { name: 'Zapisz' }).first().click()
  await owner.getByText('Formularz zapisany').waitFor()
  await seen(owner, 'form')
  await owner.getByLabel('Włączony').first().click()
  await owner
    .getByRole('tab', { name: 'Publikacja' })
    .or(owner.getByRole('button', { name: 'Publikacja' }))
    .first()
    .click()
  await owner.getByRole('heading', { name: 'Na Twojej stronie' }).waitFor()
  await seen(owner, 'publish')
  const made = () =>
    tok.deps.database.db
      .selectFrom('forms')
      .select(['key', 'active', 'department_id'])
      .where('name', '=', 'Zapytanie o wycenę')
      .executeTakeFirstOrThrow()
  await expect.poll(made).toMatchObject({ active: true, department_id: sales })
  snippet = `<script src="${address}/embed/${(await made()).key}.js" async></script>`

  const [anna, lukasz, piotr] = [
    await enter('anna@okna.example'),
    await enter('lukasz@okna.example'),
    await enter('piotr@okna.example'),
  ]

  // A visitor of the web site sends it.
  const visitor = await (
    await browser.newContext({ viewport: { width: 900, height: 1000 }, locale: 'pl-PL' })
  ).newPage()
  await visitor.goto(page)
  await visitor.getByLabel('Co wyceniamy?').selectOption({ label: 'Okna' })
  await visitor.getByLabel(/Imię i nazwisko/).fill('Ireneusz Świątek')
  await visitor.getByLabel(/E-mail/).fill('ireneusz@port.example')
  await visitor.getByLabel(/Wiadomość/).fill('Trzydzieści okien do hali, montaż w maju.')
  for (const box of await visitor.getByRole('checkbox').all()) await box.check()
  await seen(visitor, 'form-on-the-web-site')
  await visitor.getByRole('button', { name: /Wyślij/ }).click()
  await visitor.getByText(/Dziękujemy/).waitFor()

  // It is there for both, without a reload; both press at the same moment.
  const accept = (at: Page) => at.getByRole('button', { name: /Przyjmij/ }).first()
  await accept(anna).waitFor()
  await accept(lukasz).waitFor()
  await seen(anna, 'request-arrives')
  // Whoever comes second may find the button gone.
  const press = (at: Page) =>
    accept(at)
      .click({ timeout: 10_000 })
      .catch(() => {})
  await Promise.all([press(anna), press(lukasz)])
  const lead = () =>
    tok.deps.database.db.selectFrom('leads').select(['id', 'owner_id', 'status']).executeTakeFirstOrThrow()
  await expect.poll(async () => (await lead()).owner_id).not.toBeNull()
  const { rows: owners } = await sql<{
    email: string
  }>`select e.email from leads l join employees e on e.id = l.owner_id`.execute(tok.deps.database.db)
  const [winner, other] = owners[0]!.email.startsWith('anna') ? [anna, lukasz] : [lukasz, anna]
  const winnerName = winner === anna ? 'Anna' : 'Łukasz'
  await other.getByText(new RegExp(winnerName)).first().waitFor()
  await seen(other, 'taken-by-another')
  await winner
    .getByText(/Obsłuż leada/)
    .first()
    .waitFor()
  await seen(winner, 'task-to-handle')

  // Handled: a contact and a deal come of it.
  await winner.goto(`${address}/leads/${(await lead()).id}`)
  await winner
    .getByRole('button', { name: /transakcj/i })
    .first()
    .waitFor()
  await seen(winner, 'lead')
  await winner
    .getByRole('button', { name: /transakcj/i })
    .first()
    .click()
  await winner.getByRole('dialog').waitFor()
  await seen(winner, 'conversion')
  await winner.getByRole('dialog').locator('button[type="submit"]').click()
  await expect.poll(async () => (await lead()).status).toBe('converted')

  // The supervisor heard of it all.
  await expect
    .poll(async () =>
      (
        await sql<{ code: string }>`select n.code from notifications r join notices n on n.id = r.notice_id
            join employees e on e.id = r.recipient_id where e.email = 'piotr@okna.example' order by n.created_at, n.id`.execute(
          tok.deps.database.db,
        )
      ).rows.map((row) => row.code),
    )
    .toEqual(['lead_waits_for_acceptance', 'lead_accepted', 'lead_result_converted'])
  await piotr.goto(`${address}/notifications`)
  await piotr.getByText(new RegExp(winnerName)).first().waitFor()
  await seen(piotr, 'supervisor-notices')
})
