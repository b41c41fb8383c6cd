import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const HOUR = 3_600_000
const inHours = async (hours: number) => new Date((await w.now()).getTime() + hours * HOUR).toISOString()
const set = async (who: CastName, title: string, given: object = {}): Promise<string> => {
  const answer = await w.request(who, 'POST', '/api/tasks', { title, ...given })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await w.settle()
  return answer.body.id
}
const task = async (id: string, who: CastName = 'owner') => (await w.request(who, 'GET', `/api/tasks/${id}`)).body
const titles = async (query: string, who: CastName): Promise<string[]> =>
  (await w.request(who, 'GET', `/api/tasks?${query}`)).body.items.map((one: { title: string }) => one.title)
const ask = async (who: CastName, method: 'POST' | 'PUT' | 'DELETE' | 'PATCH', path: string, body?: object) => {
  const answer = await w.request(who, method, `/api/tasks/${path}`, body)
  await w.settle()
  return answer
}
const done = (who: CastName, id: string) => ask(who, 'POST', `${id}/completion`, {})

describe('a task given to somebody', () => {
  it('is told, acknowledged by whoever has it, and its end is told to the giver', async () => {
    const id = await set('salesHead', 'Policzyć ofertę', { assigneeId: w.people.anna, priority: 'high' })
    expect(await w.told('anna', id)).toEqual(['task_given'])
    expect(await task(id)).toMatchObject({ acknowledgedAt: null, priority: 'high', owner: { id: w.people.salesHead } })
    expect((await ask('salesHead', 'POST', `${id}/acknowledgement`)).status).toBe(403)
    expect((await ask('anna', 'POST', `${id}/acknowledgement`)).status).toBe(204)
    expect((await ask('anna', 'POST', `${id}/acknowledgement`)).status).toBe(204)
    expect((await task(id, 'salesHead')).acknowledgedAt).not.toBeNull()
    expect(await w.told('salesHead', id)).toEqual(['task_acknowledged'])
    await done('anna', id)
    expect(await w.told('salesHead', id)).toEqual(['task_acknowledged', 'task_done'])
    expect(await w.told('anna', id)).toEqual(['task_given'])
  })

  it('one’s own needs no acknowledgement, and nobody is told of what he did himself', async () => {
    const id = await set('anna', 'Własne')
    expect((await ask('anna', 'POST', `${id}/acknowledgement`)).body.code).toBe('task.not_given')
    await done('anna', id)
    expect(await w.told('anna', id)).toEqual([])
  })

  it('is given on with a word, stays among those given away, and has to be acknowledged anew', async () => {
    const id = await set('salesHead', 'Zadzwonić do Budmaru', { assigneeId: w.people.anna })
    await ask('anna', 'POST', `${id}/acknowledgement`)
    const word = 'Znasz ich lepiej'
    expect((await ask('anna', 'POST', `${id}/delegation`, { assigneeId: w.people.marta, word })).status).toBe(403)
    expect((await task(id)).assignee.id).toBe(w.people.anna)
    expect((await ask('katarzyna', 'POST', `${id}/delegation`, { assigneeId: w.people.lukasz })).status).toBe(403)
    expect((await ask('anna', 'POST', `${id}/delegation`, { assigneeId: w.people.anna })).body.errors).toMatchObject([
      { path: 'assigneeId', code: 'task.has_it_already' },
    ])
    expect((await ask('anna', 'POST', `${id}/delegation`, { assigneeId: w.people.lukasz, word })).status).toBe(204)
    expect(await task(id)).toMatchObject({
      assignee: { id: w.people.lukasz },
      delegatedBy: { id: w.people.anna },
      acknowledgedAt: null,
    })
    expect(await titles('scope=set_by_me', 'anna')).toContain('Zadzwonić do Budmaru')
    expect(await titles('scope=set_by_me', 'salesHead')).toContain('Zadzwonić do Budmaru')
    expect(await titles('scope=mine', 'anna')).not.toContain('Zadzwonić do Budmaru')
    const { body } = await w.request('lukasz', 'GET', '/api/notifications')
    expect(body.items[0]).toMatchObject({ code: 'task_given', params: { word, who: 'Anna Wiśniewska' } })
    await done('lukasz', id)
    expect(await w.told('anna', id)).toEqual(
      ['task_given', 'task_acknowledged', 'task_done'].filter((code) => code !== 'task_acknowledged'),
    )
    expect(await w.told('salesHead', id)).toEqual(['task_acknowledged', 'task_changed', 'task_done'])
  })

  it('two who give it away at once: the second is told', async () => {
    const id = await set('salesHead', 'Oferta dla dwóch', { assigneeId: w.people.anna })
    const { version } = await task(id)
    const give = (to: CastName) =>
      w.request(
        'salesHead',
        'POST',
        `/api/tasks/${id}/delegation`,
        { assigneeId: w.people[to] },
        { 'if-match': `"${version}"` },
      )
    expect((await give('lukasz')).status).toBe(204)
    expect((await give('katarzyna')).body.code).toBe('version_conflict')
  })
})

