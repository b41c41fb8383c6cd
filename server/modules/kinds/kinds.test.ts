import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeCompany } from '../contacts/factory.ts'
import { doBulkEdit } from '../lists/commands/bulk-edits.ts'
import type { PipelineView } from '../pipelines/schema.ts'
import type { KindView, RecordView } from './schema.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const ADMINISTRATORS = { read: 'all', create: 'all', update: 'all', delete: 'all' }
const one = { pl: 'Reklamacja', en: 'Complaint' }
const all = { pl: 'Reklamacje', en: 'Complaints' }

/** A kind with a field of each sort it needs, and three stages, the last one final. */
async function complaints(given: object = {}): Promise<{ kind: KindView; stages: string[] }> {
  const { status, body: kind } = await w.request('owner', 'POST', '/api/kinds', { name: one, plural: all, ...given })
  expect(status).toBe(201)
  const field = async (body: object) =>
    expect((await w.request('owner', 'POST', '/api/settings/fields', { kind: kind.key, ...body })).status).toBe(201)
  await field({ key: 'refund', type: 'money', label: { pl: 'Zwrot', en: 'Refund' } })
  await field({ key: 'about', type: 'text', label: { pl: 'Czego dotyczy', en: 'About' }, required: true })
  await field({ key: 'company', type: 'company', label: { pl: 'Firma', en: 'Company' } })
  const [pipeline] = (await w.request('owner', 'GET', `/api/pipelines?kind=${kind.key}`)).body.items as PipelineView[]
  const add = async (pl: string, more: object = {}) => {
    const body = { name: { pl, en: pl }, probability: 50, ...more }
    return (await w.request('owner', 'POST', `/api/pipelines/${pipeline!.id}/stages`, body)).body.id as string
  }
  return {
    kind,
    stages: [pipeline!.stages[0]!.id, await add('Rozpatrywana'), await add('Zamknięta', { final: 'done' })],
  }
}

