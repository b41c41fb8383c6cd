import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CastName, testWorld } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { makeForm } from './factory.ts'
import type { Form } from './queries.ts'
import { createDefaultForm } from './shipped.ts'

let w: Awaited<ReturnType<typeof testWorld>>
let form: Form
let url: string

beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  form = await w.write('owner', (cx) => makeForm(cx, { departmentId: w.departments.sales }))
  url = `/api/forms/${form.id}`
})

const definition = { fields: [{ key: 'name', type: 'text', label: { pl: 'Imię' } }] }
const patch = (body: unknown, version: number | string, who: CastName = 'owner') =>
  w.request(who, 'PATCH', url, body, { 'if-match': String(version) })
const events = async () =>
  (
    await sql<{ name: string; changes: { field: string }[] | null }>`
      select name, changes from event_log where subject_id = ${form.id} order by id`.execute(w.db)
  ).rows

test('a form is made with good defaults, has an address and a line for the web site', async () => {
  const made = await w.request('owner', 'POST', '/api/forms', { name: 'Kontakt', definition })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    active: true,
    version: 1,
    address: `http://localhost:3000/f/${made.body.key}`,
    snippet: `<script src="http://localhost:3000/embed/${made.body.key}.js" async></script>`,
    definition: { language: 'auto', proofOfWork: true, allowedOrigins: [], source: 'form' },
  })
  const got = await w.request('anna', 'GET', `/api/forms/${made.body.id}`)
  expect(got.body).toEqual(made.body)
  const twice = await w.request('owner', 'POST', '/api/forms', { name: 'Drugi', key: made.body.key, definition })
  expect([twice.status, twice.body.errors[0].path, twice.body.errors[0].code]).toEqual([422, 'key', 'form.key_taken'])
})

test('without a definition a form begins as the contact form', async () => {
  const made = await w.request('owner', 'POST', '/api/forms', { name: 'Nowy', active: false })
  expect([made.status, made.body.active, made.body.definition.consents[0].version]).toEqual([201, false, 1])
  expect(made.body.definition.fields.map((field: { mapsTo: string }) => field.mapsTo)).toContain('message')
})

test.each([
  [
    'a field of an unknown type',
    { ...definition, fields: [{ key: 'a', type: 'file', label: { pl: 'A' } }] },
    'definition.fields.0.type',
  ],
  ['the same key twice', { fields: [...definition.fields, ...definition.fields] }, 'definition.fields.1.key'],
  ['no question at all', { fields: [] }, 'definition.fields'],
  [
    'a redirect that is a script',
    { ...definition, thankYou: { heading: { pl: 'D' }, text: { pl: 'T' }, redirectUrl: 'javascript:alert(1)' } },
    'definition.thankYou.redirectUrl',
  ],
  [
    'a colour that is CSS',
    { ...definition, look: { accent: 'red}body{', radius: 1, theme: 'auto', font: 'inter' } },
    'definition.look.accent',
  ],
  [
    'a site that is a policy',
    { ...definition, allowedOrigins: ['https://a.pl; script-src *'] },
    'definition.allowedOrigins.0',
  ],
  ['an unknown part', { ...definition, onload: 'x' }, 'definition.onload'],
])('%s is refused at its place', async (_what, wrong, path) => {
  const answer = await w.request('owner', 'POST', '/api/forms', { name: 'X', definition: wrong })
  expect(answer.status).toBe(422)
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
})

test('a department that is not there is refused', async () => {
  const answer = await patch({ departmentId: w.people.anna }, 1)
  expect([answer.status, answer.body.errors[0].path]).toEqual([422, 'departmentId'])
})

describe('who may what', () => {
  test.each([
    ['owner', 200],
    ['admin', 200],
    ['salesHead', 200],
    ['anna', 403],
    ['marta', 403],
  ] as [CastName, number][])('%s changing a form: %i', async (who, status) => {
    expect((await patch({ name: 'Nowa' }, 1, who)).status).toBe(status)
    expect((await w.request(who, 'POST', `${url}/archive`)).status).toBe(status)
    const create = await w.request(who, 'POST', '/api/forms', { name: 'Kontakt', definition })
    expect(create.status).toBe(status === 200 ? 201 : 403)
    expect((await w.request(who, 'GET', url)).status).toBe(200)
  })

  test('what people wrote is read in the department of the form, not beside it', async () => {
    await w.request('anna', 'POST', `${url}/submissions`, { answers: { name: 'Jan' } })
    const read = async (who: CastName | null) => (await w.request(who, 'GET', `${url}/submissions`)).status
    expect(await read('anna')).toBe(200)
    expect(await read('salesHead')).toBe(200)
    expect(await read('owner')).toBe(200)
    expect(await read('marta')).toBe(403)
    expect(await read(null)).toBe(401)
  })
})

