import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OWNER_PASSWORD, type TestAnswer, testWorld, type World } from '../../../test/support/world.ts'
import { addEmployee } from './commands/add-employee.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const OURS = { origin: 'http://localhost:3000' }
let counter = 0

/** Somebody new with a password: what one test does to a person's account is nothing to the others. */
async function somebody(password = 'wystarczajaco-dlugie'): Promise<{ id: string; email: string; password: string }> {
  counter += 1
  const email = `osoba${counter}@example.com`
  const { id } = await w.write('owner', (cx) =>
    addEmployee(cx, { name: `Osoba ${counter}`, email, password, departmentId: 'sales' }),
  )
  return { id, email, password }
}

const cookieOf = (answer: TestAnswer): string => String(answer.headers['set-cookie']).split(';')[0]!

async function signIn(person: { email: string; password: string }): Promise<string> {
  const answer = await w.request(null, 'POST', '/api/sign-in', { email: person.email, password: person.password }, OURS)
  expect(answer.status).toBe(200)
  return cookieOf(answer)
}

const whoIs = (cookie: string) => w.request(null, 'GET', '/api/me', undefined, { cookie })
const eventsOf = async (id: string) =>
  (
    await w.db.selectFrom('event_log').select(['name', 'payload']).where('subject_id', '=', id).orderBy('id').execute()
  ).map(({ name, payload }) => ({ name, payload }))

