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
  return answer.body.id
}
const task = async (id: string, who: CastName = 'owner') => (await w.request(who, 'GET', `/api/tasks/${id}`)).body
const titles = async (query: string, who: CastName = 'anna'): Promise<string[]> =>
  (await w.request(who, 'GET', `/api/tasks?${query}`)).body.items.map((one: { title: string }) => one.title)
const change = (who: CastName, id: string, body: object, version?: number) =>
  w.request(who, 'PATCH', `/api/tasks/${id}`, body, version ? { 'if-match': `"${version}"` } : {})
const noticesOf = async (who: CastName) => {
  await w.settle()
  const { body } = await w.request(who, 'GET', '/api/notifications?limit=200')
  return body.items.map((one: { code: string; params: { title?: string } }) => `${one.code}: ${one.params.title}`)
}

describe('the list of tasks', () => {
  it('tells late from today from coming, counts them, and pages through what has no date', async () => {
    // Ten o'clock on a Monday.
    await set('katarzyna', 'Spóźnione', { dueAt: await inHours(-20) })
    await set('katarzyna', 'O dziewiątej', { dueAt: await inHours(-1) })
    await set('katarzyna', 'Dziś po południu', { dueAt: await inHours(5) })
    await set('katarzyna', 'Jutro', { dueAt: await inHours(24) })
    await set('katarzyna', 'Kiedyś')
    await set('katarzyna', 'Kiedyś też')
    expect(await titles('time=late', 'katarzyna')).toEqual(['Spóźnione', 'O dziewiątej'])
    expect(await titles('time=today', 'katarzyna')).toEqual(['Dziś po południu'])
    expect(await titles('time=coming', 'katarzyna')).toEqual(['Jutro', 'Kiedyś', 'Kiedyś też'])
    const counts = await w.request('katarzyna', 'GET', '/api/tasks/counts')
    expect(counts.body).toEqual({ late: 2, today: 1, coming: 3 })

    const seen: string[] = []
    let after = ''
    do {
      const { body } = await w.request('katarzyna', 'GET', `/api/tasks?limit=2${after && `&after=${after}`}`)
      seen.push(...body.items.map((one: { title: string }) => one.title))
      after = body.next ?? ''
    } while (after)
    expect(seen).toEqual(['Spóźnione', 'O dziewiątej', 'Dziś po południu', 'Jutro', 'Kiedyś', 'Kiedyś też'])
  })

  it('finds by words of the title without diacritics, and by those of the record', async () => {
    const lead = await w.request('anna', 'POST', '/api/leads', {
      title: 'Żaluzje do świetlicy',
      personName: 'Józef Ćma',
      phone: '+48601224718',
      mine: true,
      source: 'phone',
    })
    await set('anna', 'Zmierzyć światło okna')
    await set('anna', 'Oddzwonić', { subject: { kind: 'lead', id: lead.body.id } })
    expect(await titles('q=swiatlo')).toEqual(['Zmierzyć światło okna'])
    expect(await titles('q=ŚWIATŁO%20zmierzyć')).toEqual(['Zmierzyć światło okna'])
    expect(await titles('q=cma')).toEqual(['Oddzwonić'])
    expect(await titles('q=oddzwonic%20zaluzje')).toEqual(['Oddzwonić'])
    expect(await titles('q=224-718')).toEqual(['Oddzwonić'])
    expect(await titles('q=%25')).toEqual([])
    expect((await w.request('anna', 'GET', '/api/tasks/counts?q=swiatlo')).body).toEqual({
      late: 0,
      today: 0,
      coming: 1,
    })
  })

  it('shows what is done, the latest first, page by page', async () => {
    for (const title of ['Pierwsze', 'Drugie', 'Trzecie']) {
      const id = await set('lukasz', title)
      await w.travel('1 hour')
      expect((await w.request('lukasz', 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(204)
    }
    const first = await w.request('lukasz', 'GET', '/api/tasks?status=done&limit=2')
    expect(first.body.items.map((one: { title: string }) => one.title)).toEqual(['Trzecie', 'Drugie'])
    expect(await titles(`status=done&limit=2&after=${first.body.next}`, 'lukasz')).toEqual(['Pierwsze'])
  })
})

describe('changing a task', () => {
  it('keeps what somebody else changed meanwhile, and merges other fields', async () => {
    const id = await set('salesHead', 'Wysłać katalog', { assigneeId: w.people.anna })
    const { version } = await task(id)
    expect((await change('salesHead', id, { title: 'Wysłać nowy katalog' }, version)).status).toBe(204)
    const refused = await change('anna', id, { title: 'Wysłać próbki' }, version)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'version_conflict', errors: [{ path: 'title' }] })
    const due = await inHours(30)
    expect((await change('anna', id, { dueAt: due }, version)).status).toBe(204)
    expect(await task(id)).toMatchObject({ title: 'Wysłać nowy katalog', dueAt: due, version: version + 2 })
  })

  it('a change that changes nothing leaves no trace', async () => {
    const id = await set('anna', 'Zadzwonić', { dueAt: await inHours(2) })
    const before = await task(id)
    expect((await change('anna', id, { title: 'Zadzwonić', dueAt: before.dueAt.replace('Z', '+00:00') })).status).toBe(
      204,
    )
    expect((await task(id)).version).toBe(before.version)
  })

  it('tells what may be done: the one who set it and the one who has it may change it', async () => {
    const id = await set('salesHead', 'Odebrać próbki', { assigneeId: w.people.anna })
    expect((await task(id, 'salesHead')).may).toEqual(expect.arrayContaining(['read', 'update', 'complete']))
    expect((await task(id, 'anna')).may).toEqual(expect.arrayContaining(['read', 'update', 'complete']))
    expect((await task(id, 'katarzyna')).may).not.toContain('update')
  })

  it('goes to nobody whom the person may not set tasks for, nor to one who has left', async () => {
    const id = await set('anna', 'Moje zadanie')
    expect((await change('anna', id, { assigneeId: w.people.katarzyna })).status).toBe(403)
    expect((await task(id)).assignee.id).toBe(w.people.anna)
    expect((await change('salesHead', id, { assigneeId: w.people.katarzyna })).status).toBe(204)
    expect((await task(id)).assignee.id).toBe(w.people.katarzyna)
    const gone = '01890000-0000-7000-8000-000000000000'
    const refused = await change('salesHead', id, { assigneeId: gone })
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ path: 'assigneeId' }])
  })

  it('the words of a task set by a process stay; its description does not', async () => {
    const lead = await w.request('anna', 'POST', '/api/leads', { title: 'Drzwi', mine: false, source: 'phone' })
    await w.settle()
    await w.request('anna', 'POST', `/api/leads/${lead.body.id}/acceptance`)
    await w.settle()
    const { body } = await w.request('anna', 'GET', `/api/tasks?subjectKind=lead&subjectId=${lead.body.id}`)
    const own = body.items.find((one: { kind: string }) => one.kind === 'task')
    const refused = await change('anna', own.id, { title: 'Inaczej' })
    expect(refused.body.code).toBe('task.words_of_process')
    expect((await change('anna', own.id, { body: 'Dzwonić po 15' })).status).toBe(204)
    expect((await task(own.id)).body).toBe('Dzwonić po 15')
  })
})

