import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallToInstant } from '../../pure/dates.ts'
import { assignLead } from '../../server/modules/leads/commands/assign-lead.ts'
import { rejectLead } from '../../server/modules/leads/commands/close-lead.ts'
import { putOffLead, resumeLead } from '../../server/modules/leads/commands/put-off-lead.ts'
import { receiveLead } from '../../server/modules/leads/commands/receive-lead.ts'
import { changeSettings } from '../../server/modules/processes/commands.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { updateProfile } from '../../server/modules/staff/commands/update-profile.ts'
import { type CastName, testWorld, type World } from '../../test/support/world.ts'
import { leadWaking } from './settings.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

/** A request that this person took, or that nobody has taken. */
async function request(title: string, owner: CastName | null, departmentId = w.departments.sales): Promise<string> {
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId, title }),
  )
  await w.settle()
  if (owner) expect((await w.request(owner, 'POST', `/api/leads/${id}/acceptance`)).status).toBe(200)
  await w.settle()
  return id
}

async function putOff(who: CastName, lead: string, until: Date): Promise<void> {
  await w.write(who, (cx) => putOffLead(cx, lead, until))
  await w.settle()
}

const ahead = async (days: number) => new Date((await w.now()).getTime() + days * 24 * 3_600_000)
const statusOf = async (lead: string) =>
  (await w.db.selectFrom('leads').select('status').where('id', '=', lead).executeTakeFirstOrThrow()).status
const woken = async (who: CastName, lead: string) =>
  (await w.told(who, lead)).filter((code) => code === 'lead_woken').length
const cases = async (lead: string) =>
  (
    await w.db
      .selectFrom('process_instances')
      .select('status')
      .where('subject_id', '=', lead)
      .where('process_key', '=', 'lead_waking')
      .orderBy('started_at')
      .execute()
  ).map((row) => row.status)