async function resetTokenFor(email: string): Promise<string> {
  const mail = await w.db
    .selectFrom('outgoing_mails')
    .select('body_text')
    .where('to_address', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /http:\/\/localhost:3000\/reset\/([\w-]+)/.exec(mail.body_text)![1]!
}

describe('signing in', () => {
  test('opens a session in a cookie scripts cannot read, and says so in the log', async () => {
    const person = await somebody()
    const answer = await w.request(null, 'POST', '/api/sign-in', {
      email: person.email.toUpperCase(),
      password: person.password,
    })
    expect(answer).toMatchObject({ status: 200, body: { ok: true } })
    expect(String(answer.headers['set-cookie'])).toMatch(/^tok\.session_token=.+; HttpOnly; SameSite=Lax$/)
    expect((await whoIs(cookieOf(answer))).body.user).toMatchObject({ id: person.id, email: person.email })
    expect(await eventsOf(person.id)).toContainEqual({ name: 'employee.signed_in', payload: { way: 'password' } })
  })

  test('answers a wrong password and an unknown address in the same words', async () => {
    const person = await somebody()
    const wrong = await w.request(null, 'POST', '/api/sign-in', { email: person.email, password: 'nie to haslo' })
    const unknown = await w.request(null, 'POST', '/api/sign-in', {
      email: 'nikt@example.com',
      password: 'nie to haslo',
    })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign_in.wrong' } })
    expect(unknown.body).toEqual(wrong.body)
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  test('an address has ten guesses in a quarter of an hour, also all at once, and then not even the right one', async () => {
    const person = await somebody()
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, index) =>
        w.request(null, 'POST', '/api/sign-in', { email: person.email, password: `zgadywanie ${index}` }),
      ),
    )
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(4)
    const right = await w.request(null, 'POST', '/api/sign-in', person)
    expect(right.status).toBe(422)
    expect(
      await w.request(null, 'POST', '/api/sign-in', { email: person.email, password: person.password }),
    ).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    })
    await w.db.deleteFrom('auth_rate_limits').execute()
  })

  test('the right password uses up no guess', async () => {
    const person = await somebody()
    for (let i = 0; i < 12; i += 1) await signIn(person)
  })

  test('a page of another site can neither sign in nor act with the cookie', async () => {
    const person = await somebody()
    const cookie = await signIn(person)
    const foreign = { origin: 'https://evil.example', cookie }
    const entered = await w.request(
      null,
      'POST',
      '/api/sign-in',
      { email: person.email, password: person.password },
      foreign,
    )
    expect(entered).toMatchObject({ status: 403, body: { code: 'cross_origin' } })
    const act = (headers: Record<string, string>) => w.request(null, 'PATCH', '/api/profile', { locale: 'en' }, headers)
    expect(await act(foreign)).toMatchObject({ status: 403, body: { code: 'cross_origin' } })
    expect((await act({ cookie, 'sec-fetch-site': 'same-site', origin: OURS.origin })).status).toBe(403)
    expect((await act({ cookie })).status).toBe(403)
    expect((await act({ cookie, ...OURS })).status).toBe(204)
    expect((await act({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(204)
    expect((await act({ cookie, origin: 'http://192.168.1.5', host: '192.168.1.5' })).status).toBe(204)
    // Reading gives another site nothing: it cannot see the answer.
    expect((await w.request(null, 'GET', '/api/profile', undefined, foreign)).status).toBe(200)
  })

  test('a cookie with a changed signature is nobody', async () => {
    const cookie = await signIn(await somebody())
    const [name, value] = cookie.split('=') as [string, string]
    const forged = `${name}=${value[0] === 'a' ? 'b' : 'a'}${value.slice(1)}`
    expect((await whoIs(forged)).status).toBe(401)
    expect((await whoIs(`${name}=`)).status).toBe(401)
    expect((await whoIs(`${name}=%E0%A4%A`)).status).toBe(401)
  })

  test('a session that has ended by time is nobody; one in use lives on', async () => {
    const person = await somebody()
    const cookie = await signIn(person)
    const set = (days: number) =>
      w.db
        .updateTable('auth_sessions')
        .set({ expires_at: new Date(Date.now() + days * 86_400_000) })
        .where('user_id', '=', person.id)
        .execute()
    await set(20)
    const start = await w.request(null, 'GET', '/api/start', undefined, { cookie })
    expect(start.body).toMatchObject({ state: 'ready', signedIn: true, demo: false, companyName: 'Zakłady Testowe' })
    expect(String(start.headers['set-cookie'])).toContain('Max-Age=2592000')
    expect((await whoIs(cookieOf(start))).status).toBe(200)
    const { expires_at } = await w.db
      .selectFrom('auth_sessions')
      .select('expires_at')
      .where('user_id', '=', person.id)
      .executeTakeFirstOrThrow()
    expect(new Date(expires_at).getTime()).toBeGreaterThan(Date.now() + 29 * 86_400_000)
    await set(-1)
    expect((await whoIs(cookie)).status).toBe(401)
  })
})

describe('signing out', () => {
  test('ends this session only', async () => {
    const person = await somebody()
    const [here, there] = [await signIn(person), await signIn(person)]
    const out = await w.request(null, 'POST', '/api/sign-out', undefined, { cookie: here, ...OURS })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await whoIs(here)).status).toBe(401)
    expect((await whoIs(there)).status).toBe(200)
    expect((await w.request(null, 'POST', '/api/sign-out', undefined, { cookie: here, ...OURS })).status).toBe(204)
  })

  test('everywhere ends every session', async () => {
    const person = await somebody()
    const [here, there] = [await signIn(person), await signIn(person)]
    await w.request(null, 'POST', '/api/sign-out-everywhere', undefined, { cookie: here, ...OURS })
    expect((await whoIs(here)).status).toBe(401)
    expect((await whoIs(there)).status).toBe(401)
    expect(await eventsOf(person.id)).toContainEqual({ name: 'employee.signed_out', payload: { everywhere: true } })
  })

  test('whoever is deactivated is out at once, by cookie and by token, and stays out', async () => {
    const person = await somebody()
    const cookie = await signIn(person)
    const token = { authorization: `Bearer ${await w.tokenOf(person.id)}` }
    const asToken = () => w.request(null, 'GET', '/api/me', undefined, token)
    expect((await asToken()).status).toBe(200)
    const off = await w.request('owner', 'PATCH', `/api/employees/${person.id}`, { active: false }, { 'if-match': '*' })
    expect(off.status).toBe(204)
    expect((await whoIs(cookie)).status).toBe(401)
    expect((await asToken()).status).toBe(401)
    expect(
      (await w.request(null, 'POST', '/api/sign-in', { email: person.email, password: person.password })).status,
    ).toBe(401)
    await w.request(null, 'POST', '/api/password/forgot', { email: person.email })
    const mails = await w.db.selectFrom('outgoing_mails').select('id').where('to_address', '=', person.email).execute()
    expect(mails).toEqual([])
    // Back again, the old keys still open nothing.
    await w.request('owner', 'PATCH', `/api/employees/${person.id}`, { active: true }, { 'if-match': '*' })
    expect((await whoIs(cookie)).status).toBe(401)
    expect((await asToken()).status).toBe(401)
    await signIn(person)
  })
})