test('the page of a lead shows what its sender filled in and agreed to, in the words that were agreed to', async () => {
  const fields = [
    ...definition.fields,
    { key: 'kind', type: 'select', label: { pl: 'Rodzaj' }, options: [{ value: 'pvc', label: { pl: 'Okna PVC' } }] },
  ]
  const consents = [{ key: 'privacy', text: { pl: 'Zgoda pierwsza' }, required: true }]
  await patch({ definition: { fields, consents } }, 1)
  const sent = { answers: { name: 'Jan', kind: 'pvc' }, consents: { privacy: 1 } }
  const { body } = await w.request('anna', 'POST', `${url}/submissions`, sent)
  await patch({ definition: { consents: [{ ...consents[0], text: { pl: 'Zgoda druga' } }] } }, 2)

  const read = (who: CastName) => w.request(who, 'GET', `/api/leads/${body.leadId}/submissions`)
  const [submission] = (await read('anna')).body.items
  expect(submission).toMatchObject({
    formId: form.id,
    answers: [
      { key: 'name', label: { pl: 'Imię' }, value: 'Jan' },
      { key: 'kind', label: { pl: 'Rodzaj' }, value: 'pvc', words: [{ pl: 'Okna PVC' }] },
    ],
    consents: [{ key: 'privacy', version: 1, agreed: true, text: { pl: 'Zgoda pierwsza' } }],
  })
  expect((await read('marta')).status).toBe(404)
})

describe('two people at once', () => {
  test('different parts merge', async () => {
    expect((await patch({ definition: { title: '{name}' } }, 1)).status).toBe(200)
    const second = await patch({ definition: { source: 'targi' }, name: 'Nowa' }, 1, 'admin')
    expect(second.status).toBe(200)
    expect(second.body).toMatchObject({ name: 'Nowa', version: 3, definition: { title: '{name}', source: 'targi' } })
  })

  test('the same part is refused to the second', async () => {
    await patch({ definition: { title: '{name}' } }, 1)
    const second = await patch({ definition: { title: '{company}' } }, 1, 'admin')
    expect([second.status, second.body.code, second.body.errors[0].path]).toEqual([
      409,
      'version_conflict',
      'definition.title',
    ])
  })

  test('without the version nothing is changed', async () => {
    expect((await w.request('owner', 'PATCH', url, { name: 'Nowa' })).status).toBe(428)
  })
})

test('the log tells what was changed, and switching as such', async () => {
  await patch({ name: 'Nowa', active: false, definition: { heading: { pl: 'Napisz' } } }, 1)
  await patch({ name: 'Nowa' }, 2)
  await patch({ active: true, definition: { heading: null } }, 2)
  await w.request('owner', 'POST', `${url}/archive`)
  expect((await patch({ name: 'Inna' }, '*')).body.code).toBe('form.archived')
  await w.request('owner', 'POST', `${url}/restore`)
  expect((await events()).map(({ name, changes }) => [name, ...(changes ?? []).map(({ field }) => field)])).toEqual([
    ['form.created'],
    ['form.updated', 'name', 'definition.heading'],
    ['form.switched_off', 'active'],
    ['form.updated', 'definition.heading'],
    ['form.switched_on', 'active'],
    ['form.archived', 'archived'],
    ['form.restored', 'archived'],
  ])
})

test('a copy has its own address and is off until somebody has looked', async () => {
  await patch({ definition: { consents: [{ key: 'privacy', text: { pl: 'Zgoda' }, required: true }] } }, 1)
  const copy = await w.request('owner', 'POST', `${url}/duplicate`, { name: 'Kopia' })
  expect(copy.status).toBe(201)
  expect(copy.body).toMatchObject({ name: 'Kopia', active: false, departmentId: w.departments.sales, version: 1 })
  expect(copy.body.key).not.toBe(form.key)
  expect(copy.body.definition.consents).toMatchObject([{ key: 'privacy', version: 1 }])
})

