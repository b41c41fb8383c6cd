import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { makeContact } from '../contacts/factory.ts'
import { updateEmployee } from '../staff/commands/update-employee.ts'

let w: World
let start: number
beforeAll(async () => {
  w = await testWorld()
  start = (await w.now()).getTime()
})
afterAll(() => w.close())

const HOUR = 3_600_000
// Counted from ten o'clock on Monday.
const at = (hours: number) => new Date(start + hours * HOUR).toISOString()
const arrange = async (who: CastName, title: string, from: number, given: object = {}) => {
  const answer = await w.request(who, 'POST', '/api/appointments', {
    title,
    startsAt: at(from),
    endsAt: at(from + 1),
    ...given,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await w.settle()
  return answer.body
}
const calendar = async (who: CastName, query: Record<string, string> = {}) =>
  (await w.request(who, 'GET', `/api/calendar?${new URLSearchParams({ from: at(-10), to: at(158), ...query })}`)).body
const titles = async (who: CastName, query: Record<string, string> = {}): Promise<string[]> =>
  (await calendar(who, query)).items.map((item: { title: string }) => item.title)
const change = (who: CastName, id: string, body: object, version: number | '*' = '*') =>
  w.request(who, 'PATCH', `/api/appointments/${id}`, body, { 'if-match': version === '*' ? '*' : `"${version}"` })

describe('a calendar', () => {
  it('holds what one takes part in and one’s tasks with a date, in their order', async () => {
    await arrange('anna', 'Prezentacja okien', 3, { place: 'Gdynia', employeeIds: [w.people.marta] })
    await arrange('anna', 'Telefon do Budmaru', 1, { kind: 'call' })
    await w.request('anna', 'POST', '/api/tasks', { title: 'Wysłać ofertę', dueAt: at(2) })
    await w.request('anna', 'POST', '/api/tasks', { title: 'Bez daty' })
    await arrange('anna', 'Za dwa tygodnie', 340)
    expect(await titles('anna')).toEqual(['Telefon do Budmaru', 'Wysłać ofertę', 'Prezentacja okien'])
    expect(await titles('marta')).toEqual(['Prezentacja okien'])
    const [, task, meeting] = (await calendar('anna')).items
    expect(task).toMatchObject({ source: 'task', kind: 'task', startsAt: at(2), endsAt: at(2.5), mayUpdate: true })
    expect(meeting).toMatchObject({
      kind: 'meeting',
      place: 'Gdynia',
      people: [{ id: w.people.anna }],
      mayUpdate: true,
    })
    expect((await calendar('marta')).items[0]).toMatchObject({ mayUpdate: false, people: [{ id: w.people.marta }] })
  })

  it('of colleagues shows as much as one may read', async () => {
    await arrange('owner', 'Rozmowa o podwyżkach', 5, { employeeIds: [w.people.marta] })
    const both = `${w.people.anna},${w.people.marta}`
    expect(await titles('katarzyna', { people: both })).toEqual([
      'Telefon do Budmaru',
      'Wysłać ofertę',
      'Prezentacja okien',
    ])
    expect(await titles('owner', { people: both })).toContain('Rozmowa o podwyżkach')
  })

  it('tells working hours and holidays, in the reader’s language', async () => {
    const november = { from: '2026-11-09T00:00:00+01:00', to: '2026-11-16T00:00:00+01:00' }
    const { days } = await calendar('anna', november)
    expect(days).toHaveLength(7)
    expect(days[0]).toEqual({
      day: '2026-11-09',
      holiday: null,
      working: [{ from: '2026-11-09T07:00:00.000Z', to: '2026-11-09T15:00:00.000Z' }],
    })
    expect(days[2]).toEqual({ day: '2026-11-11', holiday: 'Narodowe Święto Niepodległości', working: [] })
    expect(days[5]).toMatchObject({ day: '2026-11-14', holiday: null, working: [] })
  })

  it('is asked for 62 days at most, and not backwards', async () => {
    const refused = await w.request('anna', 'GET', `/api/calendar?${new URLSearchParams({ from: at(0), to: at(-1) })}`)
    expect([refused.status, refused.body.errors[0]]).toMatchObject([422, { path: 'to', code: 'field.before_start' }])
    const long = await w.request('anna', 'GET', `/api/calendar?${new URLSearchParams({ from: at(0), to: at(2000) })}`)
    expect(long.status).toBe(422)
  })
})

describe('a meeting', () => {
  it('is moved by who arranged it, and everybody who takes part is told once', async () => {
    const { id, version } = await arrange('anna', 'Pomiary', 6, { employeeIds: [w.people.lukasz] })
    expect(await w.told('lukasz', id)).toEqual(['appointment_invited'])
    expect((await change('lukasz', id, { startsAt: at(7), endsAt: at(8) })).status).toBe(403)
    expect((await change('anna', id, { startsAt: at(7), endsAt: at(8) }, version)).status).toBe(200)
    expect((await change('anna', id, { startsAt: at(9), endsAt: at(10) }, version)).body.code).toBe('version_conflict')
    expect((await change('anna', id, { title: 'Pomiary w Gdyni' }, version)).status).toBe(200)
    expect(await w.told('lukasz', id)).toEqual(['appointment_invited', 'appointment_moved'])
    expect(await w.told('anna', id)).toEqual([])
    const backwards = await change('anna', id, { endsAt: at(7) })
    expect([backwards.status, backwards.body.errors]).toMatchObject([
      422,
      [{ path: 'endsAt', code: 'field.before_start' }],
    ])
  })

  it('has employees and contacts; who arranged it cannot stay away, nobody unknown comes', async () => {
    const contact = await w.write('anna', (cx) => makeContact(cx, { lastName: 'Świątek' }))
    const { id } = await arrange('anna', 'Negocjacje', 8, {
      contactIds: [contact.id],
      subject: { kind: 'contact', id: contact.id },
    })
    expect((await change('anna', id, { employeeIds: [w.people.katarzyna] })).body).toMatchObject({
      employees: [{ id: w.people.anna }, { id: w.people.katarzyna }],
      contacts: [{ id: contact.id }],
      subject: { kind: 'contact', id: contact.id },
    })
    const nobody = '01890000-0000-7000-8000-000000000000'
    expect((await change('anna', id, { employeeIds: [nobody] })).body.errors).toMatchObject([{ path: 'employeeIds' }])
    expect((await change('anna', id, { contactIds: [nobody] })).status).toBe(404)
    const timeline = await w.request('anna', 'GET', `/api/records/contact/${contact.id}/timeline`)
    expect(timeline.body.items.map((one: { name: string }) => one.name)).toContain('appointment.created')
  })

  it('called off leaves the calendar, and can be brought back', async () => {
    const { id } = await arrange('anna', 'Odwołane spotkanie', 10, { employeeIds: [w.people.lukasz] })
    expect((await w.request('lukasz', 'DELETE', `/api/appointments/${id}`)).status).toBe(403)
    expect((await w.request('anna', 'DELETE', `/api/appointments/${id}`)).status).toBe(204)
    expect(await titles('lukasz')).not.toContain('Odwołane spotkanie')
    expect((await change('anna', id, { title: 'Jednak' })).body.code).toBe('appointment.cancelled')
    expect((await w.request('anna', 'POST', `/api/appointments/${id}/restoration`)).status).toBe(204)
    expect(await titles('lukasz')).toContain('Odwołane spotkanie')
    expect(await w.told('lukasz', id)).toEqual(['appointment_invited', 'appointment_cancelled', 'appointment_invited'])
  })
})

describe('the secret address', () => {
  const file = async (url: string) => {
    const { pathname } = new URL(url)
    const answer = await w.app.inject({ method: 'GET', url: pathname })
    return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body }
  }
  const open = async (who: CastName): Promise<string> => (await w.request(who, 'POST', '/api/calendar/feed')).body.url

  it('gives the calendar as a file that can be read back, until it is made anew or voided', async () => {
    expect((await w.request('katarzyna', 'GET', '/api/calendar/feed')).body).toEqual({ since: null })
    await arrange('katarzyna', 'Oferta; wariant A, B', 20, { place: 'Gdynia\\port', body: 'Wziąć próbki\ni cennik' })
    await w.request('katarzyna', 'POST', '/api/tasks', { title: 'Oddzwonić', dueAt: at(22) })
    const url = await open('katarzyna')
    const { status, type, text } = await file(url)
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8'])
    const lines = text.replace(/\r\n /g, '').split('\r\n')
    const stamp = (hours: number) => `${at(hours).slice(0, 19).replace(/[-:]/g, '')}Z`
    expect(lines).toContain('SUMMARY:Oferta\\; wariant A\\, B')
    expect(lines).toContain('LOCATION:Gdynia\\\\port')
    expect(lines).toContain('DESCRIPTION:Wziąć próbki\\ni cennik')
    expect(lines).toContain(`DTSTART:${stamp(20)}`)
    expect(lines).toContain('SUMMARY:Zadanie: Oddzwonić')
    expect(lines).toContain(`DTSTART:${stamp(22)}`)
    expect(lines.filter((line) => line === 'BEGIN:VEVENT').length).toBe(
      lines.filter((line) => line === 'END:VEVENT').length,
    )
    expect(text).not.toContain('Telefon do Budmaru')
    const second = await open('katarzyna')
    expect([(await file(url)).status, (await file(second)).status]).toEqual([404, 200])
    expect((await w.request('katarzyna', 'DELETE', '/api/calendar/feed')).status).toBe(204)
    expect((await file(second)).status).toBe(404)
    expect((await file('http://x/feeds/calendar/nonsense.ics')).status).toBe(404)
  })

  it('is void while its owner has no access', async () => {
    const url = await open('marta')
    expect((await file(url)).status).toBe(200)
    await w.write('owner', (cx) => updateEmployee(cx, { id: w.people.marta, expected: null, set: { active: false } }))
    expect((await file(url)).status).toBe(404)
  })
})
