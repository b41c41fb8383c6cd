import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateOfDay, localDay, wallToInstant } from '../../pure/dates.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { createAbsence } from '../../server/modules/staff/commands/create-absence.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { updateProfile } from '../../server/modules/staff/commands/update-profile.ts'
import { type CastName, quietMonday, testWorld, type World } from '../../test/support/world.ts'
import { taskReminders } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) =>
    updateEmployee(cx, { id: w.people.salesHead, expected: null, set: { supervisorId: w.people.owner } }),
  )
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
/** Ten o'clock on the next Monday that no holiday follows soon. */
async function monday(): Promise<void> {
  const day = localDay('Europe/Warsaw', quietMonday((await w.now()).getTime()))
  await w.until(dateOfDay(day), '10:00')
}
// What is told of by people's doing is no reminder.
const told = async (who: CastName, task: string) =>
  (await w.told(who, task)).filter((code) => code === 'task_coming_up' || code.startsWith('task_overdue'))
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
  it('come as often as set, and the ladder climbs: owner at once, supervisor, whoever stands above, each once', async () => {
    // Monday 10:00, due on Wednesday at noon.
    const id = await set('anna', 'Wysłać ofertę', await inHours(50))
    const toldAll = async () => [await told('anna', id), await told('salesHead', id), await told('owner', id)]
    await pass('PT25H59M')
    expect(await toldAll()).toEqual([[], [], []])
    await pass('1 minute')
    expect(await toldAll()).toEqual([['task_coming_up'], [], []])
    await pass('PT22H59M')
    expect(await toldAll()).toEqual([['task_coming_up'], [], []])
    await pass('1 minute')
    expect(await toldAll()).toEqual([['task_coming_up', 'task_coming_up'], [], []])
    await pass('1 hour')
    const reminded = ['task_coming_up', 'task_coming_up', 'task_overdue']
    expect(await toldAll()).toEqual([reminded, [], []])
    await pass('59 minutes')
    expect(await toldAll()).toEqual([reminded, [], []])
    await pass('1 minute')
    expect(await toldAll()).toEqual([reminded, ['task_overdue_supervisor'], []])
    await pass('PT23H59M')
    expect(await toldAll()).toEqual([reminded, ['task_overdue_supervisor'], []])
    await pass('1 minute')
    expect(await toldAll()).toEqual([reminded, ['task_overdue_supervisor'], ['task_overdue_further']])
    expect(await cases(id)).toEqual(['completed'])
    await pass('10 days')
    expect(await toldAll()).toEqual([reminded, ['task_overdue_supervisor'], ['task_overdue_further']])
  })

  it('climb in working hours: what is late on Friday evening reaches the supervisor on Monday', async () => {
    await settings({ reminders: [] })
    await monday()
    const friday = await set('anna', 'Przed weekendem', await inHours(4 * 24 + 5.5))
    await pass('P4DT7H30M')
    expect([await told('anna', friday), await told('salesHead', friday)]).toEqual([['task_overdue'], []])
    await pass('PT63H')
    // Monday, half past eight: half an hour of the one hour passed on Friday.
    expect(await told('salesHead', friday)).toEqual(['task_overdue_supervisor'])
    await settings({})
  })

  it('go to nobody further, or to the person named, and never twice to one', async () => {
    const late = async (title: string, further: string) => {
      await settings({ further })
      const id = await set('anna', title, await inHours(1))
      // In one go: the waits count from the date on, not from when somebody comes to look.
      await pass('9 days')
      return id
    }
    const quiet = await late('Bez dalszych', 'nobody')
    const named = await late('Do Tomasza', w.people.admin)
    const twice = await late('Do przełożonego jeszcze raz', w.people.salesHead)
    expect([await told('salesHead', quiet), await told('owner', quiet)]).toEqual([['task_overdue_supervisor'], []])
    expect([await told('admin', named), await told('owner', named)]).toEqual([['task_overdue_further'], []])
    expect(await told('salesHead', twice)).toEqual(['task_overdue_supervisor'])
    for (const id of [quiet, named, twice]) expect(await cases(id)).toEqual(['completed'])
    await expect(settings({ further: w.departments.sales })).rejects.toMatchObject({ fields: [{ path: 'further' }] })
    await settings({})
  })

  it('stop before the last rung when that is taken away while it is waited for', async () => {
    const id = await set('anna', 'Bez dalszych od teraz', await inHours(1))
    await pass('3 hours')
    expect(await cases(id)).toEqual(['active'])
    await settings({ further: 'nobody' })
    await pass('9 days')
    expect([await told('owner', id), await cases(id)]).toEqual([[], ['completed']])
    await settings({})
  })

  it('follow the list that a task has of its own, also an empty one, and begin anew when it changes', async () => {
    await monday()
    const own = await set('anna', 'Własne', await inHours(5), { remindBefore: ['PT3H', 'PT30M'] })
    const none = await set('anna', 'Żadnych', await inHours(5), { remindBefore: [] })
    await pass('2 hours')
    expect([await told('anna', own), await told('anna', none)]).toEqual([['task_coming_up'], []])
    await change('anna', own, { remindBefore: ['PT1H'] })
    await pass('PT1H59M')
    expect(await told('anna', own)).toEqual(['task_coming_up'])
    await pass('1 minute')
    expect(await told('anna', own)).toEqual(['task_coming_up', 'task_coming_up'])
    await pass('1 hour')
    expect(await told('anna', own)).toEqual(['task_coming_up', 'task_coming_up', 'task_overdue'])
    expect(await told('anna', none)).toEqual(['task_overdue'])
    expect(await cases(own)).toEqual(['completed', 'active'])
    const twice = await w.request('anna', 'POST', '/api/tasks', { title: 'Dwa razy', remindBefore: ['P1D', 'P1D'] })
    expect([twice.status, twice.body.errors]).toMatchObject([422, [{ path: 'remindBefore', code: 'field.twice' }]])
  })

  it('go to the substitute of somebody who is away', async () => {
    await monday()
    const id = await set('anna', 'Pod nieobecność', await inHours(3))
    const absence = { from: await inHours(1), to: await inHours(30), substituteId: w.people.lukasz, note: '' }
    await w.write('anna', (cx) => createAbsence(cx, absence))
    await w.settle()
    await pass('3 hours')
    expect([await told('anna', id), await told('lukasz', id)]).toEqual([[], ['task_coming_up', 'task_overdue']])
    await pass('1 hour')
    expect(await told('salesHead', id)).toEqual(['task_overdue_supervisor'])
  })

  it('speak the language of each reader, in the app and by mail', async () => {
    await monday()
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
    await pass('1 hour')
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
    expect([await told('anna', soon), await told('anna', late)]).toEqual([[], ['task_overdue']])
    await pass('30 minutes')
    expect(await told('anna', soon)).toEqual(['task_overdue'])
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
    for (const id of [done, withdrawn]) expect(await told('anna', id)).toEqual([])
    for (const id of [doneBetween, withdrawnBetween]) expect(await told('anna', id)).toEqual(['task_coming_up'])
    for (const id of [done, withdrawn, doneBetween, withdrawnBetween]) {
      expect(await told('salesHead', id)).toEqual([])
      expect(await cases(id)).toEqual(['completed'])
    }
  })

  it('go to whoever has the task now, and the supervisor hears of that person', async () => {
    await monday()
    const early = await set('salesHead', 'Oddane wcześnie', await inHours(4), { assigneeId: w.people.anna })
    const between = await set('salesHead', 'Oddane po przypomnieniu', await inHours(4), { assigneeId: w.people.anna })
    await change('salesHead', early, { assigneeId: w.people.lukasz })
    await pass('PT3H30M')
    expect([await told('anna', early), await told('lukasz', early)]).toEqual([[], ['task_coming_up']])
    await change('salesHead', between, { assigneeId: w.people.lukasz })
    await pass('90 minutes')
    expect(await told('anna', between)).toEqual(['task_coming_up'])
    // Half an hour was left: too late for the first.
    expect(await told('lukasz', between)).toEqual(['task_overdue'])
    const { params } = await w.db
      .selectFrom('notices')
      .select('params')
      .where('subject_id', '=', between)
      .where('code', '=', 'task_overdue_supervisor')
      .executeTakeFirstOrThrow()
    expect(params).toMatchObject({ who: 'Łukasz Nowak', title: 'Oddane po przypomnieniu' })
    expect(await cases(between)).toEqual(['completed', 'active'])
  })

  it('follow the date, also one that is taken away, and begin anew after it was missed', async () => {
    const later = await set('anna', 'Przełożone', await inHours(3))
    const undated = await set('anna', 'Bez terminu', await inHours(3))
    await change('anna', later, { dueAt: await inHours(30) })
    await change('anna', undated, { dueAt: null })
    await pass('4 hours')
    expect([await told('anna', later), await told('anna', undated)]).toEqual([[], []])
    await pass('26 hours')
    expect(await told('anna', later)).toEqual(['task_coming_up', 'task_overdue'])
    await change('anna', later, { dueAt: await inHours(3) })
    await pass('3 hours')
    expect(await told('anna', later)).toEqual(['task_coming_up', 'task_overdue', 'task_coming_up', 'task_overdue'])
    await pass('3 days')
    expect(await told('anna', undated)).toEqual([])
  })

  it('a change of other things than date and person reminds of nothing twice', async () => {
    const id = await set('anna', 'Zmieniona treść', await inHours(3))
    await change('anna', id, { title: 'Zmieniony tytuł' })
    await change('anna', id, { body: 'Więcej słów' })
    await pass('3 hours')
    expect(await told('anna', id)).toEqual(['task_coming_up', 'task_overdue'])
    expect(await cases(id)).toHaveLength(1)
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
    await monday()
    const own = await set('owner', 'Podpisać umowę', await inHours(2))
    await pass('2 hours')
    expect(await told('owner', own)).toEqual(['task_coming_up', 'task_overdue'])
    const absence = { from: await inHours(1), to: await inHours(10), substituteId: w.people.katarzyna, note: '' }
    await w.write('salesHead', (cx) => createAbsence(cx, absence))
    await w.settle()
    const id = await set('anna', 'Pod nieobecność szefa', await inHours(2))
    await pass('3 hours')
    expect([await told('salesHead', id), await told('katarzyna', id)]).toEqual([[], ['task_overdue_supervisor']])
  })

  it('take the time and the way that were set', async () => {
    await settings({ reminders: ['P1D'], notify_by: 'app' })
    await monday()
    const id = await set('anna', 'Dzień wcześniej', await inHours(29))
    await pass('PT4H59M')
    expect(await told('anna', id)).toEqual([])
    await pass('1 minute')
    expect(await told('anna', id)).toEqual(['task_coming_up'])
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
    await settings({ reminders: ['PT1H'], remind_at: 'any' })
    const change = await set('anna', 'Po zmianie czasu', warsaw('2027-10-31', 8))
    const holiday = await set('anna', 'W święto', warsaw('2027-11-11', 9))
    const after = await set('anna', 'Po święcie', warsaw('2027-11-12', 0))
    await w.until('2027-10-31', '06:59')
    expect(await told('anna', change)).toEqual([])
    await w.until('2027-10-31', '07:00')
    expect(await told('anna', change)).toEqual(['task_coming_up'])
    await w.until('2027-11-11', '07:59')
    expect(await told('anna', holiday)).toEqual([])
    await w.until('2027-11-11', '08:00')
    expect(await told('anna', holiday)).toEqual(['task_coming_up'])
    await w.until('2027-11-11', '09:00')
    expect(await told('anna', holiday)).toEqual(['task_coming_up', 'task_overdue'])
    await w.until('2027-11-11', '23:00')
    expect(await told('anna', after)).toEqual(['task_coming_up'])
    await w.until('2027-11-12', '00:00')
    expect(await told('anna', after)).toEqual(['task_coming_up', 'task_overdue'])
    await settings({})
  })

  it('move to working hours: on to the opening, or back to the closing where that would be too late', async () => {
    // 11 November is a Thursday and a holiday.
    await w.until('2027-11-12', '09:00')
    const opening = await set('anna', 'W poniedziałek po otwarciu', warsaw('2027-11-15', 10), { remindBefore: ['P1D'] })
    const closing = await set('anna', 'W niedzielę', warsaw('2027-11-14', 12), { remindBefore: ['PT2H'] })
    await w.until('2027-11-12', '15:59')
    expect(await told('anna', closing)).toEqual([])
    await w.until('2027-11-12', '16:00')
    expect(await told('anna', closing)).toEqual(['task_coming_up'])
    await w.until('2027-11-15', '07:59')
    expect(await told('anna', opening)).toEqual([])
    await w.until('2027-11-15', '08:00')
    expect(await told('anna', opening)).toEqual(['task_coming_up'])
  })

  it('after the server was away come once each, and those in time first', async () => {
    const id = await set('anna', 'Podczas przerwy', await inHours(4))
    // Nothing is delivered while it is away.
    await w.travel('PT3H30M')
    await w.travel('2 days')
    await w.settle()
    expect((await told('anna', id)).sort()).toEqual(['task_coming_up', 'task_overdue'])
    await pass('2 days')
    expect(await told('salesHead', id)).toEqual(['task_overdue_supervisor'])
  })

  it('leave no incident and nothing undelivered behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
    expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
  })
})