describe('passwords', () => {
  test('changing asks for the present one, ends the other sessions and keeps this', async () => {
    const person = await somebody()
    const [here, there] = [await signIn(person), await signIn(person)]
    const change = (current: string, password: string) =>
      w.request(null, 'POST', '/api/password/change', { current, password }, { cookie: here, ...OURS })
    expect(await change('nie to haslo', 'nowe-haslo-2026')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'current', code: 'password.wrong' }] },
    })
    expect(await change(person.password, 'za-krotkie')).toMatchObject({ status: 204 })
    expect(await change('za-krotkie', 'krotkie9!')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', code: 'password.too_short' }] },
    })
    expect((await whoIs(here)).status).toBe(200)
    expect((await whoIs(there)).status).toBe(401)
    await signIn({ ...person, password: 'za-krotkie' })
    expect(
      (await w.request(null, 'POST', '/api/sign-in', { email: person.email, password: person.password })).status,
    ).toBe(401)
  })

  test('a forgotten one is reset by the link in the mail, once, and every session ends', async () => {
    const person = await somebody()
    const cookie = await signIn(person)
    expect((await w.request(null, 'POST', '/api/password/forgot', { email: person.email })).status).toBe(202)
    const token = await resetTokenFor(person.email)
    const reset = (password: string) => w.request(null, 'POST', '/api/password/reset', { token, password })
    expect((await reset('krotkie')).status).toBe(422)
    expect((await reset('calkiem-nowe-haslo')).status).toBe(200)
    expect(await reset('jeszcze-inne-haslo')).toMatchObject({ status: 410, body: { code: 'password.link_used' } })
    expect((await whoIs(cookie)).status).toBe(401)
    await signIn({ ...person, password: 'calkiem-nowe-haslo' })
    expect(await eventsOf(person.id)).toContainEqual({ name: 'employee.password_changed', payload: { way: 'reset' } })
  })

  test('the answer does not tell whether there is such an account', async () => {
    const nobody = await w.request(null, 'POST', '/api/password/forgot', { email: 'nikt-taki@example.com' })
    expect(nobody).toMatchObject({ status: 202, body: { ok: true } })
  })

  test('an old link and the links of before a change are void', async () => {
    const person = await somebody()
    await w.request(null, 'POST', '/api/password/forgot', { email: person.email })
    const token = await resetTokenFor(person.email)
    await w.db
      .updateTable('auth_verifications')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('value', '=', person.id)
      .execute()
    const reset = (body: { token: string; password: string }) => w.request(null, 'POST', '/api/password/reset', body)
    expect((await reset({ token, password: 'calkiem-nowe-haslo' })).status).toBe(410)
    await w.request(null, 'POST', '/api/password/forgot', { email: person.email })
    const later = await resetTokenFor(person.email)
    expect(later).not.toBe(token)
    const cookie = await signIn(person)
    const changed = { current: person.password, password: 'zmienione-haslo' }
    await w.request(null, 'POST', '/api/password/change', changed, { cookie, ...OURS })
    expect((await reset({ token: later, password: 'calkiem-nowe-haslo' })).status).toBe(410)
  })

  test('a copy of the database holds no link, no token and no password that could be used', async () => {
    const person = await somebody()
    await w.request(null, 'POST', '/api/password/forgot', { email: person.email })
    const token = await resetTokenFor(person.email)
    const kept = JSON.stringify([
      await w.db.selectFrom('auth_verifications').selectAll().execute(),
      await w.db.selectFrom('auth_accounts').selectAll().execute(),
      await w.db.selectFrom('api_tokens').selectAll().execute(),
    ])
    expect(kept).not.toContain(token)
    expect(kept).not.toContain(person.password)
    expect(kept).not.toContain(await w.tokenOf(person.id))
  })

  test('somebody added without a password sets one by the link', async () => {
    const { id } = await w.write('owner', (cx) => addEmployee(cx, { name: 'Bez Hasła', email: 'bez@example.com' }))
    const guess = await w.request(null, 'POST', '/api/sign-in', { email: 'bez@example.com', password: '' })
    expect(guess.status).toBe(401)
    await w.request(null, 'POST', '/api/password/forgot', { email: 'bez@example.com' })
    const token = await resetTokenFor('bez@example.com')
    await w.request(null, 'POST', '/api/password/reset', { token, password: 'pierwsze-haslo' })
    const cookie = await signIn({ email: 'bez@example.com', password: 'pierwsze-haslo' })
    expect((await whoIs(cookie)).body.user.id).toBe(id)
  })
})

describe('API tokens', () => {
  test('are shown once, act as their person and stop when revoked', async () => {
    const made = await w.request('anna', 'POST', '/api/tokens', { name: 'skrypt' })
    expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^tok_[\w-]{43}$/) } })
    const bearer = { authorization: `Bearer ${made.body.token}` }
    expect((await w.request(null, 'GET', '/api/me', undefined, bearer)).body.user.id).toBe(w.people.anna)
    const listed = await w.request('anna', 'GET', '/api/tokens')
    expect(listed.body.items.map((each: { name: string }) => each.name)).toContain('skrypt')
    expect(JSON.stringify(listed.body)).not.toContain(made.body.token)
    expect((await w.request('katarzyna', 'DELETE', `/api/tokens/${made.body.id}`)).status).toBe(404)
    expect((await w.request('anna', 'DELETE', `/api/tokens/${made.body.id}`)).status).toBe(204)
    expect((await w.request(null, 'GET', '/api/me', undefined, bearer)).status).toBe(401)
  })

  test('a request with an Idempotency-Key leaves no readable token behind', async () => {
    const made = await w.request('anna', 'POST', '/api/tokens', { name: 'z kluczem' }, { 'idempotency-key': 'k1' })
    const kept = await w.db.selectFrom('idempotency_keys').select('answer').execute()
    expect(JSON.stringify(kept)).not.toContain(made.body.token)
  })

  test('an unknown or malformed one is nobody, even beside a good cookie', async () => {
    const cookie = await signIn({ email: 'maria@example.com', password: OWNER_PASSWORD })
    for (const authorization of ['Bearer tok_nic', 'Bearer', 'Basic bWFyaWE6eA==', `Bearer ${'x'.repeat(5000)}`]) {
      expect((await w.request(null, 'GET', '/api/me', undefined, { authorization, cookie })).status).toBe(401)
    }
  })
})
