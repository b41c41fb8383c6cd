import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallToInstant } from '../../pure/dates.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { updateProfile } from '../../server/modules/staff/commands/update-profile.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { taskReminders } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const inHours = async (hours: number) => new Date((await w.now()).getTime() + hours * 3_600_000).toISOString()
const warsaw = (day: string, hour: number) =>
  new Date(wallToInstant('Europe/Warsaw', Date.parse(day) + hour * 3_600_000)).toISOString()

async function set(who: CastName, title: string, dueAt: string | null, given: object = {}): Promise<string> {
  const answer = await w.request(who, 'POST', '/api/tasks', { title, dueAt, ...given })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await w.settle()
  return answer.body.id
}
async function change(who: CastName, id: string, body: object): Promise<void> {
  expect((await w.request(who, 'PATCH', `/api/tasks/${id}`, body)).status).toBe(204)
  await w.settle()
}
async function pass(by: string): Promise<void> {
  await w.travel(by)
  await w.settle()
}
const cases = async (task: string) =>
  (
    await w.db
      .selectFrom('process_instances')
      .select('status')
      .where('subject_id', '=', task)
      .where('process_key', '=', 'task_reminders')
      .orderBy('started_at')
      .orderBy('id')
      .execute()
  ).map((row) => row.status)
const settings = (set: Record<string, unknown>) =>
  w.write('owner', (cx) => changeSettings(cx, 'task_reminders', { ...taskReminders.defaults, ...set }))

