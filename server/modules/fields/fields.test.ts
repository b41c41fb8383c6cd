import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { tendIndexes } from './commands/tend.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
})
afterAll(() => w?.close())

const field = async (given: Record<string, unknown>) => {
  const answer = await w.request('admin', 'POST', '/api/settings/fields', {
    kind: 'deal',
    label: { pl: 'Pole', en: 'Field' },
    ...given,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const deal = async (body: Record<string, unknown> = {}) =>
  (await w.request('anna', 'POST', '/api/deals', { title: 'Okna', ...body })).body
const patch = (who: Parameters<World['request']>[0], id: string, custom: Record<string, unknown>) =>
  w.request(who, 'PATCH', `/api/deals/${id}`, { custom }, { 'if-match': '*' })
const option = (pl: string) => ({ label: { pl, en: pl } })

test('each type takes what fits, normalised, and refuses the rest at the field', async () => {
  const { id: other } = await deal()
  const cases: [type: string, given: unknown, kept: unknown, wrong: unknown, code: string][] = [
    ['text', ' szkło ', 'szkło', 'x'.repeat(501), 'field.too_long'],
    ['long_text', 'a\nb', 'a\nb', 5, 'field.invalid'],
    ['number', 12.5, 12.5, 'dużo', 'field.number'],
    ['number', '0,25', 0.25, 1e21, 'field.number'],
    ['money', 150050, 150050, 10.5, 'field.amount'],
    ['date', '2026-11-30', '2026-11-30', '2026-02-30', 'field.date'],
    ['moment', '2026-11-30T10:00:00+01:00', '2026-11-30T09:00:00.000Z', 'jutro', 'field.moment'],
    ['yes_no', false, false, 'tak', 'field.invalid'],
    ['choice', 'b', 'b', 'c', 'field.choice'],
    ['choices', ['b', 'a'], ['a', 'b'], ['c'], 'field.choice'],
    ['url', 'example.com/a', 'https://example.com/a', 'javascript:alert(1)', 'field.url'],
    ['email', ' Anna@Example.com ', 'anna@example.com', 'anna', 'field.email'],
    ['phone', '601 224 718', '+48601224718', '12', 'field.phone'],
    ['nip', '526-025-09-95', '5260250995', '123', 'field.nip'],
    ['employee', w.people.anna, w.people.anna, other, 'field.invalid'],
    ['deal', other, other, w.people.anna, 'field.invalid'],
  ]
  for (const [type, given, kept, bad, code] of cases) {
    const made = await field({
      type,
      label: { pl: `Typ ${type}`, en: type },
      ...(type.startsWith('choice') ? { options: [option('A'), option('B')] } : {}),
    })
    const { id } = await deal()
    const saved = await patch('anna', id, { [made.key]: given })
    expect([type, saved.status, saved.body.custom?.[made.key]]).toEqual([type, 200, kept])
    const refused = await patch('anna', id, { [made.key]: bad })
    expect([type, refused.status, refused.body.errors?.[0]]).toMatchObject([
      type,
      422,
      { path: `custom.${made.key}`, code },
    ])
    const emptied = await patch('anna', id, { [made.key]: null })
    expect(emptied.body.custom).not.toHaveProperty(made.key)
  }
})

test('a change stands in the event log with from and to, and in the timeline', async () => {
  const made = await field({ type: 'text', label: { pl: 'Region', en: 'Region' } })
  const { id } = await deal({ custom: { [made.key]: 'Mazowsze' } })
  await patch('anna', id, { [made.key]: 'Śląsk' })
  const { body } = await w.request('anna', 'GET', `/api/records/deal/${id}/timeline`)
  expect(body.items[0]).toMatchObject({
    name: 'deal.updated',
    changes: [{ field: `custom.${made.key}`, from: 'Mazowsze', to: 'Śląsk' }],
  })
  expect(body.items.at(-1)).toMatchObject({ name: 'deal.created', payload: { custom: { [made.key]: 'Mazowsze' } } })
})

test('what somebody else changed meanwhile in just this field is not overwritten, other fields merge', async () => {
  const one = await field({ type: 'text', label: { pl: 'Pierwsze', en: 'One' } })
  const two = await field({ type: 'text', label: { pl: 'Drugie', en: 'Two' } })
  const { id, version } = await deal()
  const send = (custom: Record<string, unknown>) =>
    w.request('anna', 'PATCH', `/api/deals/${id}`, { custom }, { 'if-match': `"${version}"` })
  expect((await send({ [one.key]: 'a' })).status).toBe(200)
  expect((await send({ [two.key]: 'b' })).body.custom).toMatchObject({ [one.key]: 'a', [two.key]: 'b' })
  expect(await send({ [one.key]: 'c' })).toMatchObject({ status: 409, body: { code: 'version_conflict' } })
})

test('values about a person lie where they can be erased', async () => {
  const made = await field({ type: 'email', label: { pl: 'Prywatny adres', en: 'Private address' } })
  const { id } = await deal()
  await patch('anna', id, { [made.key]: 'jan@example.com' })
  const { rows } = await sql<{ text: string }>`select changes::text as text from event_log
    where subject_id = ${id} and name = 'deal.updated'`.execute(w.db)
  expect(rows.map((row) => row.text).join()).not.toContain('jan@example.com')
})

test('required fields are demanded of who makes a record by hand and cannot be emptied', async () => {
  const made = await field({ kind: 'company', type: 'text', required: true, label: { pl: 'Segment', en: 'Segment' } })
  const create = (custom?: Record<string, unknown>) =>
    w.request('anna', 'POST', '/api/companies', { name: 'Budmar', ...(custom ? { custom } : {}) })
  expect(await create()).toMatchObject({
    status: 422,
    body: { errors: [{ path: `custom.${made.key}`, code: 'field.required' }] },
  })
  const company = await create({ [made.key]: 'A' })
  expect(company.status).toBe(201)
  const emptied = await w.request(
    'anna',
    'PATCH',
    `/api/companies/${company.body.id}`,
    { custom: { [made.key]: '' } },
    { 'if-match': '*' },
  )
  expect(emptied.body.errors[0].code).toBe('field.required')
  await w.request('admin', 'PATCH', `/api/settings/fields/${made.id}`, { required: false }, { 'if-match': '*' })
})

test('a field closed to somebody is nowhere for him; one he may only see he cannot change', async () => {
  const leaders = { roles: ['owner', 'administrator', 'head'], departments: [] }
  const closed = await field({ type: 'text', label: { pl: 'Tajne', en: 'Secret' }, seenBy: leaders, indexed: true })
  const shown = await field({ type: 'text', label: { pl: 'Klasa', en: 'Class' }, editedBy: leaders })
  const { id } = await deal()
  const secret = 'sekret-7'
  expect((await patch('salesHead', id, { [closed.key]: secret, [shown.key]: 'A' })).status).toBe(200)

  const seen = async (who: 'anna' | 'salesHead', url: string) => {
    const answer = await w.request(who, 'GET', url)
    expect([url, answer.status]).toEqual([url, 200])
    return JSON.stringify(answer.body)
  }
  for (const url of [
    `/api/deals/${id}`,
    '/api/deals?limit=200',
    '/api/deals/board?limit=100',
    `/api/records/deal/${id}/timeline`,
    '/api/fields/deal',
  ]) {
    const word = url === '/api/fields/deal' ? `custom.${closed.key}` : secret
    expect([url, (await seen('salesHead', url)).includes(word)]).toEqual([url, true])
    expect([url, (await seen('anna', url)).includes(word)]).toEqual([url, false])
  }
  const filter = encodeURIComponent(
    JSON.stringify({ all: [{ field: `custom.${closed.key}`, op: 'is', value: secret }] }),
  )
  expect((await w.request('salesHead', 'GET', `/api/deals?filter=${filter}`)).body.items).toHaveLength(1)
  expect(await w.request('anna', 'GET', `/api/deals?filter=${filter}`)).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'filter.unknown_field' }] },
  })
  expect((await w.request('anna', 'GET', `/api/deals?sort=custom.${closed.key}`)).status).toBe(422)
  expect(await patch('anna', id, { [closed.key]: 'x' })).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'field.unknown' }] },
  })
  expect(await patch('anna', id, { [shown.key]: 'B' })).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'field.read_only' }] },
  })
  // What she sends with a deal of hers, and what its answer says.
  const answer = await w.request('anna', 'PATCH', `/api/deals/${id}`, { title: 'Okna PVC' }, { 'if-match': '*' })
  expect(JSON.stringify(answer.body)).not.toContain(secret)
})