describe('S6 a waiting lead', () => {
  it('comes back at the chosen moment, not before, and its owner is told in the app and by mail', async () => {
    const lead = await request('Okna do hali', 'anna')
    await w.mailsTo('anna')
    const until = await ahead(3)
    await putOff('anna', lead, until)
    expect(await statusOf(lead)).toBe('waiting')
    await w.travel(`PT${3 * 24 * 60 - 1}M`)
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['waiting', 0])
    await w.travel('1 minute')
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['processing', 1])
    const { number, waiting_until } = await w.db
      .selectFrom('leads')
      .select(['number', 'waiting_until'])
      .where('id', '=', lead)
      .executeTakeFirstOrThrow()
    expect(waiting_until).toBeNull()
    expect(await w.mailsTo('anna')).toContain(`Lead nr ${number} wraca do przetwarzania: Okna do hali`)
    expect(await cases(lead)).toEqual(['completed'])
    // Nobody else hears of it, and it is not said again.
    expect([await woken('katarzyna', lead), await woken('salesHead', lead)]).toEqual([0, 0])
    await w.travel('2 weeks')
    await w.settle()
    expect(await woken('anna', lead)).toBe(1)
  })

  it('speaks the language of its owner', async () => {
    const { version } = (await w.request('katarzyna', 'GET', '/api/profile')).body
    await w.write('katarzyna', (cx) => updateProfile(cx, { locale: 'en' }, version))
    const lead = await request('Windows for a hall', 'katarzyna')
    await w.mailsTo('katarzyna')
    await putOff('katarzyna', lead, await ahead(2))
    await w.travel('2 days')
    await w.settle()
    const { number } = await w.db.selectFrom('leads').select('number').where('id', '=', lead).executeTakeFirstOrThrow()
    expect(await w.mailsTo('katarzyna')).toContain(`Lead no. ${number} is back in processing: Windows for a hall`)
  })

  it('put off once more comes back at the later moment only', async () => {
    const lead = await request('Drzwi', 'anna')
    await putOff('anna', lead, await ahead(2))
    await w.travel('1 day')
    await putOff('anna', lead, await ahead(5))
    await w.travel('2 days')
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['waiting', 0])
    await w.travel('3 days')
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['processing', 1])
    expect(await cases(lead)).toEqual(['completed', 'completed'])
  })

  it('brought forward comes back at the earlier moment, and once', async () => {
    const lead = await request('Rolety', 'anna')
    await putOff('anna', lead, await ahead(6))
    await putOff('anna', lead, await ahead(1))
    await w.travel('1 day')
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['processing', 1])
    await w.travel('6 days')
    await w.settle()
    expect(await woken('anna', lead)).toBe(1)
    expect(await cases(lead)).toEqual(['completed', 'completed'])
  })

  it('resumed by hand or rejected meanwhile is left alone', async () => {
    const resumed = await request('Parapety', 'anna')
    const rejected = await request('Moskitiery', 'anna')
    await putOff('anna', resumed, await ahead(2))
    await putOff('anna', rejected, await ahead(2))
    await w.write('anna', (cx) => resumeLead(cx, resumed, { onlyIfDue: false }))
    await w.write('anna', (cx) => rejectLead(cx, rejected, 'no_budget', ''))
    await w.travel('3 days')
    await w.settle()
    expect([await statusOf(resumed), await woken('anna', resumed)]).toEqual(['processing', 0])
    expect([await statusOf(rejected), await woken('anna', rejected)]).toEqual(['rejected', 0])
    expect(await cases(resumed)).toEqual(['completed'])
    expect(await cases(rejected)).toEqual(['completed'])
  })

  it('handed to somebody else meanwhile tells the new owner, not the former one', async () => {
    const lead = await request('Bramy', 'anna')
    await putOff('anna', lead, await ahead(2))
    await w.write('salesHead', (cx) => assignLead(cx, lead, w.people.lukasz))
    await w.settle()
    expect(await statusOf(lead)).toBe('waiting')
    await w.travel('2 days')
    await w.settle()
    expect([await woken('lukasz', lead), await woken('anna', lead)]).toEqual([1, 0])
  })

  it('that nobody took is told to the head of its department', async () => {
    await w.write('owner', (cx) =>
      updateDepartment(cx, { id: w.departments.marketing, expected: null, set: { headId: w.people.marta } }),
    )
    const ours = await request('Niczyje', null)
    const theirs = await request('Niczyje w marketingu', null, w.departments.marketing)
    await putOff('salesHead', ours, await ahead(2))
    await putOff('owner', theirs, await ahead(2))
    await w.travel('2 days')
    await w.settle()
    expect([await statusOf(ours), await statusOf(theirs)]).toEqual(['new', 'new'])
    expect([await woken('salesHead', ours), await woken('marta', ours)]).toEqual([1, 0])
    expect([await woken('salesHead', theirs), await woken('marta', theirs)]).toEqual([0, 1])
  })

  it('with "in the app" chosen sends no mail', async () => {
    const lead = await request('Balustrady', 'lukasz')
    await w.write('owner', (cx) => changeSettings(cx, 'lead_waking', { ...leadWaking.defaults, notify_by: 'app' }))
    await putOff('lukasz', lead, await ahead(2))
    await w.travel('2 days')
    await w.settle()
    expect(await woken('lukasz', lead)).toBe(1)
    const states = w.db
      .selectFrom('notifications as n')
      .innerJoin('notices as t', 't.id', 'n.notice_id')
      .select('n.mail_state')
      .where('t.subject_id', '=', lead)
      .where('t.code', '=', 'lead_woken')
    expect(await states.execute()).toEqual([{ mail_state: 'none' }])
    await w.write('owner', (cx) => changeSettings(cx, 'lead_waking', { ...leadWaking.defaults }))
  })
})

