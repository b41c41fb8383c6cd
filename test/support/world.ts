import { DAY_MS, isoWeekday, localDay, offsetAt, wallToInstant } from '../../pure/dates.ts'
import { addDuration } from '../../pure/durations.ts'
import { polishHolidays } from '../../pure/work-calendar.ts'
import type { Actor, UserActor } from '../../server/core/actor.ts'
import { system } from '../../server/core/actor.ts'
import { businessNow, travel } from '../../server/core/clock.ts'
import type { Db } from '../../server/core/db.ts'
import type { Deps } from '../../server/core/deps.ts'
import { type Cx, write } from '../../server/core/write.ts'
import { gatherNotificationMails } from '../../server/modules/mail/commands.ts'
import { addEmployee } from '../../server/modules/staff/commands/add-employee.ts'
import { createApiToken } from '../../server/modules/staff/commands/create-api-token.ts'
import { setUpCompany } from '../../server/modules/staff/commands/set-up-company.ts'
import { updateDepartment } from '../../server/modules/staff/commands/update-department.ts'
import { updateEmployee } from '../../server/modules/staff/commands/update-employee.ts'
import { actorOf, departmentByKey } from '../../server/modules/staff/queries.ts'
import { testDeps } from './deps.ts'

/**
 * The cast: Maria owns the company and Tomasz administers it (neither belongs to a department); Piotr heads sales, where
 * Anna, Katarzyna and Łukasz sell; Marta works in marketing, which Maria heads.
 */
export const CAST = {
  owner: { name: 'Maria Wójcik', email: 'maria@example.com', role: 'owner', department: null },
  admin: { name: 'Tomasz Zieliński', email: 'tomasz@example.com', role: 'administrator', department: null },
  salesHead: { name: 'Piotr Kowalczyk', email: 'piotr@example.com', role: 'head', department: 'sales' },
  anna: { name: 'Anna Wiśniewska', email: 'anna@example.com', role: 'employee', department: 'sales' },
  katarzyna: { name: 'Katarzyna Lewandowska', email: 'katarzyna@example.com', role: 'employee', department: 'sales' },
  lukasz: { name: 'Łukasz Nowak', email: 'lukasz@example.com', role: 'employee', department: 'sales' },
  marta: { name: 'Marta Kamińska', email: 'marta@example.com', role: 'employee', department: 'marketing' },
} as const

export type CastName = keyof typeof CAST
export const OWNER_PASSWORD = 'bardzo-tajne-haslo'
const ZONE = 'Europe/Warsaw'

export interface TestAnswer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  body: any
  headers: Record<string, string | string[] | number | undefined>
}

export type World = Awaited<ReturnType<typeof testWorld>>

/**
 * A company with the named cast on a database of the test's own. Business time begins on a Monday at 10:00 in Warsaw, of
 * two weeks without a holiday and without a change of the clocks, so that "15 working minutes" and "3 days" mean the same
 * whenever the test runs.
 */