describe('S8 reminders of a task', () => {
  it('come an hour before, and at the moment itself to its owner and to the supervisor', async () => {
    const id = await set('anna', 'Wysłać ofertę', await inHours(5))
    await pass('PT3H59M')
    expect(await w.told('anna', id)).toEqual([])
    await pass('1 minute')
    expect([await w.told('anna', id), await w.told('salesHead', id)]).toEqual([['task_coming_up'], []])
    await pass('59 minutes')
    expect(await w.told('anna', id)).toEqual(['task_coming_up'])
    await pass('1 minute')
    expect(await w.told('anna', id)).toEqual(['task_coming_up', 'task_overdue'])
    expect(await w.told('salesHead', id)).toEqual(['task_overdue_supervisor'])
    expect(await cases(id)).toEqual(['completed'])
    await pass('10 days')
    expect(await w.told('anna', id)).toHaveLength(2)
    expect(await w.told('salesHead', id)).toHaveLength(1)
  })

  it('speak the language of each reader, in the app and by mail', async () => {
    const { version } = (await w.request('katarzyna', 'GET', '/api/profile')).body
    await w.write('katarzyna', (cx) => updateProfile(cx, { locale: 'en' }, version))
    await set('katarzyna', 'Call the client', await inHours(2))
    await set('lukasz', 'Oddzwonić', await inHours(2))
    await w.mailsTo('salesHead')
    await pass('1 hour')
    expect((await w.mailsTo('katarzyna')).at(-1)).toBe('A task is coming up: Call the client')
    expect((await w.mailsTo('lukasz')).at(-1)).toBe('Zbliża się termin zadania: Oddzwonić')
    await pass('1 hour')
    expect((await w.mailsTo('katarzyna')).at(-1)).toBe('A task is overdue: Call the client')
    expect((await w.mailsTo('lukasz')).at(-1)).toBe('Minął termin zadania: Oddzwonić')
    // Both stand in one mail to Piotr.
    await w.mailsTo('salesHead')
    const { body_text } = await w.db
      .selectFrom('outgoing_mails')
      .select('body_text')
      .where('recipient_id', '=', w.people.salesHead)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(body_text).toContain('Łukasz Nowak ma zadanie po terminie: Oddzwonić')
    expect(body_text).toContain('Katarzyna Lewandowska ma zadanie po terminie: Call the client')
  })

  it('leave out the first when there is no time left for it', async () => {
    const soon = await set('anna', 'Zaraz', await inHours(0.5))
    const late = await set('anna', 'Już po terminie', await inHours(-3))
    expect([await w.told('anna', soon), await w.told('anna', late)]).toEqual([[], ['task_overdue']])
    await pass('30 minutes')
    expect(await w.told('anna', soon)).toEqual(['task_overdue'])
  })

  it('are not sent for a task done or withdrawn, before the first and between the two', async () => {
    const done = await set('anna', 'Zrobione wcześniej', await inHours(5))
    const withdrawn = await set('anna', 'Odwołane wcześniej', await inHours(5))
    const doneBetween = await set('anna', 'Zrobione po przypomnieniu', await inHours(5))
    const withdrawnBetween = await set('anna', 'Odwołane po przypomnieniu', await inHours(5))
    await w.request('anna', 'POST', `/api/tasks/${done}/completion`, {})
    await w.request('anna', 'DELETE', `/api/tasks/${withdrawn}`)
    await w.settle()
    await pass('PT4H30M')
    await w.request('anna', 'POST', `/api/tasks/${doneBetween}/completion`, {})
    await w.request('anna', 'DELETE', `/api/tasks/${withdrawnBetween}`)
    await w.settle()
    await pass('3 days')
    for (const id of [done, withdrawn]) expect(await w.told('anna', id)).toEqual([])
    for (const id of [doneBetween, withdrawnBetween]) expect(await w.told('anna', id)).toEqual(['task_coming_up'])
    for (const id of [done, withdrawn, doneBetween, withdrawnBetween]) {
      expect(await w.told('salesHead', id)).toEqual([])
      expect(await cases(id)).toEqual(['completed'])
    }
  })

  it('go to whoever has the task now, and the supervisor hears of that person', async () => {
    const early = await set('salesHead', 'Oddane wcześnie', await inHours(5), { assigneeId: w.people.anna })
    const between = await set('salesHead', 'Oddane po przypomnieniu', await inHours(5), { assigneeId: w.people.anna })
    await change('salesHead', early, { assigneeId: w.people.lukasz })
    await pass('PT4H30M')
    expect([await w.told('anna', early), await w.told('lukasz', early)]).toEqual([[], ['task_coming_up']])
    await change('salesHead', between, { assigneeId: w.people.lukasz })
    await pass('30 minutes')
    expect(await w.told('anna', between)).toEqual(['task_coming_up'])
    // Half an hour was left: too late for the first.
    expect(await w.told('lukasz', between)).toEqual(['task_overdue'])
    const { params } = await w.db
      .selectFrom('notices')
      .select('params')
      .where('subject_id', '=', between)
      .where('code', '=', 'task_overdue_supervisor')
      .executeTakeFirstOrThrow()
    expect(params).toMatchObject({ who: 'Łukasz Nowak', title: 'Oddane po przypomnieniu' })
    expect(await cases(between)).toEqual(['completed', 'completed'])
  })

  it('follow the date, also one that is taken away, and begin anew after it was missed', async () => {
    const later = await set('anna', 'Przełożone', await inHours(3))
    const undated = await set('anna', 'Bez terminu', await inHours(3))
    await change('anna', later, { dueAt: await inHours(30) })
    await change('anna', undated, { dueAt: null })
    await pass('4 hours')
    expect([await w.told('anna', later), await w.told('anna', undated)]).toEqual([[], []])
    await pass('26 hours')
    expect(await w.told('anna', later)).toEqual(['task_coming_up', 'task_overdue'])
    await change('anna', later, { dueAt: await inHours(3) })
    await pass('3 hours')
    expect(await w.told('anna', later)).toEqual(['task_coming_up', 'task_overdue', 'task_coming_up', 'task_overdue'])
    await pass('3 days')
    expect(await w.told('anna', undated)).toEqual([])
  })

  it('a change of other things than date and person reminds of nothing twice', async () => {
    const id = await set('anna', 'Zmieniona treść', await inHours(3))
    await change('anna', id, { title: 'Zmieniony tytuł' })
    await change('anna', id, { body: 'Więcej słów' })
    await pass('3 hours')
    expect(await w.told('anna', id)).toEqual(['task_coming_up', 'task_overdue'])
    expect(await cases(id)).toEqual(['completed'])
  })

  it('begin for no task without a date and for none that a process set', async () => {
    const undated = await set('anna', 'Kiedyś', null)
    await w.request('anna', 'POST', '/api/leads', { title: 'Drzwi', mine: false, source: 'phone' })
    await w.settle()
    expect(await cases(undated)).toEqual([])
    const ofProcesses = await w.db.selectFrom('tasks').select('id').where('instance_id', 'is not', null).execute()
    expect(ofProcesses.length).toBeGreaterThan(0)
    for (const { id } of ofProcesses) expect(await cases(id)).toEqual([])
  })

  it('tell only the owner of the company that has nobody above, and the substitute of a supervisor who is away', async () => {
    const own = await set('owner', 'Podpisać umowę', await inHours(2))
    await pass('2 hours')
    expect(await w.told('owner', own)).toEqual(['task_coming_up', 'task_overdue'])
    const absence = { from: await inHours(1), to: await inHours(10), substituteId: w.people.katarzyna, note: '' }
    await w.write('salesHead', (cx) => createAbsence(cx, absence))
    await w.settle()
    const id = await set('anna', 'Pod nieobecność szefa', await inHours(3))
    await pass('3 hours')
    expect([await w.told('salesHead', id), await w.told('katarzyna', id)]).toEqual([[], ['task_overdue_supervisor']])
  })

  it('take the time and the way that were set', async () => {
    await settings({ remind_before: 'P1D', notify_by: 'app' })
    const id = await set('anna', 'Dzień wcześniej', await inHours(30))
    await pass('PT5H59M')
    expect(await w.told('anna', id)).toEqual([])
    await pass('1 minute')
    expect(await w.told('anna', id)).toEqual(['task_coming_up'])
    const states = await w.db
      .selectFrom('notifications as n')
      .innerJoin('notices as t', 't.id', 'n.notice_id')
      .select('n.mail_state')
      .where('t.subject_id', '=', id)
      .execute()
    expect(states).toEqual([{ mail_state: 'none' }])
    await settings({})
  })

  it('come by the clock on the wall, also on 11 November, at night and on the night of the change', async () => {
    // 2027: the clocks go back on 31 October at three; 11 November is a Thursday.
    await w.until('2027-10-29', '10:00')
    const change = await set('anna', 'Po zmianie czasu', warsaw('2027-10-31', 8))
    const holiday = await set('anna', 'W święto', warsaw('2027-11-11', 9))
    const after = await set('anna', 'Po święcie', warsaw('2027-11-12', 0))
    await w.until('2027-10-31', '06:59')
    expect(await w.told('anna', change)).toEqual([])
    await w.until('2027-10-31', '07:00')
    expect(await w.told('anna', change)).toEqual(['task_coming_up'])
    await w.until('2027-11-11', '07:59')
    expect(await w.told('anna', holiday)).toEqual([])
    await w.until('2027-11-11', '08:00')
    expect(await w.told('anna', holiday)).toEqual(['task_coming_up'])
    await w.until('2027-11-11', '09:00')
    expect(await w.told('anna', holiday)).toEqual(['task_coming_up', 'task_overdue'])
    await w.until('2027-11-11', '23:00')
    expect(await w.told('anna', after)).toEqual(['task_coming_up'])
    await w.until('2027-11-12', '00:00')
    expect(await w.told('anna', after)).toEqual(['task_coming_up', 'task_overdue'])
  })

  it('after the server was away come once each, and those in time first', async () => {
    const id = await set('anna', 'Podczas przerwy', await inHours(4))
    // Nothing is delivered while it is away.
    await w.travel('PT3H30M')
    await w.travel('2 days')
    await w.settle()
    expect((await w.told('anna', id)).sort()).toEqual(['task_coming_up', 'task_overdue'])
    expect(await w.told('salesHead', id)).toEqual(['task_overdue_supervisor'])
  })

  it('leave no incident and nothing undelivered behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
    expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
  })
})