describe('watching', () => {
  it('opens the task to the watcher and tells of its change, its date and its end, each once', async () => {
    const id = await set('anna', 'Obserwowane', { dueAt: await inHours(3), remindBefore: [] })
    expect((await w.request('marta', 'GET', `/api/tasks/${id}`)).status).toBe(404)
    expect((await ask('marta', 'PUT', `${id}/watchers/${w.people.marta}`)).status).toBe(404)
    expect((await ask('katarzyna', 'PUT', `${id}/watchers/${w.people.marta}`)).status).toBe(403)
    expect((await ask('katarzyna', 'PUT', `${id}/watchers/${w.people.katarzyna}`)).status).toBe(204)
    expect((await ask('anna', 'PUT', `${id}/watchers/${w.people.marta}`)).status).toBe(204)
    expect((await task(id, 'marta')).watchers.map((one: { id: string }) => one.id).sort()).toEqual(
      [w.people.marta, w.people.katarzyna].sort(),
    )
    expect((await task(id, 'marta')).may).toEqual(['read'])
    expect(await titles('scope=watched', 'marta')).toEqual(['Obserwowane'])
    await ask('anna', 'PATCH', id, { title: 'Obserwowane dalej' })
    expect(await w.told('marta', id)).toEqual(['task_changed'])
    expect((await ask('katarzyna', 'DELETE', `${id}/watchers/${w.people.katarzyna}`)).status).toBe(204)
    await w.travel('3 hours')
    await w.settle()
    await done('anna', id)
    expect(await w.told('marta', id)).toEqual(['task_changed', 'task_overdue_watched', 'task_done'])
    expect(await w.told('katarzyna', id)).toEqual(['task_changed'])
  })
})

describe('a checklist', () => {
  const texts = async (id: string) => (await task(id)).checklist.map((one: { text: string }) => one.text)

  it('keeps its order and who ticked what, and has to be done first where it says so', async () => {
    const id = await set('anna', 'Targi', { checklist: ['Stoisko', 'Katalogi'], checklistRequired: true })
    const [stand, catalogues] = (await task(id)).checklist
    expect((await ask('anna', 'PUT', `${id}/checklist/${stand.id}/tick`)).status).toBe(204)
    expect((await task(id)).checklist[0]).toMatchObject({ doneBy: { id: w.people.anna }, doneAt: expect.any(String) })
    const early = await done('anna', id)
    expect([early.status, early.body.code, early.body.title]).toEqual([
      409,
      'task.checklist_open',
      'Najpierw zrób jeszcze 1 punkt listy.',
    ])
    const items = [
      { id: catalogues.id, text: 'Katalogi i wizytówki' },
      { text: 'Nocleg' },
      { id: stand.id, text: 'Stoisko' },
    ]
    expect((await ask('anna', 'PUT', `${id}/checklist`, { items })).status).toBe(204)
    expect(await texts(id)).toEqual(['Katalogi i wizytówki', 'Nocleg', 'Stoisko'])
    expect(await task(id)).toMatchObject({ checklistDone: 1, checklistTotal: 3 })
    for (const { id: item } of (await task(id)).checklist) await ask('anna', 'PUT', `${id}/checklist/${item}/tick`)
    await ask('anna', 'DELETE', `${id}/checklist/${stand.id}/tick`)
    expect((await done('anna', id)).status).toBe(409)
    await ask('anna', 'PUT', `${id}/checklist/${stand.id}/tick`)
    expect((await done('anna', id)).status).toBe(204)
    expect((await ask('anna', 'PUT', `${id}/checklist/${stand.id}/tick`)).body.code).toBe('task.already_completed')
  })

  it('refuses items of another task, and what somebody else changed meanwhile', async () => {
    const id = await set('anna', 'Lista', { checklist: ['Jeden'] })
    const other = await set('anna', 'Inna lista', { checklist: ['Obcy'] })
    const [strange] = (await task(other)).checklist
    const refused = await ask('anna', 'PUT', `${id}/checklist`, { items: [{ id: strange.id, text: 'Mój' }] })
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, 'items'])
    expect((await ask('anna', 'PUT', `${id}/checklist/${strange.id}/tick`)).status).toBe(404)
    const { version } = await task(id)
    const write = (text: string) =>
      w.request('anna', 'PUT', `/api/tasks/${id}/checklist`, { items: [{ text }] }, { 'if-match': `"${version}"` })
    expect((await write('Pierwszy')).status).toBe(204)
    expect((await write('Drugi')).body.code).toBe('version_conflict')
    expect(await texts(id)).toEqual(['Pierwszy'])
  })
})