test('a department opens a field to its people', async () => {
  const made = await field({
    type: 'text',
    label: { pl: 'Kampania', en: 'Campaign' },
    seenBy: { roles: [], departments: [w.departments.marketing] },
  })
  const keys = async (who: 'anna' | 'marta' | 'owner') =>
    (await w.request(who, 'GET', '/api/fields/deal')).body.items.map((one: { key: string }) => one.key)
  const key = `custom.${made.key}`
  expect([await keys('anna'), await keys('marta'), await keys('owner')].map((all) => all.includes(key))).toEqual([
    false,
    true,
    true,
  ])
})

test('a type stays where values are, a choice that may be held is put away instead of taken away', async () => {
  const made = await field({
    type: 'choice',
    options: [option('Drewno'), option('PVC')],
    label: { pl: 'Rama', en: 'Frame' },
  })
  const change = (body: Record<string, unknown>) =>
    w.request('admin', 'PATCH', `/api/settings/fields/${made.id}`, body, { 'if-match': '*' })
  expect((await change({ type: 'text' })).status).toBe(200)
  expect((await change({ type: 'choice', options: made.options })).status).toBe(200)
  const { id } = await deal({ custom: { [made.key]: 'drewno' } })
  expect(await change({ type: 'text' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'type', code: 'field.type_in_use' }] },
  })
  const [wood, pvc] = made.options
  expect((await change({ options: [pvc] })).body.errors[0].code).toBe('field.option_in_use')
  expect((await change({ options: [{ ...wood, archived: true }, pvc] })).status).toBe(200)
  // Who has it keeps it; nobody takes it anew.
  expect((await patch('anna', id, { [made.key]: 'drewno' })).status).toBe(200)
  expect((await patch('anna', (await deal()).id, { [made.key]: 'drewno' })).body.errors[0].code).toBe('field.choice')
})

