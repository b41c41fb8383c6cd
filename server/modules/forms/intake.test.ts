import { Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testWorld } from '../../../test/support/world.ts'
import { makeForm } from './factory.ts'
import type { Form } from './queries.ts'

let w: Awaited<ReturnType<typeof testWorld>>
let form: Form
let url: string

beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  form = await w.write('owner', (cx) => makeForm(cx, { departmentId: w.departments.sales }))
  url = `/api/forms/${form.id}/submissions`
})

const leads = async () =>
  (await sql<Record<string, unknown>>`select * from leads where form_id = ${form.id} order by id`.execute(w.db)).rows

test('a program hands in a request: the lead has every value in its place, normalised', async () => {
  const answer = await w.request('anna', 'POST', url, {
    answers: {
      name: 'Jan Nowak',
      company: 'Acme sp. z o.o.',
      email: 'Jan@Acme.PL',
      phone: '601224718',
      nip: '123-456-32-18',
      budget: '12 500,50',
      product: 'pump',
      message: 'Proszę o ofertę',
      note: 'pilne',
    },
    source: 'targi',
    utm: { utm_source: 'ulotka' },
    pageUrl: 'https://acme.pl/oferta',
  })
  expect(answer.status).toBe(201)
  const [lead] = await leads()
  const { id: leadId, number } = lead!
  expect(answer.body).toEqual({ id: expect.any(String), leadId, recordId: null, number })
  expect(lead).toMatchObject({
    title: 'Pompa, Acme sp. z o.o.',
    source: 'targi',
    department_id: w.departments.sales,
    person_name: 'Jan Nowak',
    email: 'jan@acme.pl',
    phone: '+48601224718',
    nip: '1234563218',
    amount: 1250050,
    currency: 'PLN',
    product: 'Pompa',
    message: 'Proszę o ofertę',
    custom: { note: 'pilne' },
    utm: { utm_source: 'ulotka' },
    page_url: 'https://acme.pl/oferta',
  })
  const events = await sql<{
    name: string
  }>`select name from event_log where subject_id in (${lead!.id}, ${answer.body.id})`.execute(w.db)
  expect(events.rows.map((event) => event.name)).toEqual(['lead.received'])
})

test('it takes three round trips to the database and one to know the caller, whatever the number of questions', async () => {
  const trips: string[] = []
  const seen = (...chunks: unknown[]) => {
    const text = chunks.join('')
    // Waking other nodes runs on its own, after the commit of whoever came before.
    if (!text.includes('notify tok_wake')) trips.push(text)
  }
  // biome-ignore lint/suspicious/noExplicitAny: node's own way to write to a socket
  const socket = Socket.prototype as any
  const { _write, _writev } = socket
  socket._write = function (chunk: Buffer, ...rest: unknown[]) {
    seen(chunk)
    return _write.call(this, chunk, ...rest)
  }
  socket._writev = function (chunks: { chunk: Buffer }[], ...rest: unknown[]) {
    seen(...chunks.map((one) => one.chunk))
    return _writev.call(this, chunks, ...rest)
  }
  try {
    await w.request('anna', 'POST', url, { answers: { name: 'Pierwszy' } })
    trips.length = 0
    await w.request('anna', 'POST', url, { answers: { name: 'Drugi', company: 'C', email: 'a@b.pl', note: 'x' } })
  } finally {
    socket._write = _write
    socket._writev = _writev
  }
  // The form itself is remembered for a second: nothing is read before.
  expect(trips).toEqual([
    expect.stringContaining('actors-by-token'),
    expect.stringMatching(/begin[\s\S]*business-now[\s\S]*claim-contents/),
    expect.stringMatching(/receive-leads[\s\S]*keep-submissions/),
    expect.stringMatching(/log[\s\S]*commit/),
  ])
})

