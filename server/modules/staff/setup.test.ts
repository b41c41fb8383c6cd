import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type TestDeps, testDeps } from '../../../test/support/deps.ts'
import { system } from '../../core/actor.ts'
import { write } from '../../core/write.ts'
import { setUpCompany } from './commands/set-up-company.ts'
import { companyOf, departmentByKey } from './queries.ts'

let t: TestDeps
beforeEach(async () => {
  t = await testDeps()
})
afterEach(() => t.close())

const SETUP = {
  company: { name: 'Nowak Meble', nip: '123-456-32-18' },
  owner: { name: 'Jan Nowak', email: 'Jan@Nowak.example', password: 'bardzo-dobre-haslo' },
  departments: ['Dział handlowy', 'Produkcja', 'Stolarnia'],
  locale: 'pl',
}

async function call(method: 'GET' | 'POST', url: string, payload?: object, headers: Record<string, string> = {}) {
  const answer = await t.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0]!
  return { status: answer.statusCode, body: answer.body ? answer.json() : null, cookie }
}

describe('an empty database', () => {
  test('says it is empty, and after the setup it has a company whose owner is signed in', async () => {
    expect((await call('GET', '/api/start')).body).toMatchObject({ state: 'empty', demo: false, signedIn: false })
    const made = await call('POST', '/api/setup', SETUP)
    expect(made.status).toBe(201)
    const me = await call('GET', '/api/me', undefined, { cookie: made.cookie })
    expect(me.body).toMatchObject({
      user: { name: 'Jan Nowak', email: 'jan@nowak.example', role: 'owner' },
      company: { name: 'Nowak Meble', zone: 'Europe/Warsaw', currency: 'PLN' },
    })
    const company = await companyOf(t.deps.database.db)
    expect(company).toMatchObject({ nip: '1234563218', demo: false })
    expect(company.workHours[1]).toEqual([{ from: '08:00', to: '16:00' }])
    expect(company.workHours[6]).toEqual([])
    expect((await call('GET', '/api/start')).body).toMatchObject({ state: 'ready', companyName: 'Nowak Meble' })
    expect((await call('GET', '/api/start')).body.people).toBeUndefined()
  })

  test('gives departments the keys the shipped processes name, and the owner heads them', async () => {
    const { cookie } = await call('POST', '/api/setup', SETUP)
    const { body } = await call('GET', '/api/departments', undefined, { cookie })
    expect(
      body.items.map((each: { key: string; name: string; headName: string }) => [each.key, each.name, each.headName]),
    ).toEqual([
      ['sales', 'Dział handlowy', 'Jan Nowak'],
      ['production', 'Produkcja', 'Jan Nowak'],
      [null, 'Stolarnia', 'Jan Nowak'],
    ])
  })

  test('the first department is sales where none is called so', async () => {
    await call('POST', '/api/setup', { ...SETUP, departments: ['Stolarnia', 'Lakiernia'] })
    expect((await departmentByKey(t.deps.database.db, 'sales'))?.name).toBe('Stolarnia')
  })

  test('of two setups at once one wins and the other is told', async () => {
    const answers = await Promise.all([call('POST', '/api/setup', SETUP), call('POST', '/api/setup', SETUP)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('setup.done')
    expect(await t.deps.database.db.selectFrom('employees').select('id').execute()).toHaveLength(1)
  })

  test('refuses a short password, a wrong NIP and a wrong e-mail, each at its field', async () => {
    const { status, body } = await call('POST', '/api/setup', {
      ...SETUP,
      company: { name: 'X', nip: '1234567890' },
      owner: { name: 'Jan', email: 'jan@', password: 'krotkie' },
    })
    expect(status).toBe(422)
    expect(body.errors.map((error: { path: string; code: string }) => [error.path, error.code]).sort()).toEqual([
      ['company.nip', 'field.invalid'],
      ['owner.email', 'field.email'],
      ['owner.password', 'password.too_short'],
    ])
    expect(body.errors.every((error: { message: string }) => !error.message.startsWith('['))).toBe(true)
  })
})

describe('the demo', () => {
  const demo = () =>
    write(t.deps, system('test'), (cx) =>
      setUpCompany(cx, { ...SETUP, company: { name: 'Pokaz' }, locale: 'pl', demo: true }),
    )

  test('can be entered as any of its people, and its clock moves for everybody', async () => {
    const { ownerId } = await demo()
    const start = await call('GET', '/api/start')
    expect(start.body).toMatchObject({ demo: true, people: [{ id: ownerId, name: 'Jan Nowak', role: 'owner' }] })
    const entered = await call('POST', '/api/demo/enter', { userId: ownerId })
    expect(entered.status).toBe(200)
    const headers = { cookie: entered.cookie, origin: 'http://localhost:3000' }
    const before = await call('GET', '/api/clock', undefined, headers)
    const moved = await call('POST', '/api/clock/travel', { by: 'P3D' }, headers)
    expect(moved.status).toBe(200)
    const days = (Date.parse(moved.body.now) - Date.parse(before.body.now)) / 86_400_000
    expect(days).toBeGreaterThan(2.9)
    expect(days).toBeLessThan(3.1)
    for (const by of ['-P1D', 'PT0S', 'P2Y']) {
      expect((await call('POST', '/api/clock/travel', { by }, headers)).status, by).toBe(422)
    }
    expect((await call('POST', '/api/demo/enter', { userId: '00000000-0000-7000-8000-000000000000' })).status).toBe(404)
  })

  test('a real company cannot be entered and its clock stands', async () => {
    const { cookie } = await call('POST', '/api/setup', SETUP)
    const { id } = await t.deps.database.db.selectFrom('employees').select('id').executeTakeFirstOrThrow()
    expect(await call('POST', '/api/demo/enter', { userId: id })).toMatchObject({ status: 403, cookie: '' })
    const headers = { cookie, origin: 'http://localhost:3000' }
    expect(await call('POST', '/api/clock/travel', { by: 'PT15M' }, headers)).toMatchObject({
      status: 403,
      body: { code: 'clock.not_demo' },
    })
    expect(await call('POST', '/api/demo', {})).toMatchObject({ status: 409, body: { code: 'setup.done' } })
  })
})
