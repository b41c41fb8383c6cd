import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { BUYER } from '../support/invoices.ts'
import { freePort, inDatabase, startServer } from '../support/served.ts'

const PEOPLE = 200
const KILLS = 5

it(`${PEOPLE} people who issue at the same moment get numbers without gap or double, however often the server is killed`, {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tok-invoices-'))
  const env = { TOK_DATA: folder, PORT: String(await freePort()), TOK_SECRET: 'the-secret-of-a-throw-away-company' }
  let server = await startServer(env)
  const { address } = server
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(address + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), origin: address, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { status: answer.status, cookie, body: await answer.json() }
  }
  try {
    const owner = { name: 'Olga Grom', email: 'olga@example.com', password: 'dlugie-haslo-na-burze' }
    const company = { name: 'Hurtownia Burzowa' }
    const setUp = { company, owner, departments: ['Sprzedaż'], locale: 'pl' }
    const { cookie } = await call('POST', '/api/setup', {}, setUp)
    const { version } = (await call('GET', '/api/invoicing', { cookie })).body.settings
    const seller = { nip: '7740001454', name: 'Hurtownia Burzowa', line1: 'Prosta 1', line2: '00-850 Warszawa' }
    await call('PATCH', '/api/invoicing', { cookie, 'if-match': `"${version}"` }, { ...seller, paymentMethod: 'cash' })
    const people = Array.from({ length: PEOPLE }, (_, n) => ({
      id: randomUUID(),
      token: `person-${n}`,
      draft: randomUUID(),
    }))
    await inDatabase(folder, (one) => employ(one, people))

    const drafts = people.map(({ draft, token }) => ({ id: draft, who: { authorization: `Bearer ${token}` } }))

    const numbers = new Map<string, string>()
    const issue = async ({ id, who }: (typeof drafts)[number]) => {
      for (;;) {
        try {
          const { status, body } = await call('POST', `/api/invoices/${id}/issue`, who)
          // Not answered the first time, it may be issued all the same.
          if (status === 409) numbers.set(id, (await call('GET', `/api/invoices/${id}`, who)).body.number)
          if (status === 200) numbers.set(id, body.number)
          if (numbers.has(id)) return
        } catch {
          // Nobody promised anything.
        }
        await sleep(50)
      }
    }
    let killed = 0
    const everybody = Promise.all(drafts.map(issue))
    for (; killed < KILLS && numbers.size < PEOPLE; killed += 1) {
      await sleep(300 + Math.random() * 900)
      if (numbers.size === PEOPLE) break
      await server.kill()
      server = await startServer(env)
    }
    await everybody
    expect(killed).toBe(KILLS)
    await provenWhole(folder, numbers)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

type One = Parameters<Parameters<typeof inDatabase>[1]>[0]

/** So many sellers, each with a token and a draft, without asking each to accept an invitation. */
async function employ(one: One, people: { id: string; token: string; draft: string }[]): Promise<void> {
  await one(
    `insert into employees (id, name, email, role, department_id, created_at, updated_at)
    select p.id, 'Sprzedawca ' || p.n, 'sprzedawca' || p.n || '@example.com', 'employee', d.id, now(), now()
    from unnest($1::uuid[]) with ordinality p(id, n), departments d where d.key = 'sales'`,
    [people.map(({ id }) => id)],
  )
  await one(
    `insert into api_tokens (id, employee_id, name, token_digest, created_at)
    select gen_random_uuid(), t.id, 'burza', decode(t.digest, 'hex'), now() from unnest($1::uuid[], $2::text[]) t(id, digest)`,
    [people.map(({ id }) => id), people.map(({ token }) => createHash('sha256').update(token).digest('hex'))],
  )
  await one(
    `insert into invoices (id, kind, owner_id, department_id, currency, mode, rounded_by, buyer, payment_method, created_at, updated_at)
    select p.draft, 'vat', e.id, e.department_id, 'PLN', 'net', 'document', $3::jsonb, 'cash', now(), now()
    from unnest($1::uuid[], $2::uuid[]) p(id, draft) join employees e on e.id = p.id`,
    [people.map(({ id }) => id), people.map(({ draft }) => draft), JSON.stringify(BUYER)],
  )
  await one(
    `insert into invoice_lines (id, invoice_id, position, name, quantity, unit, unit_price, vat)
    select gen_random_uuid(), draft, 0, 'Okno', 1, 'szt.', 100, '23' from unnest($1::uuid[]) draft`,
    [people.map(({ draft }) => draft)],
  )
}

/** From one to the last without a gap, each once, in the order in which they were issued, and just what everybody was answered. */
async function provenWhole(folder: string, numbers: Map<string, string>): Promise<void> {
  await inDatabase(folder, async (one) => {
    const { given, named } = await one(`select array_agg(series_n order by series_n) as given,
      jsonb_object_agg(id, number) as named from invoices where status = 'issued'`)
    expect(given).toEqual(Array.from({ length: PEOPLE }, (_, n) => n + 1))
    expect(named).toEqual(Object.fromEntries(numbers))
    expect(new Set(numbers.values()).size).toBe(PEOPLE)
    expect(await one('select sum(last)::int as last, count(*)::int as series from invoice_numbers')).toEqual({
      last: PEOPLE,
      series: 1,
    })
    expect(
      await one(`select count(*)::int as odd from invoices i where 1 <> (select count(*) from event_log e
        where e.name = 'invoice.issued' and e.subject_id = i.id)`),
    ).toEqual({ odd: 0 })
  })
}