export async function testWorld(options: { startsAt?: 'quiet monday' | 'now' } = {}) {
  const { deps, app, worker, settle, close } = await testDeps()
  const { db } = deps.database
  const people = {} as Record<CastName, string>
  const tokens = new Map<string, string>()
  const actors = new Map<string, UserActor>()

  if (options.startsAt !== 'now') {
    const now = (await businessNow(db)).getTime()
    await write(deps, system('test'), (cx) => travel(cx, quietMonday(now) - now))
  }
  const departments = await write(deps, system('test'), async (cx) => {
    const { ownerId } = await setUpCompany(cx, {
      company: { name: 'Zakłady Testowe' },
      owner: { name: CAST.owner.name, email: CAST.owner.email, password: OWNER_PASSWORD },
      departments: ['Sprzedaż', 'Marketing', 'Produkcja'],
      locale: 'pl',
    })
    people.owner = ownerId
    await updateEmployee(cx, { id: ownerId, expected: null, set: { departmentId: null } })
    const byKey = async (key: string) => (await departmentByKey(cx.db, key))!.id
    const ids = {
      sales: await byKey('sales'),
      marketing: await byKey('marketing'),
      production: await byKey('production'),
    }
    for (const name of Object.keys(CAST) as CastName[]) {
      if (name === 'owner') continue
      const { department, ...person } = CAST[name]
      people[name] = (await addEmployee(cx, { ...person, departmentId: department && ids[department] })).id
    }
    await updateDepartment(cx, { id: ids.sales, expected: null, set: { headId: people.salesHead } })
    for (const name of Object.keys(CAST) as CastName[]) {
      const { token } = await createApiToken(cx, { employeeId: people[name], name: 'test' })
      tokens.set(people[name], token)
    }
    return ids
  })
  await reload()
  await settle()

  /** Reads the cast's rights anew, after a test changed roles, departments or absences. */
  async function reload(): Promise<void> {
    for (const id of Object.values(people)) {
      const actor = await actorOf(db, id)
      if (actor) actors.set(id, actor)
      else actors.delete(id)
    }
  }

  function as(name: CastName): UserActor {
    const actor = actors.get(people[name])
    if (!actor) throw new Error(`${name} is not active any more`)
    return actor
  }

  const actorFrom = (who: Actor | CastName): Actor => (typeof who === 'string' ? as(who) : who)

  /** A token of anybody in the company, also of people a test added. */
  async function tokenOf(employeeId: string): Promise<string> {
    const known = tokens.get(employeeId)
    if (known) return known
    const { token } = await write(deps, system('test'), (cx) => createApiToken(cx, { employeeId, name: 'test' }))
    tokens.set(employeeId, token)
    return token
  }

  return {
    deps: deps as Deps,
    app,
    worker,
    db: db as Db,
    settle,
    close,
    /** Ids of the cast. */
    people,
    departments,
    as,
    reload,
    tokenOf,
    write: <T>(who: Actor | CastName, command: (cx: Cx) => Promise<T>): Promise<T> =>
      write(deps, actorFrom(who), command),
    now: (): Promise<Date> => businessNow(db),
    /** Moves business time ahead: '15 minutes', '3 days', 'PT15M'. Nothing is delivered until settle(). */
    async travel(by: string): Promise<void> {
      const now = (await businessNow(db)).toISOString()
      const ms = Date.parse(addDuration(now, isoDuration(by), ZONE)) - Date.parse(now)
      await write(deps, system('test'), (cx) => travel(cx, ms))
    },
    /** Moves business time ahead to that moment on the wall in Warsaw ('2027-11-12', '08:09') and settles. */
    async until(day: string, time: string): Promise<void> {
      const [hour, minute] = time.split(':').map(Number)
      const at = wallToInstant(ZONE, Date.parse(day) + (hour! * 60 + minute!) * 60_000)
      await write(deps, system('test'), async (cx) => travel(cx, at - cx.now.getTime()))
      await settle()
    },
    /** Codes of the notices about a record that this person got, oldest first. */
    async told(who: CastName, subjectId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('notifications as n')
        .innerJoin('notices as t', 't.id', 'n.notice_id')
        .select('t.code')
        .where('n.recipient_id', '=', people[who])
        .where('t.subject_id', '=', subjectId)
        .orderBy('t.created_at')
        .orderBy('t.id')
        .execute()
      return rows.map((row) => row.code)
    },
    /** Subjects of the mails to this person, oldest first, with those of the notices that wait for one. */
    async mailsTo(who: CastName): Promise<string[]> {
      await gatherNotificationMails(deps)
      const rows = await db
        .selectFrom('outgoing_mails')
        .select('subject')
        .where('recipient_id', '=', people[who])
        .orderBy('created_at')
        .execute()
      return rows.map((row) => row.subject)
    },
    /** Through the real HTTP application; null calls without signing in. */
    async request(
      who: UserActor | CastName | null,
      method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
      url: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<TestAnswer> {
      const id = who === null ? null : typeof who === 'string' ? people[who] : who.id
      const answer = await app.inject({
        method,
        url,
        headers: {
          ...(id ? { authorization: `Bearer ${await tokenOf(id)}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      return { status: answer.statusCode, body: parsed(answer.body), headers: answer.headers }
    },
  }
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const UNITS: Record<string, (count: string) => string> = {
  second: (count) => `PT${count}S`,
  minute: (count) => `PT${count}M`,
  hour: (count) => `PT${count}H`,
  day: (count) => `P${count}D`,
  week: (count) => `P${count}W`,
}

function isoDuration(text: string): string {
  const words = /^(\d+) (second|minute|hour|day|week)s?$/.exec(text)
  return words ? UNITS[words[2]!]!(words[1]!) : text
}

/** 10:00 on the next Monday that is followed by two weeks without a holiday on a weekday or a change of the clocks. */
export function quietMonday(now: number): number {
  const holidays = new Set(
    [0, 1].flatMap((later) => Object.keys(polishHolidays(new Date(now).getUTCFullYear() + later))),
  )
  const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
  for (let day = localDay(ZONE, now) + 1; ; day += 1) {
    if (isoWeekday(day) !== 1) continue
    const days = Array.from({ length: 14 }, (_, index) => day + index)
    if (days.some((each) => isoWeekday(each) <= 5 && holidays.has(dateOf(each)))) continue
    if (offsetAt(ZONE, day * DAY_MS) !== offsetAt(ZONE, (day + 15) * DAY_MS)) continue
    return wallToInstant(ZONE, day * DAY_MS + 10 * 3_600_000)
  }
}
