import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OWNER_PASSWORD, testWorld, type World } from '../../../test/support/world.ts'
import type { Actor } from '../../core/actor.ts'
import type { Cx } from '../../core/write.ts'
import { addEmployee } from './commands/add-employee.ts'
import { updateDepartment } from './commands/update-department.ts'
import { updateEmployee } from './commands/update-employee.ts'
import { actorOf } from './queries.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const ANY = { 'if-match': '*' }
let counter = 0
async function somebody(
  role: 'owner' | 'administrator' | 'head' | 'employee' = 'employee',
  departmentId: string | null = null,
) {
  counter += 1
  const added = { name: `Ktoś ${counter}`, email: `ktos${counter}@example.com`, role, departmentId }
  return (await w.write('owner', (cx) => addEmployee(cx, added))).id
}
const patch = (
  who: Parameters<World['request']>[0],
  id: string,
  body: object,
  headers = ANY as Record<string, string>,
) => w.request(who, 'PATCH', `/api/employees/${id}`, body, headers)
type Command = (cx: Cx) => Promise<unknown>

/** Two commands that meet: the second begins when the first is through but not committed, and the first waits for it. */
async function meet(first: Command, second: Command, who: [Actor, Actor]): Promise<unknown> {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let through = () => {}
  const done = new Promise<void>((resolve) => {
    through = resolve
  })
  const one = w.write(who[0], async (cx) => {
    await first(cx)
    through()
    await gate
  })
  await Promise.race([done, one])
  let ended = false
  const two = w.write(who[1], second).then(
    () => null,
    (error: unknown) => error,
  )
  two.finally(() => {
    ended = true
  })
  const waiting = async () => {
    const { rows } = await sql`select 1 from pg_locks where not granted
      and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(w.db)
    return rows.length > 0
  }
  while (!ended && !(await waiting()));
  release()
  await one
  return two
}
const lastEvent = (id: string) =>
  w.db.selectFrom('event_log').selectAll().where('subject_id', '=', id).orderBy('id', 'desc').executeTakeFirstOrThrow()

describe('invitations', () => {
  const inviteTo = async (email: string, more: object = {}) => {
    const body = { email, name: 'Ewa Zając', role: 'employee', departmentId: w.departments.sales, ...more }
    const answer = await w.request('admin', 'POST', '/api/invitations', body)
    return {
      ...answer,
      token: String(answer.body.url ?? '')
        .split('/')
        .at(-1)!,
    }
  }
  const accept = (token: string, name = 'Ewa Zając') =>
    w.request(null, 'POST', `/api/invitations/${token}/accept`, { name, password: 'haslo-ewy-zajac' })

  test('bring somebody in by the link from the mail, signed in, in the place meant for her', async () => {
    const sent = await inviteTo('ewa@example.com')
    expect(sent.status).toBe(201)
    expect(sent.body.url).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{32}$/)
    const mail = await w.db
      .selectFrom('outgoing_mails')
      .select(['body_text', 'to_name'])
      .where('to_address', '=', 'ewa@example.com')
      .executeTakeFirstOrThrow()
    expect(mail.body_text).toContain(sent.body.url)
    expect(mail.body_text).toContain('Tomasz Zieliński')
    const shown = await w.request(null, 'GET', `/api/invitations/${sent.token}`)
    expect(shown.body).toEqual({ email: 'ewa@example.com', name: 'Ewa Zając', companyName: 'Zakłady Testowe' })
    const accepted = await accept(sent.token, 'Ewa Zając-Nowak')
    expect(accepted.status).toBe(200)
    const cookie = String(accepted.headers['set-cookie']).split(';')[0]!
    const me = await w.request(null, 'GET', '/api/me', undefined, { cookie })
    expect(me.body.user).toMatchObject({ name: 'Ewa Zając-Nowak', role: 'employee', departmentId: w.departments.sales })
    expect(await accept(sent.token)).toMatchObject({ status: 410, body: { code: 'invitation.used' } })
    expect(await inviteTo('ewa@example.com')).toMatchObject({ status: 409, body: { code: 'staff.email_taken' } })
  })

  test('pressed twice at once make one person', async () => {
    const { token } = await inviteTo('dwa.razy@example.com')
    const answers = await Promise.all([accept(token), accept(token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
  })

  test('expire after seven days of the machine, whatever the demo clock says', async () => {
    const { body, token } = await inviteTo('stara@example.com')
    await w.travel('8 days')
    expect((await w.request(null, 'GET', `/api/invitations/${token}`)).status).toBe(200)
    await sql`update invitations set expires_at = expires_at - interval '7 days' where id = ${body.id}`.execute(w.db)
    for (const answer of [await w.request(null, 'GET', `/api/invitations/${token}`), await accept(token)]) {
      expect(answer).toMatchObject({ status: 410, body: { code: 'invitation.expired' } })
    }
    const listed = await w.request('admin', 'GET', '/api/invitations')
    expect(listed.body.items.find((each: { id: string }) => each.id === body.id)).toMatchObject({ state: 'expired' })
  })

  test('taken back or sent anew stop working', async () => {
    const first = await inviteTo('nowa@example.com')
    const second = await inviteTo('nowa@example.com')
    expect((await accept(first.token)).status).toBe(410)
    expect((await w.request('owner', 'DELETE', `/api/invitations/${second.body.id}`)).status).toBe(204)
    expect((await accept(second.token)).status).toBe(410)
    expect((await w.request(null, 'GET', '/api/invitations/nie-ma-takiego')).status).toBe(404)
  })

  test('are for owners and administrators; only an owner invites an owner', async () => {
    const body = { email: 'x@example.com', name: 'X', role: 'employee' }
    expect((await w.request('salesHead', 'POST', '/api/invitations', body)).status).toBe(403)
    expect((await w.request('anna', 'GET', '/api/invitations')).status).toBe(403)
    expect((await w.request(null, 'GET', '/api/invitations')).status).toBe(401)
    expect((await inviteTo('szef@example.com', { role: 'owner' })).status).toBe(403)
    expect((await w.request('owner', 'POST', '/api/invitations', { ...body, role: 'owner' })).status).toBe(201)
  })
})

describe('employees', () => {
  test('are listed by Polish order, by department with what is below it, by role and by a fragment without diacritics', async () => {
    const list = async (query: string) =>
      (await w.request('anna', 'GET', `/api/employees?${query}`)).body.items.map((each: { name: string }) => each.name)
    const team = (
      await w.request('owner', 'POST', '/api/departments', { name: 'Eksport', parentId: w.departments.sales })
    ).body.id
    const exporter = await somebody('employee', team)
    await patch('owner', exporter, { name: 'Łucja Żak' })
    const sellers = await list(`departmentId=${w.departments.sales}`)
    expect(sellers).toEqual(expect.arrayContaining(['Anna Wiśniewska', 'Łucja Żak']))
    expect(sellers.indexOf('Łucja Żak')).toBeLessThan(sellers.indexOf('Piotr Kowalczyk'))
    expect(sellers).not.toContain('Marta Kamińska')
    expect(await list('role=administrator')).toEqual(['Tomasz Zieliński'])
    expect(await list('q=lukasz')).toEqual(['Łukasz Nowak'])
    expect(await list('q=zak%20lucja')).toEqual(['Łucja Żak'])
    expect(await list('q=%25')).toEqual([])
    expect(await list('active=false')).toEqual([])
  })

  test('come page by page, in the same order as all at once, and those who left come last', async () => {
    const gone = await somebody('employee', w.departments.production)
    await patch('owner', gone, { name: 'Adam Aleksy', active: false })
    const names = async (query: string) => {
      const { status, body } = await w.request('anna', 'GET', `/api/employees?active=all&${query}`)
      expect(status).toBe(200)
      return { next: body.next as string | null, names: body.items.map((each: { name: string }) => each.name) }
    }
    const whole = await names('limit=200')
    expect(whole.next).toBeNull()
    expect(whole.names.length).toBeGreaterThan(7)
    expect(whole.names.at(-1)).toBe('Adam Aleksy')
    const paged: string[] = []
    for (let after = ''; ; ) {
      const page = await names(`limit=2${after && `&after=${after}`}`)
      expect(page.names.length).toBeLessThanOrEqual(2)
      paged.push(...page.names)
      if (page.next === null) break
      after = page.next
    }
    expect(paged).toEqual(whole.names)
  })

  test('a head decides about skills and hours of his people, not about roles and not about others', async () => {
    const hours = { 1: [{ from: '10:00', to: '18:00' }], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] }
    expect((await patch('salesHead', w.people.anna, { skills: ['duże umowy'], workHours: hours })).status).toBe(204)
    const anna = (await w.request('anna', 'GET', `/api/employees/${w.people.anna}`)).body
    expect(anna).toMatchObject({ skills: ['duże umowy'], workHours: hours })
    expect((await patch('salesHead', w.people.anna, { role: 'administrator' })).status).toBe(403)
    expect((await patch('salesHead', w.people.anna, { departmentId: w.departments.marketing })).status).toBe(403)
    expect((await patch('salesHead', w.people.marta, { skills: ['x'] })).status).toBe(403)
    expect((await patch('anna', w.people.anna, { skills: ['x'] })).status).toBe(403)
    await patch('owner', w.people.anna, { workHours: null, skills: [] })
  })

  test('working hours that overlap or run backwards are refused', async () => {
    const week = (spans: object[]) => ({ workHours: { 1: spans, 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } })
    const span = (from: string, to: string) => ({ from, to })
    for (const spans of [
      [span('16:00', '08:00')],
      [span('08:00', '12:00'), span('11:00', '16:00')],
      [span('8:00', '16:00')],
    ]) {
      expect((await patch('owner', w.people.anna, week(spans))).status).toBe(422)
    }
  })

  test('the log keeps who changed what; a telephone number lies where it can be erased', async () => {
    const id = await somebody('employee', w.departments.sales)
    await patch('admin', id, { phone: '601 224 718', position: 'Handlowiec' })
    const event = await lastEvent(id)
    expect(event).toMatchObject({ name: 'employee.updated', actor_id: w.people.admin, payload: { version: 2 } })
    expect(JSON.stringify(event.changes)).not.toContain('601224718')
    const { personal } = await w.db
      .selectFrom('event_personal')
      .select('personal')
      .where('event_id', '=', event.id)
      .executeTakeFirstOrThrow()
    expect(personal).toEqual({ changes: [{ field: 'phone', from: null, to: '+48601224718' }] })
    expect(event.changes).toContainEqual({ field: 'position', from: '', to: 'Handlowiec' })
  })

  test('two people change different fields at once; of the same field the second is told', async () => {
    const id = await somebody('employee', w.departments.sales)
    expect((await patch('admin', id, { position: 'A' }, { 'if-match': '"1"' })).status).toBe(204)
    expect((await patch('owner', id, { skills: ['b'] }, { 'if-match': '"1"' })).status).toBe(204)
    expect(await patch('owner', id, { position: 'C' }, { 'if-match': '"1"' })).toMatchObject({
      status: 409,
      body: { code: 'version_conflict' },
    })
    expect((await patch('owner', id, { position: 'C' }, {})).status).toBe(428)
  })

  test('the last owner stays owner, and of two who demote each other at once one stays', async () => {
    expect(await patch('owner', w.people.owner, { role: 'employee' })).toMatchObject({
      status: 409,
      body: { code: 'staff.last_owner' },
    })
    expect((await patch('owner', w.people.owner, { active: false })).status).toBe(409)
    const other = await somebody('owner')
    const demote =
      (id: string): Command =>
      (cx) =>
        updateEmployee(cx, { id, expected: null, set: { role: 'administrator' } })
    const owners: [Actor, Actor] = [w.as('owner'), (await actorOf(w.db, other))!]
    const refused = await meet(demote(other), demote(w.people.owner), owners)
    expect(refused).toMatchObject({ code: 'staff.last_owner' })
    const { rows } = await sql<{ id: string }>`select id from employees where role = 'owner' and active`.execute(w.db)
    expect(rows).toHaveLength(1)
    await sql`update employees set role = 'owner' where id = ${w.people.owner}`.execute(w.db)
    await sql`update employees set role = 'administrator' where id = ${other}`.execute(w.db)
  })

  test('an administrator neither makes owners nor touches one', async () => {
    expect((await patch('admin', w.people.anna, { role: 'owner' })).status).toBe(403)
    expect((await patch('admin', w.people.admin, { role: 'owner' })).status).toBe(403)
    expect((await patch('admin', w.people.owner, { active: false })).status).toBe(403)
    expect((await patch('admin', w.people.owner, { role: 'employee' })).status).toBe(403)
  })

  test('nobody reports to himself, over however many steps', async () => {
    const [a, b, c] = [await somebody(), await somebody(), await somebody()]
    await patch('owner', b, { supervisorId: a })
    await patch('owner', c, { supervisorId: b })
    expect(await patch('owner', a, { supervisorId: c })).toMatchObject({ status: 409, body: { code: 'staff.cycle' } })
    expect((await patch('owner', a, { supervisorId: a })).body.code).toBe('staff.cycle')
    // Two halves of a circle that share no row: only a lock over all of them sees it closing.
    const [d, e, f, g] = [await somebody(), await somebody(), await somebody(), await somebody()]
    await patch('owner', e, { supervisorId: f })
    await patch('owner', g, { supervisorId: d })
    const under =
      (id: string, supervisorId: string): Command =>
      (cx) =>
        updateEmployee(cx, { id, expected: null, set: { supervisorId } })
    const refused = await meet(under(d, e), under(f, g), [w.as('owner'), w.as('admin')])
    expect(refused).toMatchObject({ code: 'staff.cycle' })
  })

  test('two people cannot share an e-mail, whatever its case', async () => {
    const twice = w.write('owner', (cx) => addEmployee(cx, { name: 'Anna Druga', email: 'ANNA@example.com' }))
    await expect(twice).rejects.toMatchObject({ code: 'staff.email_taken' })
  })

  test('a password from the command line is as long as one from the page', async () => {
    const short = w.write('owner', (cx) => addEmployee(cx, { name: 'K', email: 'k@example.com', password: 'krotkie' }))
    await expect(short).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('the profile', () => {
  test('is everyone’s own: name, telephone, language; preferences merge key by key', async () => {
    const set = (body: object) => w.request('lukasz', 'PATCH', '/api/profile', body)
    await set({ phone: '22 123 45 67', preferences: { theme: 'dark', columns: ['a'] } })
    await set({ preferences: { columns: null, sound: false } })
    const { body } = await w.request('lukasz', 'GET', '/api/profile')
    expect(body).toMatchObject({ phone: '+48221234567', preferences: { theme: 'dark', sound: false } })
    expect(body.preferences).not.toHaveProperty('columns')
    expect((await set({ role: 'owner' })).status).toBe(422)
    expect(await set({ phone: '123' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'phone', code: 'field.phone' }] },
    })
    expect((await w.request(null, 'GET', '/api/profile')).status).toBe(401)
  })
})

describe('departments', () => {
  test('form a tree without circles, also when two moves meet', async () => {
    const make = async (name: string, parentId: string | null = null) =>
      (await w.request('admin', 'POST', '/api/departments', { name, parentId })).body.id as string
    const move = (id: string, parentId: string) =>
      w.request('admin', 'PATCH', `/api/departments/${id}`, { parentId }, ANY)
    const top = await make('Góra')
    const middle = await make('Środek', top)
    const bottom = await make('Dół', middle)
    expect(await move(top, bottom)).toMatchObject({ status: 409, body: { code: 'staff.cycle' } })
    expect((await move(top, top)).status).toBe(409)
    const [left, right] = [await make('Lewo'), await make('Prawo')]
    const below =
      (id: string, parentId: string): Command =>
      (cx) =>
        updateDepartment(cx, { id, expected: null, set: { parentId } })
    const refused = await meet(below(left, right), below(right, left), [w.as('owner'), w.as('admin')])
    expect(refused).toMatchObject({ code: 'staff.cycle' })
    expect((await move(bottom, '00000000-0000-7000-8000-000000000000')).status).toBe(422)
  })

  test('are put away only when empty, and a head of sales cannot build the tree', async () => {
    const { body } = await w.request('admin', 'POST', '/api/departments', { name: 'Tymczasowy' })
    const person = await somebody('employee', body.id)
    expect(await w.request('admin', 'DELETE', `/api/departments/${body.id}`)).toMatchObject({
      status: 409,
      body: { code: 'staff.department_in_use' },
    })
    await patch('admin', person, { departmentId: null })
    expect((await w.request('admin', 'DELETE', `/api/departments/${body.id}`)).status).toBe(204)
    expect((await lastEvent(body.id)).name).toBe('department.archived')
    expect((await patch('admin', person, { departmentId: body.id })).status).toBe(422)
    expect((await w.request('salesHead', 'POST', '/api/departments', { name: 'X' })).status).toBe(403)
    expect(
      (await w.request('salesHead', 'PATCH', `/api/departments/${w.departments.sales}`, { name: 'X' }, ANY)).status,
    ).toBe(403)
    expect((await w.request(null, 'GET', '/api/departments')).status).toBe(401)
  })
})

describe('absences', () => {
  const away = (who: 'anna' | 'salesHead' | 'admin' | 'marta', body: object) =>
    w.request(who, 'POST', '/api/absences', body)
  const days = async (from: number, to: number) => {
    const now = (await w.now()).getTime()
    return { from: new Date(now + from * 86_400_000).toISOString(), to: new Date(now + to * 86_400_000).toISOString() }
  }

  test('are one’s own to note, or those of one’s people; the reason is theirs alone to read', async () => {
    const span = await days(20, 25)
    const own = await away('anna', { ...span, substituteId: w.people.katarzyna, note: 'zabieg' })
    expect(own.status).toBe(201)
    expect((await away('anna', { ...span, employeeId: w.people.katarzyna })).status).toBe(403)
    expect((await away('marta', { ...span, employeeId: w.people.anna })).status).toBe(403)
    expect((await away('salesHead', { ...span, employeeId: w.people.lukasz })).status).toBe(201)
    expect((await away('salesHead', { ...span, employeeId: w.people.marta })).status).toBe(403)
    expect((await away('admin', { ...span, employeeId: w.people.marta })).status).toBe(201)
    const seen = async (who: 'anna' | 'salesHead' | 'katarzyna' | 'admin') =>
      (await w.request(who, 'GET', '/api/absences')).body.items.find((each: { id: string }) => each.id === own.body.id)
    expect(await seen('anna')).toMatchObject({
      note: 'zabieg',
      removable: true,
      substituteName: 'Katarzyna Lewandowska',
    })
    expect(await seen('salesHead')).toMatchObject({ note: 'zabieg', removable: true })
    expect(await seen('katarzyna')).toMatchObject({ note: '', removable: false, employeeName: 'Anna Wiśniewska' })
    expect((await w.request('katarzyna', 'DELETE', `/api/absences/${own.body.id}`)).status).toBe(403)
    expect((await w.request('anna', 'DELETE', `/api/absences/${own.body.id}`)).status).toBe(204)
    expect(await lastEvent(own.body.id)).toMatchObject({
      name: 'absence.removed',
      payload: { employeeId: w.people.anna },
    })
    expect((await w.request('anna', 'DELETE', `/api/absences/${own.body.id}`)).status).toBe(404)
  })

  test('need an end after the beginning and somebody else to stand in', async () => {
    const span = await days(20, 25)
    expect((await away('anna', { from: span.to, to: span.from })).status).toBe(422)
    expect((await away('anna', { ...span, substituteId: w.people.anna })).status).toBe(422)
    expect((await away('anna', { ...span, substituteId: '00000000-0000-7000-8000-000000000000' })).status).toBe(422)
  })
})

describe('the company', () => {
  test('is changed by those who run it; changed hours are an event of the calendar', async () => {
    const update = (who: 'admin' | 'salesHead', body: object) => w.request(who, 'PATCH', '/api/company', body, ANY)
    const { workHours } = (await w.request('anna', 'GET', '/api/company')).body
    expect((await update('salesHead', { name: 'X' })).status).toBe(403)
    expect((await update('admin', { name: 'Zakłady Nowe', workHours: { ...workHours, 5: [] } })).status).toBe(204)
    const { rows } = await sql<{ name: string }>`select name from event_log where subject_kind = 'own_company'
      order by id desc limit 2`.execute(w.db)
    expect(rows.map(({ name }) => name).sort()).toEqual(['company.calendar_changed', 'company.settings_changed'])
    expect((await update('admin', { zone: 'Europe/Atlantyda' })).status).toBe(422)
    expect((await update('admin', { currency: 'zł' })).status).toBe(422)
    await update('admin', { name: 'Zakłady Testowe', workHours })
  })

  test('has Polish holidays and days of its own, which win', async () => {
    const put = (day: string, body: object) => w.request('admin', 'PUT', `/api/company/days/${day}`, body)
    expect((await put('2026-12-31', { name: 'Inwentaryzacja', working: false })).status).toBe(204)
    expect((await put('2026-11-11', { working: true })).status).toBe(204)
    const days = async () =>
      new Map(
        (await w.request('anna', 'GET', '/api/company/days?year=2026')).body.items.map((each: { day: string }) => [
          each.day,
          each,
        ]),
      )
    const set = await days()
    expect(set.get('2026-12-31')).toMatchObject({ name: 'Inwentaryzacja', working: false, source: 'company' })
    expect(set.get('2026-11-11')).toMatchObject({ working: true, source: 'company' })
    expect(set.get('2026-12-25')).toMatchObject({ name: 'Boże Narodzenie, pierwszy dzień', source: 'statutory' })
    expect((await w.request('admin', 'DELETE', '/api/company/days/2026-11-11')).status).toBe(204)
    expect((await w.request('admin', 'DELETE', '/api/company/days/2026-11-11')).status).toBe(404)
    expect((await days()).get('2026-11-11')).toMatchObject({ working: false, source: 'statutory' })
    expect((await put('2026-02-30', { working: false })).status).toBe(422)
    expect((await w.request('anna', 'PUT', '/api/company/days/2026-12-30', { working: false })).status).toBe(403)
  })
})

test('what one may do is told with who one is', async () => {
  const can = async (who: 'owner' | 'salesHead' | 'anna') => (await w.request(who, 'GET', '/api/me')).body.can
  expect((await can('owner'))['employee.manage']).toBe('all')
  expect((await can('salesHead'))['employee.update']).toBe('department')
  expect((await can('anna'))['invitation.create']).toBe('none')
  expect((await w.request(null, 'GET', '/api/me')).status).toBe(401)
  expect(
    (await w.request(null, 'POST', '/api/sign-in', { email: 'maria@example.com', password: OWNER_PASSWORD })).status,
  ).toBe(200)
})
