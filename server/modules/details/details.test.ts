import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'

let w: World
/** The register of taxpayers, on this machine: what it answers, and what it was asked. */
let register: Server
let answers: { status: number; body: unknown }
const asked: string[] = []
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  register = createServer((request, response) => {
    asked.push(request.url!)
    response.writeHead(answers.status, { 'content-type': 'application/json' }).end(JSON.stringify(answers.body))
  })
  await new Promise<void>((done) => register.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  register?.close()
  await w?.close()
})

const ask = (
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => w.request('anna', method, `/api/${path}`, body, headers)

async function dealOf(given: { company?: object; contact?: object } = {}) {
  return w.write('anna', async (cx) => {
    const company = given.company ? await makeCompany(cx, { name: 'Budmar', ...given.company }) : null
    const contact = given.contact
      ? await makeContact(cx, { firstName: 'Marcin', lastName: 'Głąb', companyId: company?.id, ...given.contact })
      : null
    const deal = await makeDeal(cx, { companyId: company?.id, contactId: contact?.id })
    return { deal: deal.id, company: company?.id ?? '', contact: contact?.id ?? '' }
  })
}

async function request(
  deal: string,
  days = 14,
): Promise<{ id: string; path: string; letter: { body: string; locale: string } }> {
  const { status, body } = await ask('POST', `records/deal/${deal}/detail-requests`, { days })
  expect(status).toBe(201)
  return { id: body.request.id, path: new URL(body.url).pathname, letter: body.letter }
}

const TYPED = {
  companyName: '',
  nip: '',
  address: 'ul. Prosta 1, Warszawa',
  person: '',
  email: '',
  phone: '',
  bankAccount: '',
}
const post = (path: string, typed: Record<string, string>, wanted = 'send') =>
  w.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...TYPED, ...typed, do: wanted }).toString(),
  })
const open = (path: string, headers: Record<string, string> = { 'sec-fetch-mode': 'navigate' }) =>
  w.app.inject({ method: 'GET', url: path, headers })

const onTimeline = async (deal: string) =>
  (
    await sql<{ name: string }>`select name from event_log where subject_id = ${deal} and name like 'details.%'
      order by id`.execute(w.db)
  ).rows.map(({ name }) => name)
const requestsOf = async (deal: string) => (await ask('GET', `records/deal/${deal}/detail-requests`)).body.items

describe('the page of a customer', () => {
  it('speaks his language, and is told as opened once somebody opens it', async () => {
    const { deal } = await dealOf({ contact: { locale: 'en' } })
    const { path, letter } = await request(deal)
    expect(letter.locale).toBe('en')
    expect(letter.body).toContain(path)
    // A scanner of mail is no customer.
    expect((await open(path, {})).body).toContain('Details for documents')
    expect(await onTimeline(deal)).toEqual(['details.asked'])
    const page = await open(path)
    await open(path)
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    expect(await onTimeline(deal)).toEqual(['details.asked', 'details.opened'])
    expect((await open(`${path}?lang=pl`)).body).toContain('Dane do dokumentów')
  })

  it('says at each field what is wrong with it, and keeps what was typed', async () => {
    const { deal } = await dealOf()
    const { path } = await request(deal)
    const wrong = await post(path, { companyName: '<b>Firma</b>', nip: '1234563217', email: 'ania', bankAccount: '1' })
    expect(wrong.statusCode).toBe(422)
    for (const key of ['nip', 'email', 'bankAccount']) expect(wrong.body).toContain(`id="${key}-wrong"`)
    expect(wrong.body).toContain('value="&lt;b&gt;Firma&lt;/b&gt;"')
    expect((await post(path, { address: ' ' })).body).toContain('Podaj nazwę firmy albo imię i nazwisko.')
    expect((await requestsOf(deal))[0].state).toBe('waiting')
  })

  it('takes one answer; sent again, revoked, run out or made up it is a plain page', async () => {
    const { deal } = await dealOf()
    const first = await request(deal)
    expect((await post(first.path, { companyName: 'Jeden' })).body).toContain('Dziękujemy')
    expect((await post(first.path, { companyName: 'Dwa' })).body).toContain('Te dane już mamy')
    expect((await open(first.path)).body).toContain('Te dane już mamy')
    expect((await requestsOf(deal))[0].proposals.map((one: { after: string }) => one.after)).toContain('Jeden')
    expect((await onTimeline(deal)).filter((name) => name === 'details.answered')).toHaveLength(1)

    const revoked = await request(deal)
    expect((await ask('DELETE', `detail-requests/${revoked.id}`)).status).toBe(204)
    const late = await request(deal, 1)
    await w.travel('2 days')
    for (const path of [revoked.path, late.path, '/k/zmyslony']) {
      expect((await open(path)).statusCode).toBe(404)
      const sent = await post(path, { companyName: 'Spóźniony' })
      expect([sent.statusCode, sent.body.includes('Ten link już nie działa')]).toEqual([404, true])
    }
    expect((await requestsOf(deal)).map((one: { state: string }) => one.state)).toEqual([
      'expired',
      'revoked',
      'answered',
    ])
  })

  it('two sendings at once are one answer', async () => {
    const { deal } = await dealOf()
    const { path } = await request(deal)
    const both = await Promise.all(['Jeden', 'Dwa'].map((companyName) => post(path, { companyName })))
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await onTimeline(deal)).filter((name) => name === 'details.answered')).toHaveLength(1)
  })
})