describe('how often it may wait', () => {
  const ask = async (who: CastName, lead: string, days: number, body: object = {}) =>
    w.request(who, 'POST', `/api/leads/${lead}/waiting`, { until: (await ahead(days)).toISOString(), ...body })
  const times = async (lead: string) => (await w.request('salesHead', 'GET', `/api/leads/${lead}`)).body.waitingTimes

  it('ends for its owner at the number of the form, with the name of whoever may go on', async () => {
    const lead = await request('Odkładany', 'anna')
    for (const day of [1, 2, 3]) expect((await ask('anna', lead, day)).status).toBe(204)
    expect(await times(lead)).toBe(3)
    const refused = await ask('anna', lead, 4)
    expect([refused.status, refused.body.code]).toEqual([409, 'lead.put_off_enough'])
    expect(refused.body.title).toBe(
      'Ten lead był już odkładany 3 razy i więcej nie możesz go odłożyć. Może to zrobić Twój przełożony: Piotr Kowalczyk.',
    )
    // Earlier than it waits for already is no further time.
    expect((await ask('anna', lead, 2)).status).toBe(204)
    expect(await times(lead)).toBe(3)
    expect((await ask('salesHead', lead, 5)).status).toBe(204)
    expect(await times(lead)).toBe(4)
    await w.travel('5 days')
    await w.settle()
    expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['processing', 1])
    expect((await ask('anna', lead, 1)).status).toBe(409)
  })

  it('is the number that the head of sales fills in', async () => {
    const lead = await request('Raz wystarczy', 'katarzyna')
    await w.write('salesHead', (cx) => changeSettings(cx, 'lead_waking', { ...leadWaking.defaults, most_times: 1 }))
    expect((await ask('katarzyna', lead, 1)).status).toBe(204)
    expect((await ask('katarzyna', lead, 2)).body.code).toBe('lead.put_off_enough')
    await w.write('salesHead', (cx) => changeSettings(cx, 'lead_waking', { ...leadWaking.defaults }))
    expect((await ask('katarzyna', lead, 2)).status).toBe(204)
  })

  it('a new lead is accepted and put off in one go, and S1 gives it to that person', async () => {
    const lead = await request('Od razu oczekujący', null)
    expect((await ask('anna', lead, 2)).status).toBe(403)
    expect((await ask('anna', lead, 2, { take: true })).status).toBe(204)
    await w.settle()
    const { body } = await w.request('anna', 'GET', `/api/leads/${lead}`)
    expect(body).toMatchObject({ status: 'waiting', owner: { id: w.people.anna }, mostTimes: 3, waitingTimes: 1 })
    expect(await w.told('salesHead', lead)).toEqual(['lead_waits_for_acceptance', 'lead_accepted'])
    const late = await ask('katarzyna', lead, 1, { take: true })
    expect([late.status, late.body.code]).toEqual([409, 'lead.already_taken'])
    // Its time to be handled stands still while it waits, and begins anew when it is back.
    await w.travel('2 days')
    await w.settle()
    expect(await w.told('anna', lead)).toEqual(['lead_waits_for_acceptance', 'lead_woken'])
    await w.travel('PT23H')
    await w.settle()
    expect(await w.told('anna', lead)).not.toContain('lead_not_handled')
    await w.travel('3 days')
    await w.settle()
    expect(await w.told('anna', lead)).toContain('lead_not_handled')
  })
})

describe('the chosen moment', () => {
  it('is the clock on the wall: on 11 November, at night, and over the change of the clocks', async () => {
    const warsaw = (day: string, hour: number) =>
      new Date(wallToInstant('Europe/Warsaw', Date.parse(day) + hour * 3_600_000))
    const autumn = await request('Przez zmianę czasu', 'anna')
    const holiday = await request('W święto', 'anna')
    const night = await request('W nocy', 'anna')
    // 2027: the clocks go back on 31 October, 11 November is a Thursday.
    await w.until('2027-10-29', '09:00')
    await putOff('anna', autumn, warsaw('2027-11-01', 9))
    await putOff('anna', holiday, warsaw('2027-11-11', 9))
    await putOff('anna', night, warsaw('2027-11-13', 2))
    await w.until('2027-11-01', '08:59')
    expect(await statusOf(autumn)).toBe('waiting')
    await w.until('2027-11-01', '09:00')
    expect(await statusOf(autumn)).toBe('processing')
    await w.until('2027-11-11', '08:59')
    expect(await statusOf(holiday)).toBe('waiting')
    await w.until('2027-11-11', '09:00')
    expect([await statusOf(holiday), await statusOf(night)]).toEqual(['processing', 'waiting'])
    await w.until('2027-11-13', '02:00')
    expect(await statusOf(night)).toBe('processing')
    expect(await woken('anna', night)).toBe(1)
  })

  it('a server that was away then wakes late, but everything and once', async () => {
    const leads = [await request('Pierwszy', 'anna'), await request('Drugi', 'anna'), await request('Trzeci', 'anna')]
    for (const [at, lead] of leads.entries()) await putOff('anna', lead, await ahead(at + 1))
    // Nothing is delivered while it is away.
    await w.travel('2 days')
    await w.travel('3 days')
    await w.settle()
    for (const lead of leads) expect([await statusOf(lead), await woken('anna', lead)]).toEqual(['processing', 1])
  })

  it('leaves no incident and nothing undelivered behind', async () => {
    expect(
      await w.db.selectFrom('process_incidents').select(['code', 'message']).where('resolved_at', 'is', null).execute(),
    ).toEqual([])
    expect(await w.db.selectFrom('outbox').selectAll().where('kind', '=', 'deliver').execute()).toEqual([])
  })
})
