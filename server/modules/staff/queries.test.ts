import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addWorkingTime } from '../../../pure/work-calendar.ts'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { createAbsence } from './commands/create-absence.ts'
import { createDepartment } from './commands/create-department.ts'
import { setDay } from './commands/set-day.ts'
import { updateDepartment } from './commands/update-department.ts'
import { updateEmployee } from './commands/update-employee.ts'
import {
  actorOf,
  calendarsOf,
  departmentByKey,
  departmentsBelow,
  employeeNames,
  headOf,
  membersOf,
  presentMembersOf,
  substituteAt,
  supervisorOf,
} from './queries.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterEach(async () => {
  await sql`delete from absences`.execute(w.db)
})
afterAll(() => w.close())

const HOUR = 3_600_000

/** From an hour ago for a day, unless told otherwise (hours from now). */
async function away(who: CastName, substitute: CastName | null = null, hours: [number, number] = [-1, 24]) {
  const now = (await w.now()).getTime()
  await w.write('admin', (cx) =>
    createAbsence(cx, {
      employeeId: w.people[who],
      from: new Date(now + hours[0] * HOUR).toISOString(),
      to: new Date(now + hours[1] * HOUR).toISOString(),
      substituteId: substitute && w.people[substitute],
      note: '',
    }),
  )
}

const set = (who: CastName, fields: object) =>
  w.write('owner', (cx) => updateEmployee(cx, { id: w.people[who], expected: null, set: fields }))
const supervisor = async (who: CastName) => supervisorOf(w.db, w.people[who], await w.now())

describe('the supervisor', () => {
  test('is the head of the department, and the head answers to the head above, or to nobody', async () => {
    expect(await supervisor('anna')).toBe(w.people.salesHead)
    expect(await supervisor('salesHead')).toBe(null)
    expect(await supervisor('owner')).toBe(null)
    const { id } = await w.write('owner', (cx) => createDepartment(cx, { name: 'Zarząd', headId: w.people.owner }))
    const under = (parentId: string | null) =>
      w.write('owner', (cx) => updateDepartment(cx, { id: w.departments.sales, expected: null, set: { parentId } }))
    await under(id)
    expect(await supervisor('salesHead')).toBe(w.people.owner)
    await under(null)
  })

  test('named for a person comes before the head', async () => {
    await set('anna', { supervisorId: w.people.katarzyna })
    expect(await supervisor('anna')).toBe(w.people.katarzyna)
    await set('anna', { supervisorId: null })
  })

  test('who has left is passed over', async () => {
    await set('anna', { supervisorId: w.people.marta })
    await set('marta', { active: false })
    expect(await supervisor('anna')).toBe(w.people.salesHead)
    await set('marta', { active: true })
    await set('anna', { supervisorId: null })
  })

  test('away is replaced by his substitute for just that time; with none named he is told all the same', async () => {
    await away('salesHead', 'katarzyna')
    expect(await supervisor('anna')).toBe(w.people.katarzyna)
    const later = new Date((await w.now()).getTime() + 25 * HOUR)
    expect(await supervisorOf(w.db, w.people.anna, later)).toBe(w.people.salesHead)
    await sql`delete from absences`.execute(w.db)
    await away('salesHead')
    expect(await supervisor('anna')).toBe(w.people.salesHead)
  })

  test('nobody becomes his own by standing in for him', async () => {
    await away('salesHead', 'anna')
    expect(await supervisor('anna')).not.toBe(w.people.anna)
    expect(await supervisor('katarzyna')).toBe(w.people.anna)
  })
})

