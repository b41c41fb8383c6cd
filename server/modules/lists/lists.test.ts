import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { makeSentContract } from '../contracts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { doBulkEdit } from './commands/bulk-edits.ts'

let w: World
const key: Record<string, string> = {}
const ids: string[] = []

beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), (cx) => createDefaultPipeline(cx, 'pl'))
  const add = async (type: string, label: string, more = {}) => {
    const { body } = await w.request('admin', 'POST', '/api/settings/fields', {
      kind: 'deal',
      type,
      label: { pl: label, en: label },
      indexed: true,
      ...more,
    })
    key[label] = `custom.${body.key}`
  }
  await add('number', 'm2')
  await add('date', 'montaz')
  await add('moment', 'pomiar')
  await add('yes_no', 'pilne')
  await add('choice', 'rama', {
    options: [
      { key: 'pvc', label: { pl: 'PVC', en: 'PVC' } },
      { key: 'alu', label: { pl: 'Alu', en: 'Alu' } },
    ],
  })
  await add('choices', 'dodatki', {
    options: [
      { key: 'r', label: { pl: 'Rolety', en: 'Blinds' } },
      { key: 'p', label: { pl: 'Parapet', en: 'Sill' } },
    ],
  })
  await add('employee', 'mierniczy')
  const today = (await w.now()).toISOString().slice(0, 10)
  const day = (n: number) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10)
  const made = [
    {
      title: 'A',
      amount: 100,
      custom: {
        m2: 10.5,
        montaz: day(0),
        pomiar: `${day(0)}T08:00:00Z`,
        pilne: true,
        rama: 'pvc',
        dodatki: ['r', 'p'],
        mierniczy: w.people.anna,
      },
    },
    {
      title: 'B',
      amount: 200,
      custom: { m2: 9, montaz: day(-6), rama: 'alu', dodatki: ['p'], mierniczy: w.people.katarzyna },
    },
    { title: 'C', amount: 300, custom: { m2: 100, montaz: day(8), pilne: false } },
    { title: 'Ćma', expectedOn: day(-1), custom: {} },
  ]
  for (const body of made) {
    const answer = await w.request('anna', 'POST', '/api/deals', body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    ids.push(answer.body.id)
  }
})
afterAll(() => w?.close())

const list = (filter: unknown, sort = 'title', who: 'anna' | 'katarzyna' = 'anna', more = '') =>
  w.request(who, 'GET', `/api/deals?sort=${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}${more}`)
const titles = async (filter: unknown, sort?: string, who?: 'anna' | 'katarzyna') => {
  const { status, body } = await list(filter, sort, who)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items.map((one: { title: string }) => one.title).join(' ')
}

test('every operator finds what it says', async () => {
  const cases: [field: string, op: string, value: unknown, found: string][] = [
    ['title', 'contains', 'm', 'Ćma'],
    ['title', 'not_contains', 'm', 'A B C'],
    ['title', 'is', 'B', 'B'],
    ['title', 'is_not', 'B', 'A C Ćma'],
    ['title', 'starts', 'ć', 'Ćma'],
    ['amount', 'gte', 200, 'B C'],
    ['amount', 'empty', undefined, 'Ćma'],
    ['m2', 'gt', 9, 'A C'],
    ['m2', 'lte', 10.5, 'A B'],
    ['m2', 'between', [9, 11], 'A B'],
    ['m2', 'ne', 9, 'A C Ćma'],
    ['m2', 'empty', undefined, 'Ćma'],
    ['montaz', 'in', 'today', 'A'],
    ['montaz', 'in', 'this_week', 'A'],
    ['montaz', 'in', 'next_week', 'C'],
    ['montaz', 'in', 'last_week', 'B'],
    ['montaz', 'last_days', 7, 'A B'],
    ['montaz', 'next_days', 9, 'A C'],
    ['montaz', 'older_than', 5, 'B'],
    ['montaz', 'later_than', 7, 'C'],
    ['pomiar', 'in', 'today', 'A'],
    ['pomiar', 'in', 'tomorrow', ''],
    ['expectedOn', 'in', 'yesterday', 'Ćma'],
    ['createdAt', 'in', 'today', 'A B C Ćma'],
    ['createdAt', 'older_than', 0, ''],
    ['pilne', 'yes', undefined, 'A'],
    ['pilne', 'no', undefined, 'B C Ćma'],
    ['rama', 'any_of', ['pvc', 'alu'], 'A B'],
    ['rama', 'none_of', ['pvc'], 'B C Ćma'],
    ['rama', 'any_of', ['none'], 'C Ćma'],
    ['dodatki', 'any_of', ['r'], 'A'],
    ['dodatki', 'all_of', ['r', 'p'], 'A'],
    ['dodatki', 'none_of', ['r'], 'B C Ćma'],
    ['dodatki', 'not_empty', undefined, 'A B'],
    ['mierniczy', 'any_of', ['me'], 'A'],
    ['mierniczy', 'any_of', ['my_department'], 'A B'],
    ['ownerId', 'any_of', ['me'], 'A B C Ćma'],
    ['departmentId', 'any_of', ['my_department'], 'A B C Ćma'],
    ['status', 'any_of', ['won'], ''],
  ]
  for (const [name, op, value, found] of cases) {
    const field = key[name] ?? name
    expect([name, op, await titles({ all: [{ field, op, value }] })]).toEqual([name, op, found])
  }
})