describe('what a customer answers', () => {
  it('stands beside what is on the cards, and only what is taken goes there', async () => {
    const { deal, company, contact } = await dealOf({
      company: { name: 'Budmar', address: 'Stara 1', nip: null },
      contact: { emails: [{ value: 'marcin@budmar.example' }] },
    })
    const { id, path } = await request(deal)
    await post(path, {
      companyName: 'Budmar sp. z o.o.',
      nip: '123-456-32-18',
      person: 'Marcin Głąb',
      email: 'KSIEGOWOSC@budmar.example',
      bankAccount: '61 1090 1014 0000 0712 1981 2874',
    })
    const [{ state, proposals }] = await requestsOf(deal)
    expect(state).toBe('answered')
    expect(proposals).toEqual([
      { key: 'companyName', card: 'company', before: 'Budmar', after: 'Budmar sp. z o.o.', state: 'different' },
      { key: 'nip', card: 'company', before: '', after: '1234563218', state: 'new' },
      { key: 'address', card: 'company', before: 'Stara 1', after: 'ul. Prosta 1, Warszawa', state: 'different' },
      { key: 'person', card: 'contact', before: 'Marcin Głąb', after: 'Marcin Głąb', state: 'same' },
      {
        key: 'email',
        card: 'contact',
        before: 'marcin@budmar.example',
        after: 'ksiegowosc@budmar.example',
        state: 'different',
      },
      { key: 'bankAccount', card: 'company', before: '', after: 'PL61109010140000071219812874', state: 'new' },
    ])
    const decision = { take: ['nip', 'email', 'bankAccount'] }
    expect((await ask('POST', `detail-requests/${id}/decision`, decision)).status).toBe(204)
    expect((await ask('GET', `companies/${company}`)).body).toMatchObject({
      name: 'Budmar',
      nip: '1234563218',
      address: 'Stara 1',
      bankAccount: 'PL61109010140000071219812874',
    })
    expect((await ask('GET', `contacts/${contact}`)).body.emails.map((one: { value: string }) => one.value)).toEqual([
      'ksiegowosc@budmar.example',
      'marcin@budmar.example',
    ])
    expect(await ask('POST', `detail-requests/${id}/decision`, decision)).toMatchObject({
      status: 409,
      body: { code: 'details.decided_already' },
    })
  })

  it('gives a deal without a company and a person both', async () => {
    const { deal } = await dealOf()
    const { id, path } = await request(deal)
    await post(path, { companyName: 'Nowa Firma', person: 'Ewa Nowak', phone: '601 224 718' })
    await ask('POST', `detail-requests/${id}/decision`, { take: ['companyName', 'address', 'person', 'phone'] })
    const { body } = await ask('GET', `deals/${deal}`)
    expect(body).toMatchObject({ company: { name: 'Nowa Firma' }, contact: { name: 'Ewa Nowak' } })
    const person = (await ask('GET', `contacts/${body.contact.id}`)).body
    expect(person).toMatchObject({ phones: [{ value: '+48601224718' }], company: { id: body.company.id } })
  })

  it('finds the company that is here already by its NIP', async () => {
    const known = await w.write('anna', (cx) => makeCompany(cx, { name: 'Znana', nip: '5260250274' }))
    const { deal } = await dealOf()
    const { id, path } = await request(deal)
    await post(path, { companyName: 'Znana S.A.', nip: '526-025-02-74' })
    expect((await requestsOf(deal))[0].proposals[0]).toMatchObject({ before: 'Znana', state: 'different' })
    await ask('POST', `detail-requests/${id}/decision`, { take: ['address'] })
    expect((await ask('GET', `deals/${deal}`)).body.company).toMatchObject({ id: known.id, name: 'Znana' })
  })

  it('nobody decides on what was not answered, nor on what he may not change', async () => {
    const { deal } = await dealOf()
    const { id, path } = await request(deal)
    const early = await ask('POST', `detail-requests/${id}/decision`, { take: [] })
    expect(early.body.code).toBe('details.not_answered')
    await post(path, { companyName: 'Firma' })
    expect((await w.request('marta', 'POST', `/api/detail-requests/${id}/decision`, { take: [] })).status).toBe(404)
    expect((await ask('DELETE', `detail-requests/${id}`)).body.code).toBe('details.answered_already')
  })
})