test('put away and brought back with its values; deleted keeps them until they are purged', async () => {
  const made = await field({ type: 'text', label: { pl: 'Uwagi', en: 'Remarks' } })
  const { id } = await deal({ custom: { [made.key]: 'ważne' } })
  const custom = async () => (await w.request('anna', 'GET', `/api/deals/${id}`)).body.custom
  const act = (verb: string) => w.request('admin', 'POST', `/api/settings/fields/${made.id}/${verb}`)
  await act('archive')
  expect(await custom()).not.toHaveProperty(made.key)
  await act('restoration')
  expect(await custom()).toHaveProperty(made.key, 'ważne')
  expect(await act('purge')).toMatchObject({ status: 409, body: { code: 'field.not_deleted' } })
  await w.request('admin', 'DELETE', `/api/settings/fields/${made.id}`)
  expect(await custom()).not.toHaveProperty(made.key)
  await act('restoration')
  expect(await custom()).toHaveProperty(made.key, 'ważne')
  await w.request('admin', 'DELETE', `/api/settings/fields/${made.id}`)
  expect((await act('purge')).status).toBe(204)
  await w.settle()
  const { rows } = await sql`select from deals where custom ? ${made.key}`.execute(w.db)
  expect(rows).toHaveLength(0)
  expect(
    (await w.request('admin', 'GET', '/api/settings/fields')).body.items.some(
      (one: { id: string }) => one.id === made.id,
    ),
  ).toBe(false)
})

test('the index of a filtered field is made outside any transaction, used, and dropped again', async () => {
  const made = await field({ type: 'number', indexed: true, label: { pl: 'Powierzchnia', en: 'Area' } })
  while (await tendIndexes(w.deps));
  const ready = async () =>
    (await w.request('admin', 'GET', '/api/settings/fields')).body.items.find(
      (one: { id: string }) => one.id === made.id,
    ).indexReady
  expect(await ready()).toBe(true)
  const own = async () =>
    (
      await sql<{
        def: string
      }>`select pg_get_indexdef(indexrelid) as def from pg_index i join pg_class c on c.oid = indexrelid
      where relname like 'own\\_%'`.execute(w.db)
    ).rows.filter(({ def }) => def.includes(`'${made.key}'`))
  expect(await own()).toHaveLength(1)
  await w.request('admin', 'PATCH', `/api/settings/fields/${made.id}`, { indexed: false }, { 'if-match': '*' })
  while (await tendIndexes(w.deps));
  expect(await own()).toHaveLength(0)
})