test('the list pages, and archived forms are apart', async () => {
  await w.request('owner', 'POST', `${url}/archive`)
  const ids: string[] = []
  let after = ''
  do {
    const page = await w.request('anna', 'GET', `/api/forms?limit=2${after}`)
    ids.push(...page.body.items.map((one: { id: string }) => one.id))
    after = page.body.next ? `&after=${page.body.next}` : ''
  } while (after)
  expect(ids).not.toContain(form.id)
  const { rows } = await sql<{ id: string }>`select id from forms where archived_at is null`.execute(w.db)
  expect([...ids].sort()).toEqual(rows.map((row) => row.id).sort())
  const archived = await w.request('anna', 'GET', '/api/forms?archived=true')
  expect(archived.body.items.map((one: { id: string }) => one.id)).toContain(form.id)
})

test('submissions are listed newest first, page by page, each with its lead', async () => {
  const numbers: number[] = []
  for (const name of ['A', 'B', 'C']) {
    numbers.push((await w.request('anna', 'POST', `${url}/submissions`, { answers: { name } })).body.number)
  }
  const first = await w.request('anna', 'GET', `${url}/submissions?limit=2`)
  const second = await w.request('anna', 'GET', `${url}/submissions?limit=2&after=${first.body.next}`)
  const all = [...first.body.items, ...second.body.items]
  expect(all.map((one: { leadNumber: number }) => one.leadNumber)).toEqual(numbers.reverse())
  expect(all[0]).toMatchObject({ answers: { name: 'C' }, formVersion: 1, origin: null })
  expect(second.body.next).toBeNull()
})

test('the list counts what became leads in the last 30 days and what waits', async () => {
  await w.request('anna', 'POST', `${url}/submissions`, { answers: { name: 'Jan' } })
  await w.travel('31 days')
  await w.request('anna', 'POST', `${url}/submissions`, { answers: { name: 'Ewa' } })
  await w.request(null, 'POST', `/api/public/forms/${form.key}/submissions`, {
    answers: { name: 'Robot' },
    extra_subject: 'x',
  })
  const { body } = await w.request('anna', 'GET', '/api/forms')
  const mine = body.items.find((one: { id: string }) => one.id === form.id)
  expect([mine.received, mine.held]).toEqual([1, 1])
})

test('every version of a consent can be read again', async () => {
  const consents = (text: string) => [{ key: 'privacy', text: { pl: text }, required: true }]
  await patch({ definition: { consents: consents('Pierwsza') } }, 1)
  await patch({ definition: { consents: consents('Druga') } }, 2)
  await patch({ definition: { consents: [] } }, 3)
  const { body } = await w.request('anna', 'GET', `${url}/consents`)
  expect(body.items.map((one: { version: number; text: unknown }) => [one.version, one.text])).toEqual([
    [2, { pl: 'Druga' }],
    [1, { pl: 'Pierwsza' }],
  ])
})

test('a preview shows what is not saved, as text', async () => {
  const shown = await w.request('anna', 'POST', '/api/forms/preview', {
    definition: { fields: [{ key: 'a', type: 'text', label: { pl: '<b>A</b>' } }] },
    language: 'pl',
  })
  expect(shown.status).toBe(200)
  expect(shown.body.html).toContain('&lt;b&gt;A&lt;/b&gt;')
  expect(shown.body.css).toContain('--tok-accent:#0b5f76')
  expect(shown.body.thanks).toContain('Dziękujemy')
})

test('the shipped form takes a request from the first minute', async () => {
  const id = await w.write(system('setup'), (cx) =>
    createDefaultForm(cx, { departmentId: w.departments.sales, locale: 'en' }),
  )
  const sent = await w.request(null, 'POST', '/api/public/forms/contact/submissions', {
    answers: { name: 'Jan', email: 'jan@acme.pl', message: 'Dzień dobry', product: 'Pompa', company: 'Acme' },
    consents: { privacy: 1 },
  })
  expect(sent.status).toBe(201)
  const { rows } = await sql`select title, department_id from leads where form_id = ${id}`.execute(w.db)
  expect(rows).toEqual([{ title: 'Pompa, Acme', department_id: w.departments.sales }])
})