test('groups nest, "me" is whoever asks', async () => {
  const m2 = { field: key.m2, op: 'gt', value: 50 }
  const pvc = { field: key.rama, op: 'any_of', value: ['pvc'] }
  expect(await titles({ any: [m2, pvc] })).toBe('A C')
  expect(await titles({ all: [{ any: [m2, pvc] }, { field: 'amount', op: 'lt', value: 200 }] })).toBe('A')
  expect(await titles({ all: [] })).toBe('A B C Ćma')
  expect(await titles({ all: [{ field: key.mierniczy, op: 'any_of', value: ['me'] }] }, 'title', 'katarzyna')).toBe('B')
})

test('an order by any field pages by keyset, what has no value stands at the end both ways', async () => {
  for (const [sort, whole] of [
    [key.m2, 'B A C Ćma'],
    [`-${key.m2}`, 'C A B Ćma'],
    [key.montaz, 'B A C Ćma'],
    ['-title', 'Ćma C B A'],
    ['expectedOn', 'Ćma A B C'],
    ['-createdAt', 'Ćma C B A'],
  ]) {
    const found: string[] = []
    let after = ''
    do {
      const { status, body } = await list({ all: [] }, sort, 'anna', `&limit=1${after}`)
      expect(status).toBe(200)
      found.push(...body.items.map((one: { title: string }) => one.title))
      after = body.next ? `&after=${body.next}` : ''
    } while (after)
    expect([sort, found.join(' ')]).toEqual([sort, whole])
  }
})

test('what cannot be asked is refused at its condition', async () => {
  const wrong: [condition: unknown, code: string][] = [
    [{ field: 'nothing', op: 'is', value: 'x' }, 'filter.unknown_field'],
    [{ field: 'amount', op: 'contains', value: 'x' }, 'filter.value'],
    [{ field: 'amount', op: 'gt', value: "1'; drop table deals" }, 'filter.value'],
    [{ field: 'ownerId', op: 'any_of', value: ['anna'] }, 'filter.value'],
    [{ field: 'createdAt', op: 'on', value: '2026-02-31' }, 'filter.value'],
  ]
  for (const [condition, code] of wrong) {
    expect(await list({ all: [condition] })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'filter.all.0', code }] },
    })
  }
  for (const filter of ['{', '[]', '{"all":[{"field":"title","op":"sql","value":"1"}]}'])
    expect((await w.request('anna', 'GET', `/api/deals?filter=${encodeURIComponent(filter)}`)).status).toBe(422)
  expect((await w.request('anna', 'GET', '/api/deals?sort=note')).body.errors[0].code).toBe('filter.not_sortable')
  const many = { all: Array.from({ length: 41 }, () => ({ field: 'title', op: 'is', value: 'x' })) }
  expect((await list(many)).status).toBe(422)
})

test('leads and cards are listed by the same model', async () => {
  await w.request('anna', 'POST', '/api/leads', { title: 'Brama', source: 'phone', mine: true })
  await w.request('anna', 'POST', '/api/contacts', {
    firstName: 'Jan',
    lastName: 'Nowak',
    phones: [{ value: '601224718' }],
  })
  await w.request('anna', 'POST', '/api/companies', { name: 'Budmar', emails: [{ value: 'biuro@budmar.pl' }] })
  const count = async (path: string, condition: unknown) =>
    (await w.request('anna', 'GET', `${path}?filter=${encodeURIComponent(JSON.stringify({ all: [condition] }))}`)).body
      .items?.length
  expect(await count('/api/leads', { field: 'status', op: 'any_of', value: ['processing'] })).toBe(1)
  expect(await count('/api/leads', { field: 'ownerId', op: 'none_of', value: ['me'] })).toBe(0)
  expect(await count('/api/contacts', { field: 'phones', op: 'contains', value: '601 224' })).toBe(1)
  expect(await count('/api/companies', { field: 'emails', op: 'contains', value: 'budmar' })).toBe(1)
  expect(await count('/api/companies', { field: 'emails', op: 'empty' })).toBe(0)
})

const view = (who: 'anna' | 'salesHead' | 'marta' | 'katarzyna' | 'admin', body: Record<string, unknown>) =>
  w.request(who, 'POST', '/api/views', { kind: 'deal', name: 'Moje', filter: { all: [] }, ...body })