describe('a task that comes again', () => {
  const weekly = { freq: 'weekly', interval: 1 }
  const open = async (title: string) =>
    (await w.request('anna', 'GET', `/api/tasks?scope=mine&q=${encodeURIComponent(title)}`)).body.items

  it('makes the next one when it is done, with everything that belongs to it, unticked', async () => {
    const dueAt = await inHours(2)
    const id = await set('anna', 'Raport tygodniowy', {
      dueAt,
      repeat: weekly,
      checklist: ['Liczby'],
      watchers: [w.people.katarzyna],
      priority: 'high',
    })
    expect(await open('Raport tygodniowy')).toHaveLength(1)
    const [item] = (await task(id)).checklist
    await ask('anna', 'PUT', `${id}/checklist/${item.id}/tick`)
    await done('anna', id)
    const [next] = await open('Raport tygodniowy')
    expect(next).toMatchObject({
      dueAt: new Date(Date.parse(dueAt) + 7 * 24 * HOUR).toISOString(),
      priority: 'high',
      checklistDone: 0,
      checklistTotal: 1,
      repeat: { freq: 'weekly', interval: 1, until: null, count: null },
    })
    expect((await task(next.id)).watchers).toMatchObject([{ id: w.people.katarzyna }])
    // Opened again and done again it does not make another one.
    await ask('anna', 'DELETE', `${id}/completion`)
    await done('anna', id)
    expect(await open('Raport tygodniowy')).toHaveLength(1)
  })

  it('done late passes over the dates that are gone, and is reminded of like any other', async () => {
    const id = await set('anna', 'Kopia zapasowa', { dueAt: await inHours(1), repeat: { freq: 'daily', interval: 1 } })
    await w.travel('3 days')
    await w.settle()
    await done('anna', id)
    const [next] = await open('Kopia zapasowa')
    expect(Date.parse(next.dueAt) - (await w.now()).getTime()).toBeGreaterThan(0)
    expect(Date.parse(next.dueAt) - (await w.now()).getTime()).toBeLessThanOrEqual(24 * HOUR)
    await w.travel('1 day')
    await w.settle()
    expect(await w.told('anna', next.id)).toContain('task_overdue')
  })

  it('withdrawn once it goes on, for good it ends; so it does by its count', async () => {
    const repeat = { freq: 'daily', interval: 1, count: 3 }
    const id = await set('anna', 'Trzy razy', { dueAt: await inHours(1), repeat })
    await ask('anna', 'DELETE', id)
    const [second] = await open('Trzy razy')
    await done('anna', second.id)
    const [third] = await open('Trzy razy')
    await done('anna', third.id)
    expect(await open('Trzy razy')).toEqual([])
    const ended = await set('anna', 'Do odwołania', { dueAt: await inHours(1), repeat: weekly })
    await ask('anna', 'DELETE', `${ended}?series=ends`)
    expect(await open('Do odwołania')).toEqual([])
  })

  it('needs a date, also later', async () => {
    const refused = await w.request('anna', 'POST', '/api/tasks', { title: 'Bez daty', repeat: weekly })
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ path: 'dueAt', code: 'task.repeat_needs_date' }],
    ])
    const id = await set('anna', 'Z datą', { dueAt: await inHours(1) })
    expect((await ask('anna', 'PATCH', id, { repeat: weekly })).status).toBe(204)
    expect((await ask('anna', 'PATCH', id, { dueAt: null })).body.errors).toMatchObject([{ path: 'dueAt' }])
    await done('anna', id)
    expect(await open('Z datą')).toHaveLength(1)
  })
})