describe('standing in', () => {
  test('goes on along the chain to the first who is there, and ends in a circle', async () => {
    const substitute = async (who: CastName) => substituteAt(w.db, w.people[who], await w.now())
    expect(await substitute('anna')).toBe(null)
    await away('anna', 'katarzyna')
    expect(await substitute('anna')).toBe(w.people.katarzyna)
    await away('katarzyna', 'lukasz')
    expect(await substitute('anna')).toBe(w.people.lukasz)
    await away('lukasz', 'anna')
    expect(await substitute('anna')).toBe(null)
  })

  test('widens what one acts for, while it lasts', async () => {
    await away('anna', 'katarzyna')
    await away('katarzyna', 'lukasz')
    await away('salesHead', 'lukasz', [24, 48])
    const { standsFor } = (await actorOf(w.db, w.people.lukasz))!
    expect(new Set(standsFor)).toEqual(new Set([w.people.lukasz, w.people.katarzyna, w.people.anna]))
  })

  test('holds for the head of a department, too', async () => {
    const head = async () => headOf(w.db, w.departments.sales, await w.now())
    expect(await head()).toBe(w.people.salesHead)
    await away('salesHead', 'anna')
    expect(await head()).toBe(w.people.anna)
  })
})

describe('departments', () => {
  test('reach down the tree for rights and up for offers', async () => {
    const { id } = await w.write('owner', (cx) =>
      createDepartment(cx, { name: 'Eksport', parentId: w.departments.sales }),
    )
    await set('lukasz', { departmentId: id })
    expect(new Set(await departmentsBelow(w.db, w.departments.sales))).toEqual(new Set([w.departments.sales, id]))
    expect((await membersOf(w.db, [w.departments.sales])).map((member) => member.id)).toContain(w.people.lukasz)
    const head = (await actorOf(w.db, w.people.salesHead))!
    expect(new Set(head.departmentIds)).toEqual(new Set([w.departments.sales, id]))
    const lukasz = (await actorOf(w.db, w.people.lukasz))!
    expect(lukasz.departmentIds).toEqual([id])
    expect(new Set(lukasz.memberOf)).toEqual(new Set([id, w.departments.sales]))
    // A department without a head of its own answers to the one above.
    expect(await headOf(w.db, id, await w.now())).toBe(w.people.salesHead)
    await set('lukasz', { departmentId: w.departments.sales })
  })

  test('know who is there today', async () => {
    await away('anna')
    await away('katarzyna', null, [2, 3])
    const present = (await presentMembersOf(w.db, w.departments.sales, await w.now())).map((member) => member.id)
    expect(new Set(present)).toEqual(new Set([w.people.salesHead, w.people.katarzyna, w.people.lukasz]))
  })

  test('are found by key and by id', async () => {
    const sales = await departmentByKey(w.db, 'sales')
    expect(sales).toMatchObject({ id: w.departments.sales, headId: w.people.salesHead })
    expect(await departmentByKey(w.db, w.departments.sales)).toEqual(sales)
    expect(await departmentByKey(w.db, 'nie-ma')).toBe(null)
  })
})

test('whoever heads a department without belonging to it has its records, too', async () => {
  const owner = (await actorOf(w.db, w.people.owner))!
  expect(owner.departmentId).toBe(null)
  expect(owner.departmentIds).toEqual(expect.arrayContaining([w.departments.marketing, w.departments.production]))
  expect(owner.departmentIds).not.toContain(w.departments.sales)
})

test('overrides of the shipped rights come with the person', async () => {
  await sql`insert into grants (role, kind, action, scope) values ('employee', 'lead', 'read', 'own')`.execute(w.db)
  expect((await actorOf(w.db, w.people.anna))!.grants).toEqual({ 'lead.read': 'own' })
  expect((await actorOf(w.db, w.people.salesHead))!.grants).toEqual({})
  await sql`delete from grants`.execute(w.db)
})

test('names are told of people who left, too', async () => {
  await set('marta', { active: false })
  expect(await employeeNames(w.db, [w.people.marta, null, w.people.anna])).toEqual(
    new Map([
      [w.people.marta, 'Marta Kamińska'],
      [w.people.anna, 'Anna Wiśniewska'],
    ]),
  )
  expect(await actorOf(w.db, w.people.marta)).toBe(null)
  await set('marta', { active: true })
})