test('a view is private, its department’s or the company’s', async () => {
  const mine = (await view('anna', { name: 'Prywatny' })).body
  const ours = (
    await view('anna', { name: 'Działu', shared: 'department', sort: `-${key.m2}`, columns: ['title', key.m2] })
  ).body
  expect(await view('anna', { shared: 'company' })).toMatchObject({ status: 403 })
  const all = (await view('salesHead', { name: 'Firmy', shared: 'company' })).body
  const names = async (who: 'anna' | 'katarzyna' | 'marta') =>
    (await w.request(who, 'GET', '/api/views?kind=deal')).body.items.map((one: { name: string }) => one.name).join(' ')
  expect(await names('anna')).toBe('Działu Prywatny Firmy')
  expect(await names('katarzyna')).toBe('Działu Firmy')
  expect(await names('marta')).toBe('Firmy')
  const rename = (who: 'katarzyna' | 'anna' | 'marta' | 'admin', id: string, version: number, name: string) =>
    w.request(who, 'PATCH', `/api/views/${id}`, { name }, { 'if-match': `"${version}"` })
  expect((await rename('katarzyna', ours.id, 1, 'X')).status).toBe(403)
  expect((await rename('marta', mine.id, 1, 'X')).status).toBe(404)
  expect((await rename('anna', mine.id, 1, 'Nowy')).body).toMatchObject({ name: 'Nowy', version: 2 })
  expect((await rename('anna', mine.id, 1, 'Inny')).status).toBe(409)
  expect((await rename('admin', all.id, 1, 'Całej firmy')).status).toBe(200)
  expect((await w.request('katarzyna', 'PUT', '/api/views/default', { kind: 'deal', viewId: ours.id })).status).toBe(
    204,
  )
  expect((await w.request('katarzyna', 'PUT', '/api/views/default', { kind: 'deal', viewId: mine.id })).status).toBe(
    404,
  )
  const items = (await w.request('katarzyna', 'GET', '/api/views?kind=deal')).body.items
  expect(items.find((one: { id: string }) => one.id === ours.id)).toMatchObject({
    isDefault: true,
    editable: false,
    columns: ['title', key.m2],
  })
  expect((await w.request('anna', 'DELETE', `/api/views/${ours.id}`)).status).toBe(204)
  expect(await names('katarzyna')).toBe('Całej firmy')
})

/** Bulk edits beside a busy engine get a part of its time; a test does not wait for it. */
const finish = async () => {
  while (await doBulkEdit(w.deps));
}

const bulk = (who: 'anna' | 'katarzyna' | 'salesHead', body: Record<string, unknown>) =>
  w.request(who, 'POST', '/api/bulk-edits', { kind: 'deal', ...body })

test('a bulk edit changes each by its own command and rights, and says what was refused and why', async () => {
  const hers = (await w.request('katarzyna', 'POST', '/api/deals', { title: 'Kasi' })).body.id
  await w.request('anna', 'POST', `/api/deals/${ids[1]}/lose`, { reason: 'cena' })
  const started = await bulk('anna', { ids: [...ids, hers], action: { do: 'win' } })
  expect(started.body).toMatchObject({ total: 5, changed: 0, finishedAt: null })
  await finish()
  const { body } = await w.request('anna', 'GET', `/api/bulk-edits/${started.body.id}`)
  expect(body).toMatchObject({ changed: 3, refused: 2, unchanged: 0 })
  expect(body.finishedAt).not.toBeNull()
  expect(body.refusals.map(({ id, code }: { id: string; code: string }) => [id, code])).toEqual([
    [ids[1], 'deal.already_closed'],
    [hers, 'forbidden'],
  ])
  const { body: line } = await w.request('anna', 'GET', `/api/records/deal/${ids[0]}/timeline`)
  expect(line.items[0]).toMatchObject({ name: 'deal.won', actor: { id: w.people.anna } })
  expect((await w.request('katarzyna', 'GET', `/api/bulk-edits/${started.body.id}`)).status).toBe(404)
})

test('a whole filtered view takes a field; what it had already stays as it was', async () => {
  const filter = { all: [{ field: key.m2, op: 'not_empty' }] }
  const counted = await w.request('anna', 'POST', '/api/bulk-edits/count', { kind: 'deal', filter })
  expect(counted.body).toEqual({ count: 3, most: 10_000 })
  const started = await bulk('anna', { filter, action: { do: 'set', field: key.m2, value: 9 } })
  await finish()
  const { body } = await w.request('anna', 'GET', `/api/bulk-edits/${started.body.id}`)
  expect(body).toMatchObject({ total: 3, changed: 2, unchanged: 1, refused: 0 })
  expect(await titles({ all: [{ field: key.m2, op: 'eq', value: 9 }] })).toBe('A B C')
})