const make = async (kind: string, given: object = {}, who: 'anna' | 'marta' | 'katarzyna' = 'anna') => {
  const body = { title: 'Pęknięta szyba', custom: { about: 'szyba' }, ...given }
  const answer = await w.request(who, 'POST', `/api/records/${kind}`, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body as RecordView
}
const eventsOf = async (id: string) =>
  (
    await sql<{ name: string; payload: Record<string, unknown> }>`select name, payload from event_log
      where subject_id = ${id} order by id`.execute(w.db)
  ).rows

describe('a kind of the company’s own', () => {
  it('gets a key, a pattern of numbers and a pipeline, and is listed with what the caller may', async () => {
    const { kind } = await complaints()
    expect(kind).toMatchObject({ name: one, numberPattern: 'REK/{YYYY}/{NNNN}', can: ADMINISTRATORS, archived: false })
    const { items } = (await w.request('anna', 'GET', '/api/kinds')).body
    const mine = items.find(({ key }: KindView) => key === kind.key)
    expect(mine.can).toEqual({ read: 'department', create: 'department', update: 'own', delete: 'none' })
    expect(mine.rights).toBeNull()
  })

  it('is made by leaders only, under a key that nothing else has', async () => {
    const body = { name: one, plural: all }
    expect((await w.request('anna', 'POST', '/api/kinds', body)).status).toBe(403)
    for (const key of ['deal', 'record', 'task']) {
      const refused = await w.request('owner', 'POST', '/api/kinds', { ...body, key })
      expect(refused.body.errors).toMatchObject([{ path: 'key', code: 'field.taken' }])
    }
    const refused = await w.request('owner', 'POST', '/api/kinds', { ...body, numberPattern: 'ZAK/{YYYY}' })
    expect(refused.body.errors).toMatchObject([{ path: 'numberPattern', code: 'kind.bad_pattern' }])
  })

  it('is changed against the version seen; another field changed meanwhile stays', async () => {
    const { kind } = await complaints()
    const change = (body: object) => w.request('owner', 'PATCH', `/api/kinds/${kind.key}`, body, seen(kind.version))
    expect((await change({ sumField: 'refund' })).status).toBe(200)
    expect((await change({ name: { pl: 'Skarga', en: 'Complaint' } })).body).toMatchObject({
      sumField: 'refund',
      version: 3,
    })
    expect((await change({ sumField: null })).status).toBe(409)
    const wrong = await w.request(
      'owner',
      'PATCH',
      `/api/kinds/${kind.key}`,
      { sumField: 'about' },
      { 'if-match': '*' },
    )
    expect(wrong.body.errors).toMatchObject([{ path: 'sumField', code: 'field.invalid' }])
  })

  it('put away takes no new records and shows itself to nobody but who manages it', async () => {
    const { kind } = await complaints()
    const record = await make(kind.key)
    expect((await w.request('owner', 'POST', `/api/kinds/${kind.key}/archive`)).status).toBe(204)
    const refused = await w.request('anna', 'POST', `/api/records/${kind.key}`, { title: 'x', custom: { about: 'y' } })
    expect(refused.body.code).toBe('kind.archived')
    const listed = async (who: 'anna' | 'owner', query = '') =>
      (await w.request(who, 'GET', `/api/kinds${query}`)).body.items.some(({ key }: KindView) => key === kind.key)
    expect([await listed('anna'), await listed('owner'), await listed('owner', '?all=true')]).toEqual([
      false,
      false,
      true,
    ])
    expect((await w.request('anna', 'GET', `/api/records/${kind.key}/${record.id}`)).status).toBe(200)
    await w.request('owner', 'POST', `/api/kinds/${kind.key}/restoration`)
    await make(kind.key)
  })
})

describe('a record', () => {
  it('begins at the first stage with the next number, owned by who made it, its required fields demanded', async () => {
    const { kind, stages } = await complaints()
    const company = await w.write('anna', (cx) => makeCompany(cx))
    const record = await make(kind.key, { custom: { about: 'okno', refund: 12_000, company: company.id } })
    const year = (await w.now()).getFullYear()
    expect(record).toMatchObject({
      kind: kind.key,
      number: `REK/${year}/0001`,
      stage: { id: stages[0] },
      owner: { id: w.people.anna },
      department: { id: w.departments.sales },
      custom: { about: 'okno', refund: 12_000 },
      version: 1,
    })
    const refused = await w.request('anna', 'POST', `/api/records/${kind.key}`, { title: 'x' })
    expect(refused.body.errors).toMatchObject([{ path: 'custom.about', code: 'field.required' }])
    const { items } = (await w.request('anna', 'GET', `/api/records/company/${company.id}/timeline`)).body
    expect(items.map(({ name }: { name: string }) => name)).toContain('record.created')
    expect((await w.request('anna', 'GET', `/api/records/record/${record.id}`)).body.number).toBe(record.number)
  })

  it('is numbered without gaps by many at once, what is refused taking none', async () => {
    const { kind } = await complaints({ numberPattern: 'R-{YY}-{NNN}' })
    const bodies = Array.from({ length: 8 }, (_, n) => ({ title: `Nr ${n}`, custom: n % 2 ? { about: 'x' } : {} }))
    const answers = await Promise.all(bodies.map((body) => w.request('anna', 'POST', `/api/records/${kind.key}`, body)))
    const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => body.number.slice(-3))
    expect(numbers.sort()).toEqual(['001', '002', '003', '004'])
  })

  it('is moved by the guards of its stages, closed by a final one and opened by any other', async () => {
    const { kind, stages } = await complaints()
    const { version } = (await w.request('owner', 'GET', `/api/pipelines?kind=${kind.key}`)).body.items[0].stages[1]
    const set = { requiredFields: ['custom.refund'], checklist: [{ name: { pl: 'Obejrzana', en: 'Seen' } }] }
    const guarded = await w.request('owner', 'PATCH', `/api/stages/${stages[1]}`, set, seen(version))
    expect(guarded.status).toBe(204)
    const wrong = { requiredFields: ['custom.nothing'] }
    expect((await w.request('owner', 'PATCH', `/api/stages/${stages[1]}`, wrong, { 'if-match': '*' })).status).toBe(422)

    const record = await make(kind.key)
    const move = (stageId: string, filling: object = {}) =>
      w.request('anna', 'POST', `/api/records/${kind.key}/${record.id}/stage`, { stageId, ...filling })
    const refused = await move(stages[1]!)
    expect(refused.body).toMatchObject({
      code: 'stage.requirements',
      errors: [{ path: 'fields.custom.refund', code: 'field.required' }],
    })
    const moved = await move(stages[1]!, { fields: { custom: { refund: 5000 } } })
    expect(moved.body).toMatchObject({ stage: { id: stages[1] }, openChecks: 1, custom: { refund: 5000 } })
    expect((await move(stages[2]!)).body.errors).toMatchObject([{ code: 'stage.check_open' }])
    const { checks } = (await w.request('anna', 'GET', `/api/records/${kind.key}/${record.id}/ways`)).body
    const closed = await move(stages[2]!, { checks: [checks[0].id] })
    expect(closed.body).toMatchObject({ stage: { final: 'done' }, closedAt: expect.any(String) })
    expect((await move(stages[0]!)).body.closedAt).toBeNull()
    expect((await eventsOf(record.id)).map(({ name }) => name)).toEqual([
      'record.created',
      'record.updated',
      'record.stage_changed',
      'record.check_ticked',
      'record.stage_changed',
      'record.stage_changed',
    ])
  })

  it('never goes to a stage of another kind, and deals never to one of its', async () => {
    const { kind } = await complaints()
    const other = await complaints()
    const record = await make(kind.key)
    const answer = await w.request('anna', 'POST', `/api/records/${kind.key}/${record.id}/stage`, {
      stageId: other.stages[0],
    })
    expect(answer.body.errors).toMatchObject([{ path: 'stageId', code: 'field.invalid' }])
    expect((await w.request('anna', 'GET', `/api/records/${other.kind.key}/${record.id}`)).status).toBe(404)
    expect((await w.request('anna', 'GET', '/api/pipelines')).body.items).toEqual([])
  })

  it('is read, changed and deleted by whom the kind says', async () => {
    const { kind } = await complaints()
    const record = await make(kind.key)
    const at = `/api/records/${kind.key}/${record.id}`
    const change = (who: 'anna' | 'katarzyna' | 'salesHead' | 'marta') =>
      w.request(who, 'PATCH', at, { note: `od: ${who}` }, { 'if-match': '*' }).then(({ status }) => status)
    // A colleague reads it and may not change it; another department does not see it.
    expect(await Promise.all([change('anna'), change('katarzyna'), change('salesHead'), change('marta')])).toEqual([
      200, 403, 200, 404,
    ])
    expect((await w.request('anna', 'DELETE', at)).status).toBe(403)
    const { version } = (await w.request('owner', 'GET', `/api/kinds/${kind.key}`)).body
    const mine = { read: 'own', create: 'none', update: 'own', delete: 'own' }
    const rights = { head: ADMINISTRATORS, employee: mine }
    expect((await w.request('owner', 'PATCH', `/api/kinds/${kind.key}`, { rights }, seen(version))).status).toBe(200)
    expect((await w.request('katarzyna', 'GET', at)).status).toBe(404)
    expect((await w.request('katarzyna', 'GET', `/api/records/${kind.key}`)).body.items).toEqual([])
    const refused = await w.request('anna', 'POST', `/api/records/${kind.key}`, { title: 'x', custom: { about: 'y' } })
    expect(refused.status).toBe(403)
    expect((await w.request('anna', 'DELETE', at)).status).toBe(204)
    expect((await w.request('anna', 'GET', `/api/records/${kind.key}`)).body.items).toEqual([])
    expect((await w.request('anna', 'POST', `${at}/restoration`)).status).toBe(204)
    expect((await w.request('anna', 'GET', `/api/records/${kind.key}`)).body.items).toHaveLength(1)
  })

  it('is filtered, sorted, counted, changed in bulk, kept in views and exported as the shipped kinds are', async () => {
    const { kind } = await complaints()
    const cheap = await make(kind.key, { title: 'Tania', custom: { about: 'a', refund: 100 } })
    const dear = await make(kind.key, { title: 'Droga', custom: { about: 'b', refund: 900_000 } })
    const filter = { all: [{ field: 'custom.refund', op: 'gte', value: 5000 }] }
    const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&sort=createdAt`
    const listed = await w.request('anna', 'GET', `/api/records/${kind.key}?${query}`)
    expect(listed.body.items.map(({ id }: RecordView) => id)).toEqual([dear.id])
    const view = { kind: kind.key, name: 'Drogie', filter }
    expect((await w.request('anna', 'POST', '/api/views', view)).status).toBe(201)
    expect((await w.request('anna', 'POST', '/api/views', { ...view, kind: 'nothing' })).status).toBe(422)
    const counted = await w.request('anna', 'POST', '/api/bulk-edits/count', { kind: kind.key, filter })
    expect(counted.body.count).toBe(1)
    const action = { do: 'set', field: 'custom.about', value: 'razem' }
    const started = await w.request('anna', 'POST', '/api/bulk-edits', { kind: kind.key, filter: { all: [] }, action })
    expect(started.status, JSON.stringify(started.body)).toBe(201)
    while (await doBulkEdit(w.deps));
    const { body } = await w.request('anna', 'GET', `/api/records/${kind.key}/${cheap.id}`)
    expect(body.custom.about).toBe('razem')
    const file = await w.request('anna', 'GET', `/api/exports/${kind.key}?columns=number,title,custom.refund`)
    expect(file.status).toBe(200)
    expect(String(file.body)).toContain('Droga')
    expect((await w.request('anna', 'GET', '/api/exports/nothing')).status).toBe(404)
  })

  it('is found by its name, its number and the texts of its fields, by whoever may read it', async () => {
    const { kind } = await complaints({ numberPattern: 'SZUK/{YYYY}/{NNNN}' })
    const record = await make(kind.key, { title: 'Nieszczelne drzwi', custom: { about: 'uszczelka Zefir' } })
    const find = async (who: 'anna' | 'marta', q: string) =>
      (await w.request(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)).body.items.map(
        ({ id }: { id: string }) => id,
      )
    expect(await find('anna', 'nieszczelne')).toContain(record.id)
    expect(await find('anna', 'zefir')).toContain(record.id)
    expect(await find('marta', 'zefir')).not.toContain(record.id)
  })

  it('has tasks, notes and a timeline, and whoever gets a task about it may read it', async () => {
    const { kind } = await complaints()
    const record = await make(kind.key)
    const note = await w.request('anna', 'POST', `/api/records/record/${record.id}/notes`, { body: 'Klient dzwonił' })
    expect(note.status).toBe(201)
    expect((await w.request('marta', 'GET', `/api/records/record/${record.id}`)).status).toBe(404)
    const task = { title: 'Sprawdź szybę', subject: { kind: 'record', id: record.id }, assigneeId: w.people.marta }
    expect((await w.request('owner', 'POST', '/api/tasks', task)).status).toBe(201)
    expect((await w.request('marta', 'GET', `/api/records/record/${record.id}`)).body.nextTask.title).toBe(task.title)
    const { items } = (await w.request('anna', 'GET', `/api/records/record/${record.id}/timeline`)).body
    const names = items.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['record.created', 'note.added', 'task.created']))
  })

  it('stands on a board with sums, and leaves a stage that is taken away for the one named', async () => {
    const { kind, stages } = await complaints()
    await w.request('owner', 'PATCH', `/api/kinds/${kind.key}`, { sumField: 'refund' }, { 'if-match': '*' })
    await make(kind.key, { custom: { about: 'a', refund: 100 } })
    await make(kind.key, { custom: { about: 'b', refund: 250 } })
    const board = async () => (await w.request('anna', 'GET', `/api/records/${kind.key}/board`)).body
    expect((await board()).columns.map(({ count, sum }: { count: number; sum: number }) => [count, sum])).toEqual([
      [2, 350],
      [0, 0],
      [0, 0],
    ])
    const asked = await w.request('owner', 'POST', `/api/stages/${stages[0]}/archive`, {})
    expect(asked.body).toMatchObject({ code: 'stage.in_use', params: { count: 2 } })
    const gone = await w.request('owner', 'POST', `/api/stages/${stages[0]}/archive`, { moveTo: stages[1] })
    expect(gone.body).toEqual({ moved: 2 })
    expect((await board()).columns.map(({ count }: { count: number }) => count)).toEqual([2, 0])
  })

  it('links to another kind of the company’s own, as far as it may be read', async () => {
    const { kind } = await complaints()
    const other = await complaints()
    const field = { kind: kind.key, key: 'other', type: 'record', label: one }
    expect((await w.request('owner', 'POST', '/api/settings/fields', field)).body.errors).toMatchObject([
      { path: 'target', code: 'field.required' },
    ])
    const made = await w.request('owner', 'POST', '/api/settings/fields', { ...field, target: other.kind.key })
    expect(made.status).toBe(201)
    const target = await make(other.kind.key)
    const linked = await make(kind.key, { custom: { about: 'x', other: target.id } })
    expect(linked.custom.other).toBe(target.id)
    const wrong = { title: 'x', custom: { about: 'x', other: linked.id } }
    const refused = await w.request('anna', 'POST', `/api/records/${kind.key}`, wrong)
    expect(refused.body.errors).toMatchObject([{ path: 'custom.other', code: 'field.invalid' }])
  })

  it('is numbered anew in the next year', async () => {
    const { kind } = await complaints()
    await make(kind.key)
    const { number } = await make(kind.key)
    await w.travel('400 days')
    const year = Number(number.slice(4, 8))
    expect(number).toBe(`REK/${year}/0002`)
    expect((await make(kind.key)).number).toMatch(new RegExp(`^REK/(${year + 1}|${year + 2})/0001$`))
  })
})