describe('withdrawing and taking it back', () => {
  it('a withdrawn task leaves the list, reminds of nothing, and with its return reminds again', async () => {
    const id = await set('marta', 'Zamówić baner', { dueAt: await inHours(6) })
    expect((await w.request('marta', 'DELETE', `/api/tasks/${id}`)).status).toBe(204)
    expect(await titles('', 'marta')).toEqual([])
    await w.settle()
    expect((await w.request('marta', 'DELETE', `/api/tasks/${id}/completion`)).status).toBe(204)
    expect(await titles('', 'marta')).toEqual(['Zamówić baner'])
    await w.settle()
    await w.travel('PT5H30M')
    expect(await noticesOf('marta')).toEqual(['task_coming_up: Zamówić baner'])
  })
})

describe('what happens to a task before anything of it has been delivered', () => {
  const about = (word: string, all: string[]) => all.filter((one) => one.includes(word))

  it('withdrawn or done at once, it reminds of nothing', async () => {
    const withdrawn = await set('marta', 'Odwołane od razu', { dueAt: await inHours(6) })
    const done = await set('marta', 'Zrobione od razu', { dueAt: await inHours(6) })
    await w.request('marta', 'DELETE', `/api/tasks/${withdrawn}`)
    await w.request('marta', 'POST', `/api/tasks/${done}/completion`, {})
    await w.settle()
    await w.travel('8 hours')
    expect(about('od razu', await noticesOf('marta'))).toEqual([])
  })

  it('put off at once, it reminds of the new date only', async () => {
    const id = await set('marta', 'Odłożone', { dueAt: await inHours(2) })
    expect((await change('marta', id, { dueAt: await inHours(50) })).status).toBe(204)
    await w.settle()
    await w.travel('4 hours')
    expect(about('Odłożone', await noticesOf('marta'))).toEqual([])
    await w.travel('PT45H30M')
    expect(about('Odłożone', await noticesOf('marta'))).toEqual(['task_coming_up: Odłożone'])
  })
})

describe('a task set for somebody else', () => {
  it('stays open to who set it wherever it goes: to read, with its timeline, to change and to tick off', async () => {
    const id = await set('salesHead', 'Przygotować stoisko', { assigneeId: w.people.lukasz })
    expect((await change('owner', id, { assigneeId: w.people.marta })).status).toBe(204)
    expect((await task(id, 'salesHead')).may).toEqual(['read', 'update', 'complete'])
    expect((await w.request('salesHead', 'GET', `/api/records/task/${id}/timeline`)).status).toBe(200)
    expect((await w.request('katarzyna', 'GET', `/api/records/task/${id}/timeline`)).status).toBe(404)
    expect((await change('salesHead', id, { title: 'Przygotować stoisko w Kielcach' })).status).toBe(204)
    expect((await w.request('katarzyna', 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(404)
    expect((await w.request('salesHead', 'POST', `/api/tasks/${id}/completion`, {})).status).toBe(204)
  })
})