describe('calendars', () => {
  const at = async (day: number, hour: number) => {
    const monday = new Date(await w.now())
    monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7) + day)
    const date = monday.toISOString().slice(0, 10)
    const { rows } = await sql<{
      at: Date
    }>`select (${`${date} ${hour}:00`}::timestamp at time zone 'Europe/Warsaw') as at`.execute(w.db)
    return { date, iso: rows[0]!.at.toISOString() }
  }

  test('are the same objects as long as nothing changed, and other ones only for whom it did', async () => {
    await set('katarzyna', {
      workHours: { 1: [{ from: '10:00', to: '18:00' }], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
    })
    const before = await calendarsOf(w.db)
    expect(await calendarsOf(w.db)).toBe(before)
    expect(before.of(w.people.anna)).toBe(before.company)
    await away('anna', null, [48, 72])
    const after = await calendarsOf(w.db)
    expect(after.company).toBe(before.company)
    expect(after.of(w.people.katarzyna)).toBe(before.of(w.people.katarzyna))
    expect(after.of(w.people.anna)).not.toBe(before.company)
    expect(after.of(w.people.anna).absences).toHaveLength(1)
    await set('katarzyna', { workHours: null })
  })

  test('count an absence and a day the company is closed as no working time', async () => {
    const [monday, tuesday, wednesday] = [await at(7, 12), await at(8, 12), await at(9, 12)]
    const plain = await calendarsOf(w.db)
    expect(addWorkingTime(plain.of(w.people.anna), monday.iso, 'P1D')).toBe(tuesday.iso)
    const { from, to } = { from: (await at(8, 0)).iso, to: (await at(9, 0)).iso }
    await w.write('anna', (cx) => createAbsence(cx, { from, to, substituteId: null, note: '' }))
    const { of, company } = await calendarsOf(w.db)
    expect(addWorkingTime(of(w.people.anna), monday.iso, 'P1D')).toBe(wednesday.iso)
    expect(addWorkingTime(company, monday.iso, 'P1D')).toBe(tuesday.iso)
    await w.write('admin', (cx) => setDay(cx, tuesday.date, { name: 'Szkolenie', working: false, hours: null }))
    expect(addWorkingTime((await calendarsOf(w.db)).company, monday.iso, 'P1D')).toBe(wednesday.iso)
    await sql`delete from company_days`.execute(w.db)
  })

  test('know a day that is shorter than usual', async () => {
    const monday = await at(7, 8)
    const hours = [{ from: '08:00', to: '10:00' }]
    await w.write('admin', (cx) => setDay(cx, monday.date, { name: 'Krócej', working: true, hours }))
    const { company } = await calendarsOf(w.db)
    expect(addWorkingTime(company, monday.iso, 'PT3H')).toBe((await at(8, 9)).iso)
    await sql`delete from company_days`.execute(w.db)
  })
  test('know a Saturday that is worked, in the usual hours or in its own', async () => {
    const [friday, saturday] = [await at(11, 15), await at(12, 0)]
    expect(addWorkingTime((await calendarsOf(w.db)).company, friday.iso, 'PT2H')).toBe((await at(14, 9)).iso)
    await w.write('admin', (cx) => setDay(cx, saturday.date, { name: 'Odpracowanie', working: true, hours: null }))
    expect(addWorkingTime((await calendarsOf(w.db)).company, friday.iso, 'PT2H')).toBe((await at(12, 9)).iso)
    const hours = [{ from: '10:00', to: '12:00' }]
    await w.write('admin', (cx) => setDay(cx, saturday.date, { name: 'Odpracowanie', working: true, hours }))
    expect(addWorkingTime((await calendarsOf(w.db)).company, friday.iso, 'PT2H')).toBe((await at(12, 11)).iso)
    await sql`delete from company_days`.execute(w.db)
  })
})
