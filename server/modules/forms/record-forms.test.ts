import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { makeCompany } from '../contacts/factory.ts'
import { makeKind } from '../kinds/factory.ts'

let w: World
let kind: string
let visitors = 0

const label = (pl: string) => ({ pl, en: pl })
const ask = async (who: CastName | null, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object, headers = {}) =>
  w.request(who, method, url, body, headers)
const field = async (body: object) => {
  const answer = await ask('owner', 'POST', '/api/settings/fields', { kind, ...body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as { id: string; version: number }
}
/** A stranger's, always from another address. */
async function fill(key: string, body: object) {
  visitors += 1
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/public/forms/${key}/submissions`,
    remoteAddress: `10.9.${visitors >> 8}.${visitors & 255}`,
    payload: body,
  })
  return { status: answer.statusCode, body: answer.json() }
}
interface Row {
  id: string
  number: string
  title: string
  note: string
  custom: Record<string, unknown>
  ownerId: string | null
  departmentId: string | null
}
const records = async () =>
  (
    await sql<Row>`select id, number, title, note, custom, owner_id as "ownerId", department_id as "departmentId"
      from records where kind = ${kind} order by id desc`.execute(w.db)
  ).rows
const start = async (given: object = {}, who: CastName = 'owner') => {
  const answer = await ask(who, 'POST', '/api/forms', { name: 'Zgłoś usterkę', kind, ...given })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const refused = (answer: { status: number; body: { code: string; errors?: { path: string; code: string }[] } }) => [
  answer.status,
  ...(answer.body.errors ?? [{ path: '', code: answer.body.code }]).map((error) => `${error.path}: ${error.code}`),
]

beforeAll(async () => {
  w = await testWorld()
  kind = (await w.write('owner', (cx) => makeKind(cx, { departmentId: w.departments.production }))).key
  await field({ key: 'place', type: 'text', label: label('Gdzie'), required: true })
  await field({ key: 'about', type: 'long_text', label: label('Opis') })
  await field({ key: 'count', type: 'number', label: label('Ile') })
  await field({ key: 'cost', type: 'money', label: label('Koszt') })
  await field({ key: 'seen_on', type: 'date', label: label('Kiedy') })
  await field({ key: 'urgent', type: 'yes_no', label: label('Pilne') })
  await field({ key: 'mail', type: 'email', label: label('E-mail') })
  await field({ key: 'phone', type: 'phone', label: label('Telefon') })
  await field({ key: 'nip', type: 'nip', label: label('NIP') })
  await field({ key: 'site', type: 'url', label: label('Strona') })
  const options = [
    { key: 'roof', label: label('Dach') },
    { key: 'wall', label: label('Ściana') },
  ]
  await field({ key: 'sort', type: 'choice', label: label('Rodzaj'), options })
  await field({ key: 'parts', type: 'choices', label: label('Części'), options })
  await field({ key: 'visit_at', type: 'moment', label: label('Wizyta') })
  await field({ key: 'company', type: 'company', label: label('Firma') })
  await field({ key: 'helper', type: 'employee', label: label('Pomocnik') })
})
afterAll(() => w.close())

test('begins with a question for each field; a stranger’s answers fill the fields of a record with a number', async () => {
  const form = await start({ departmentId: w.departments.sales })
  expect(form.definition.fields.map(({ type, mapsTo }: { type: string; mapsTo: string }) => [mapsTo, type])).toEqual([
    ['title', 'text'],
    ['custom.place', 'text'],
    ['custom.about', 'long_text'],
    ['custom.count', 'number'],
    ['custom.cost', 'amount'],
    ['custom.seen_on', 'date'],
    ['custom.urgent', 'checkbox'],
    ['custom.mail', 'email'],
    ['custom.phone', 'phone'],
    ['custom.nip', 'nip'],
    ['custom.site', 'text'],
    ['custom.sort', 'select'],
    ['custom.parts', 'multi_select'],
  ])
  const empty = await fill(form.key, { answers: { title: 'Cieknie' } })
  expect(refused(empty)).toEqual([422, 'answers.f_place: field.required'])
  const answers = {
    ...{ title: 'Cieknie dach', f_place: 'Hala 2', f_about: 'Po deszczu\nkapie', f_count: '2,5', f_cost: '1 200,50' },
    ...{
      f_seen_on: '2026-11-20',
      f_urgent: true,
      f_mail: 'Jan@Firma.pl',
      f_phone: '601 602 603',
      f_nip: '526-10-40-828',
    },
    ...{ f_site: 'https://firma.pl/dach', f_sort: 'roof', f_parts: ['roof', 'wall'] },
  }
  const sent = await fill(form.key, { answers, language: 'pl' })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  const [record] = await records()
  expect(record).toMatchObject({ title: 'Cieknie dach', ownerId: null, departmentId: w.departments.production })
  expect(record!.number).toMatch(/\/0*1$/)
  expect(record!.custom).toEqual({
    ...{ place: 'Hala 2', about: 'Po deszczu\nkapie', count: 2.5, cost: 120050, seen_on: '2026-11-20', urgent: true },
    ...{ mail: 'jan@firma.pl', phone: '+48601602603', nip: '5261040828', site: 'https://firma.pl/dach' },
    ...{ sort: 'roof', parts: ['roof', 'wall'] },
  })
  const { rows: events } = await sql<{ name: string; actor_kind: string }>`select name, actor_kind from event_log
    where subject_id = ${record!.id}`.execute(w.db)
  expect(events).toEqual([{ name: 'record.created', actor_kind: 'visitor' }])
  expect(refused(await fill(form.key, { answers: { ...answers, f_site: 'nic' } }))).toEqual([
    422,
    'answers.f_site: field.url',
  ])
})

test('the same sent twice is one record; what a program sent is held and makes one when let through', async () => {
  const form = await start()
  const answers = { title: 'Raz', f_place: 'Biuro' }
  const before = (await records()).length
  expect((await fill(form.key, { answers })).status).toBe(201)
  expect((await fill(form.key, { answers })).status).toBe(201)
  expect((await records()).length).toBe(before + 1)
  const trapped = { answers: { ...answers, title: 'Z automatu' }, extra_subject: 'x' }
  expect((await fill(form.key, trapped)).status).toBe(201)
  expect((await records()).length).toBe(before + 1)
  const items = async () => (await ask('owner', 'GET', `/api/forms/${form.id}/submissions`)).body.items
  const [held] = await items()
  expect(held).toMatchObject({ heldReason: 'trap', leadId: null, recordId: null })
  const through = () => ask('owner', 'POST', `/api/forms/${form.id}/submissions/${held.id}/acceptance`)
  const made = (await through()).body
  expect(made).toEqual({ leadId: null, recordId: expect.any(String) })
  expect((await through()).body).toEqual(made)
  const [record] = await records()
  expect(record).toMatchObject({ id: made.recordId, title: 'Z automatu', ownerId: null })
  expect((await items())[0]).toMatchObject({ recordId: made.recordId, recordNumber: record!.number })
  const [listed] = (await ask('owner', 'GET', `/api/forms?kind=${kind}`)).body.items
  expect(listed).toMatchObject({ id: form.id, received: 2, held: 0 })
})

describe('what only people of the company can answer', () => {
  test('is asked in a form that is not open, whose sender owns the record', async () => {
    const form = await start({ public: false })
    const types = Object.fromEntries(
      form.definition.fields.map((one: { mapsTo: string; type: string; links?: string }) => [
        one.mapsTo,
        [one.type, one.links],
      ]),
    )
    expect(types).toMatchObject({
      'custom.visit_at': ['moment', undefined],
      'custom.company': ['linked', 'company'],
      'custom.helper': ['linked', 'employee'],
    })
    expect((await fill(form.key, { answers: { title: 'Z ulicy', f_place: 'x' } })).status).toBe(404)
    expect((await w.app.inject({ url: `/f/${form.key}` })).statusCode).toBe(404)
    expect((await w.app.inject({ url: `/embed/${form.key}.js` })).statusCode).toBe(404)
    const mine = await w.write('anna', (cx) => makeCompany(cx))
    const answers = {
      ...{ title: 'Od Anny', f_place: 'Sklep', f_visit_at: '2026-12-01T10:00:00+01:00', f_company: mine.id },
      f_helper: w.people.marta,
    }
    const send = (who: CastName, more: object = {}) =>
      ask(who, 'POST', `/api/forms/${form.id}/submissions`, { answers: { ...answers, ...more } })
    const sent = await send('anna')
    expect(sent.status, JSON.stringify(sent.body)).toBe(201)
    const [record] = await records()
    expect(sent.body).toMatchObject({ leadId: null, recordId: record!.id, number: record!.number })
    expect(record).toMatchObject({ ownerId: w.people.anna })
    expect(record!.custom).toMatchObject({
      ...{ visit_at: '2026-12-01T09:00:00.000Z', company: mine.id, helper: w.people.marta },
    })
    const [filled] = (await ask('anna', 'GET', `/api/records/${kind}/${record!.id}/submissions`)).body.items
    expect(filled.answers).toContainEqual(
      expect.objectContaining({ key: 'f_company', type: 'linked', links: 'company', value: mine.id }),
    )
    // A record the sender may not read is not there for him; what is no moment is told at the question.
    expect(refused(await send('marta'))).toEqual([422, 'answers.f_company: field.invalid'])
    expect(refused(await send('anna', { f_visit_at: 'jutro' }))).toEqual([422, 'answers.f_visit_at: field.moment'])
  })

  test('is refused where the world may fill it in', async () => {
    const form = await start({ public: false })
    const opened = await ask(
      'owner',
      'PATCH',
      `/api/forms/${form.id}`,
      { public: true },
      { 'if-match': `"${form.version}"` },
    )
    expect(opened.status).toBe(422)
    expect(new Set(opened.body.errors.map(({ code }: { code: string }) => code))).toEqual(new Set(['form.inside_only']))
  })
})

test('a field that is another by now keeps nobody from sending: its answer stays with the submission', async () => {
  const sort = await field({
    ...{ key: 'sort_of', type: 'choice', label: label('Odmiana') },
    options: [
      { key: 'old', label: label('Dawna') },
      { key: 'new', label: label('Nowa') },
    ],
  })
  const gone = await field({ key: 'gone', type: 'text', label: label('Dawne') })
  const form = await start()
  const put = (id: string, version: number, body: object) =>
    ask('owner', 'PATCH', `/api/settings/fields/${id}`, body, { 'if-match': `"${version}"` })
  const options = [
    { key: 'old', label: label('Dawna'), archived: true },
    { key: 'new', label: label('Nowa') },
  ]
  expect((await put(sort.id, sort.version, { options })).status).toBe(200)
  expect((await ask('owner', 'POST', `/api/settings/fields/${gone.id}/archive`)).status).toBeLessThan(300)
  const answers = { title: 'Stary formularz', f_place: 'Dach', f_sort_of: 'old', f_gone: 'x' }
  const sent = await fill(form.key, { answers })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  const [record] = await records()
  expect(record).toMatchObject({ title: 'Stary formularz', custom: { place: 'Dach' } })
  const [filled] = (await ask('owner', 'GET', `/api/records/record/${record!.id}/submissions`)).body.items
  const told = Object.fromEntries(filled.answers.map((one: { key: string; value: unknown }) => [one.key, one.value]))
  expect(told).toMatchObject({ f_sort_of: 'old', f_gone: 'x' })
})

test('an answer that fills a field closed to somebody is closed to him, and only who may fill it has it asked for', async () => {
  await field({
    ...{ key: 'secret', type: 'text', label: label('Poufne') },
    seenBy: { roles: ['head'], departments: [] },
  })
  const form = await start({ public: false })
  const answers = { title: 'Z tajemnicą', f_place: 'Sejf', f_secret: 'szyfr' }
  const sent = await ask('anna', 'POST', `/api/forms/${form.id}/submissions`, { answers })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  expect((await records())[0]!.custom).toMatchObject({ secret: 'szyfr' })
  const keysFor = async (who: CastName) => {
    const { body } = await ask(who, 'GET', `/api/records/record/${sent.body.recordId}/submissions`)
    return body.items[0].answers.map(({ key }: { key: string }) => key)
  }
  expect(await keysFor('owner')).toContain('f_secret')
  expect(await keysFor('anna')).toEqual(['title', 'f_place'])
})

describe('who opens such a form', () => {
  test('may make such records himself, of a kind in use', async () => {
    const grant = { read: 'none', create: 'none', update: 'none', delete: 'none' }
    const closed = await w.write('owner', (cx) => makeKind(cx, { rights: { head: grant, employee: grant } as never }))
    const body = { name: 'Za plecami', kind: closed.key }
    expect((await ask('katarzyna', 'POST', '/api/forms', body)).status).toBe(403)
    expect(refused(await ask('owner', 'POST', '/api/forms', { name: 'Nic', kind: 'nothing' }))).toEqual([
      422,
      'kind: field.invalid',
    ])
    const form = (await ask('owner', 'POST', '/api/forms', body)).body
    const { body: view } = await ask('owner', 'GET', `/api/kinds/${closed.key}`)
    await sql`update kinds set archived_at = now() where key = ${view.key}`.execute(w.db)
    const off = await fill(form.key, { answers: { title: 'Po fakcie' } })
    expect([off.status, off.body.code]).toEqual([410, 'form.switched_off'])
  })

  test('maps questions to fields that can keep their answers', async () => {
    const question = (mapsTo: string, more: object = {}) => ({
      definition: { fields: [{ key: 'a', type: 'text', label: label('A'), mapsTo, ...more }] },
    })
    const tried = async (body: object) =>
      refused(await ask('owner', 'POST', '/api/forms', { name: 'A', kind, ...body }))
    const at = 'definition.fields.0'
    expect(await tried(question('person_name'))).toEqual([422, `${at}.mapsTo: field.invalid`])
    expect(await tried(question('custom.nothing'))).toEqual([422, `${at}.mapsTo: field.unknown`])
    expect(await tried(question('custom.count'))).toEqual([422, `${at}.mapsTo: field.invalid`])
    const foreign = { type: 'select', options: [{ value: 'sea', label: label('Morze') }] }
    expect(await tried(question('custom.sort', foreign))).toEqual([422, `${at}.options: field.option`])
    const deal = { public: false, ...question('custom.company', { type: 'linked', links: 'deal' }) }
    expect(await tried(deal)).toEqual([422, `${at}.links: field.invalid`])
    const euro = { currency: 'EUR', fields: [{ key: 'a', type: 'amount', label: label('A'), mapsTo: 'custom.cost' }] }
    expect(await tried({ definition: euro })).toEqual([422, `${at}.mapsTo: form.other_currency`])
  })
})