describe('sent twice', () => {
  const body = { answers: { name: 'Jan', email: 'jan@acme.pl' } }

  test('one after the other within ten minutes: one lead, the same answer', async () => {
    const first = await w.request('anna', 'POST', url, body)
    await w.travel('9 minutes')
    // The same content, typed differently.
    const second = await w.request('anna', 'POST', url, { answers: { email: 'JAN@acme.pl ', name: ' Jan' } })
    expect(second.body).toEqual(first.body)
    expect(await leads()).toHaveLength(1)
  })

  test('again after ten minutes: it is a new request', async () => {
    const first = await w.request('anna', 'POST', url, body)
    await w.travel('11 minutes')
    const second = await w.request('anna', 'POST', url, body)
    expect(second.body.leadId).not.toBe(first.body.leadId)
    expect(await leads()).toHaveLength(2)
  })

  test('twenty times at the same moment: one lead, twenty same answers', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => w.request('anna', 'POST', url, body)))
    expect(all.map((one) => one.status)).toEqual(Array(20).fill(201))
    expect(new Set(all.map((one) => JSON.stringify(one.body))).size).toBe(1)
    expect(await leads()).toHaveLength(1)
    const { rows } = await sql`select 1 from submissions where form_id = ${form.id}`.execute(w.db)
    expect(rows).toHaveLength(1)
  })

  test('to another form: two requests', async () => {
    const other = await w.write('owner', (cx) => makeForm(cx))
    const first = await w.request('anna', 'POST', url, body)
    const second = await w.request('anna', 'POST', `/api/forms/${other.id}/submissions`, body)
    expect(second.body.leadId).not.toBe(first.body.leadId)
  })
})

test('answers are checked, required consents are not demanded', async () => {
  form = await w.write('owner', (cx) =>
    makeForm(cx, {
      definition: { consents: [{ key: 'privacy', text: { pl: 'Zgoda' }, required: true }] },
    }),
  )
  const refused = await w.request('anna', 'POST', `/api/forms/${form.id}/submissions`, { answers: { email: 'x' } })
  expect(refused.status).toBe(422)
  expect(refused.body.errors.map((error: { path: string }) => error.path)).toEqual(['answers.name', 'answers.email'])
  const taken = await w.request('anna', 'POST', `/api/forms/${form.id}/submissions`, { answers: { name: 'Jan' } })
  expect(taken.status).toBe(201)
})

test('nobody without a token, no form that is not there or off', async () => {
  expect((await w.request(null, 'POST', url, { answers: { name: 'Jan' } })).status).toBe(401)
  const nowhere = await w.request('anna', 'POST', `/api/forms/${w.people.anna}/submissions`, {
    answers: { name: 'Jan' },
  })
  expect([nowhere.status, nowhere.body.code]).toEqual([404, 'form.not_found'])
  await w.request('owner', 'PATCH', `/api/forms/${form.id}`, { active: false }, { 'if-match': '"1"' })
  const off = await w.request('anna', 'POST', url, { answers: { name: 'Jan' } })
  expect([off.status, off.body.code]).toEqual([410, 'form.switched_off'])
  expect(await leads()).toHaveLength(0)
})

test('many at the same moment are committed together; each gets its own lead, equal ones one', async () => {
  const body = (i: number) => ({ answers: { name: `Klient ${i}`, email: `k${i}@acme.pl` } })
  const answers = await Promise.all(
    [...Array.from({ length: 20 }, (_, i) => i), 3, 3].map((i) => w.request('anna', 'POST', url, body(i))),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
  expect(new Set(answers.map(({ body: { leadId } }) => leadId)).size).toBe(20)
  expect(answers[20]!.body).toEqual(answers[3]!.body)
  const { rows } = await sql<{ leads: number; transactions: number }>`
    select count(*)::int leads, count(distinct e.xid8)::int transactions from event_log e
    join submissions s on s.lead_id = e.subject_id where e.name = 'lead.received'
      and s.id = any(${answers.map(({ body: { id } }) => id)}::uuid[])`.execute(w.db)
  expect(rows[0]!.leads).toBe(20)
  expect(rows[0]!.transactions).toBeLessThan(20)
})