describe('the register of taxpayers', () => {
  const set = async (given: object) => {
    const { body } = await w.request('owner', 'GET', '/api/nip-register')
    return w.request('owner', 'PATCH', '/api/nip-register', given, { 'if-match': `"${body.version}"` })
  }
  const NIP = '123-456-32-18'

  it('is off until it is set on', async () => {
    const { path } = await request((await dealOf()).deal)
    expect((await open(path)).body).not.toContain('Znajdź po NIP')
    await post(path, { nip: NIP }, 'look_up')
    expect(asked).toEqual([])
  })

  it('fills in the name and the address as the Ministry has them', async () => {
    const { port } = register.address() as AddressInfo
    expect((await set({ active: true, url: `http://127.0.0.1:${port}/` })).body).toMatchObject({ active: true })
    answers = {
      status: 200,
      body: {
        result: {
          subject: {
            name: 'BUDMAR "SP. Z O.O."',
            nip: '1234563218',
            statusVat: 'Czynny',
            residenceAddress: null,
            workingAddress: 'PROSTA 1, 00-850 WARSZAWA',
            accountNumbers: [],
          },
          requestId: 'aa111-aa111aa',
          requestDateTime: '28-11-2026 10:00:00',
        },
      },
    }
    const { path } = await request((await dealOf()).deal)
    expect((await open(path)).body).toContain('Znajdź po NIP')
    const { statusCode, body } = await post(path, { nip: NIP, address: '' }, 'look_up')
    expect(statusCode).toBe(200)
    expect(asked.at(-1)).toMatch(/^\/api\/search\/nip\/1234563218\?date=\d{4}-\d{2}-\d{2}$/)
    expect(body).toContain('value="BUDMAR &quot;SP. Z O.O.&quot;"')
    expect(body).toContain('>PROSTA 1, 00-850 WARSZAWA</textarea>')
  })

  it('that knows nothing, is out of order or away leaves the customer to go on by hand', async () => {
    const { path } = await request((await dealOf()).deal)
    answers = { status: 200, body: { result: { subject: null } } }
    const typed = { nip: NIP, companyName: 'Wpisana ręcznie' }
    const unknown = await post(path, typed, 'look_up')
    expect(unknown.body).toContain('nie ma tego NIP')
    answers = { status: 429, body: { code: 'WL-191' } }
    const busy = await post(path, typed, 'look_up')
    expect(busy.body).toContain('teraz nie odpowiada')
    expect(busy.body).toContain('value="Wpisana ręcznie"')
    await set({ url: 'http://127.0.0.1:1' })
    expect((await post(path, typed, 'look_up')).body).toContain('teraz nie odpowiada')
    expect((await post(path, { ...typed, nip: '123' }, 'look_up')).body).toContain('id="nip-wrong"')
    expect((await post(path, typed)).statusCode).toBe(200)
  })

  it('is set by who leads the company', async () => {
    expect(
      (await w.request('anna', 'PATCH', '/api/nip-register', { active: false }, { 'if-match': '"1"' })).status,
    ).toBe(403)
    expect((await set({ url: 'ftp://example.com' })).status).toBe(422)
  })
})