test('an owner is given to many; what no record could take is refused before it begins', async () => {
  const started = await bulk('salesHead', { ids, action: { do: 'assign', ownerId: w.people.lukasz } })
  await finish()
  expect((await w.request('salesHead', 'GET', `/api/bulk-edits/${started.body.id}`)).body).toMatchObject({ changed: 4 })
  const wrong: [action: unknown, path: string, code: string][] = [
    [{ do: 'set', field: key.m2, value: 'dużo' }, 'action.value', 'field.number'],
    [{ do: 'set', field: 'status', value: 'won' }, 'action.field', 'field.unknown'],
    [{ do: 'set', field: 'custom.nothing', value: 1 }, 'action.value', 'field.unknown'],
    [{ do: 'reject', reason: 'spam' }, 'action.do', 'field.invalid'],
  ]
  for (const [action, path, code] of wrong)
    expect((await bulk('anna', { ids, action })).body.errors?.[0]).toMatchObject({ path, code })
  expect(
    (await bulk('anna', { filter: { all: [{ field: 'title', op: 'is', value: 'nikt' }] }, action: { do: 'win' } })).body
      .code,
  ).toBe('bulk_edit.nothing')
})

test('leads: many are rejected and opened again', async () => {
  const made = await Promise.all(
    ['Okna', 'Drzwi'].map(
      async (title) => (await w.request('anna', 'POST', '/api/leads', { title, mine: true })).body.id,
    ),
  )
  const ask = async (action: unknown) => {
    const { body } = await w.request('anna', 'POST', '/api/bulk-edits', { kind: 'lead', ids: made, action })
    await finish()
    return (await w.request('anna', 'GET', `/api/bulk-edits/${body.id}`)).body
  }
  expect(await ask({ do: 'reject', reason: 'spam' })).toMatchObject({ changed: 2 })
  expect(await ask({ do: 'reject', reason: 'spam' })).toMatchObject({ refused: 2 })
  expect(await ask({ do: 'reopen' })).toMatchObject({ changed: 2 })
})

test('contracts have own fields, filters, views and bulk edits; what was agreed stays as it was', async () => {
  const { body: field } = await w.request('admin', 'POST', '/api/settings/fields', {
    ...{ kind: 'contract', type: 'text', indexed: true },
    label: { pl: 'Segregator', en: 'Binder' },
  })
  const own = `custom.${field.key}`
  const add = async (title: string, binder: string) => {
    const made = await w.request('anna', 'POST', '/api/contracts', { title, custom: { [field.key]: binder } })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    return made.body.id as string
  }
  const [one, two] = [await add('Serwis bramy', 'A-1'), await add('Okna do szkoły', 'B-2')]
  const sent = await w.write('anna', (cx) => makeSentContract(cx, { title: 'Wysłana' }))
  const found = async (filter: object, sort = 'title') => {
    const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${sort}`
    const { body, status } = await w.request('anna', 'GET', `/api/contracts?${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items.map((item: { title: string; custom: Record<string, unknown> }) => [
      item.title,
      item.custom[field.key] ?? null,
    ])
  }
  const filter = { all: [{ field: own, op: 'contains', value: 'B-' }] }
  expect(await found(filter)).toEqual([['Okna do szkoły', 'B-2']])
  const view = {
    kind: 'contract',
    name: 'Segregator B',
    filter,
    columns: ['title', own],
    sort: 'title',
  }
  const saved = await w.request('anna', 'POST', '/api/views', view)
  expect(saved.status, JSON.stringify(saved.body)).toBe(201)
  expect((await w.request('anna', 'GET', '/api/views?kind=contract')).body.items).toMatchObject([
    { columns: ['title', own] },
  ])

  const ask = async (action: object) => {
    const asked = { kind: 'contract', ids: [one, two, sent.id], action }
    const { body } = await w.request('anna', 'POST', '/api/bulk-edits', asked)
    await finish()
    return (await w.request('anna', 'GET', `/api/bulk-edits/${body.id}`)).body
  }
  expect(await ask({ do: 'set', field: own, value: 'C-3' })).toMatchObject({ changed: 3, refused: 0 })
  const refused = await ask({ do: 'set', field: 'note', value: 'Do archiwum' })
  expect(refused).toMatchObject({ changed: 2, refused: 1, refusals: [{ id: sent.id, code: 'contract.locked' }] })
  expect(await found({ all: [{ field: own, op: 'is', value: 'C-3' }] }, '-title')).toHaveLength(3)
  const csv = await w.app.inject({
    url: `/api/exports/contract?format=csv&columns=title,${own}&sort=title`,
    headers: { authorization: `Bearer ${await w.tokenOf(w.people.anna)}` },
  })
  expect(csv.body).toContain('Serwis bramy;C-3')
})
