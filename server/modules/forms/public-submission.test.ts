import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CastName, testWorld } from '../../../test/support/world.ts'
import { makeForm, solved } from './factory.ts'
import type { Form } from './queries.ts'

let w: Awaited<ReturnType<typeof testWorld>>
let form: Form
let visitors = 0

beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())
beforeEach(async () => {
  form = await w.write('owner', (cx) => makeForm(cx))
})

/** From a new address each time: the limit for one address has a test of its own. */
async function post(
  body: unknown,
  headers: Record<string, string> = {},
  remoteAddress = `10.0.${visitors >> 8}.${visitors++ & 255}`,
) {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/public/forms/${form.key}/submissions`,
    remoteAddress,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.body ? JSON.parse(answer.body) : null }
}

const refusal = (answer: { status: number; body: { code: string; errors?: { path: string; code: string }[] } }) => [
  answer.status,
  answer.body.code,
  ...(answer.body.errors ?? []).map((error) => `${error.path}: ${error.code}`),
]
const leads = async () =>
  (await sql<{ id: string; source: string }>`select * from leads where form_id = ${form.id}`.execute(w.db)).rows
const submissions = async () =>
  (
    await sql<{
      id: string
      consents: unknown
      origin: string
      address_digest: Buffer
    }>`select * from submissions where form_id = ${form.id} order by id`.execute(w.db)
  ).rows

const jan = { answers: { name: 'Jan Nowak' } }

test('a visitor of any site sends the form and is thanked', async () => {
  const answer = await post(
    { ...jan, language: 'en', utm: { utm_source: 'x' }, pageUrl: 'https://firma.pl/kontakt' },
    { origin: 'https://firma.pl' },
  )
  expect(answer.status).toBe(201)
  expect(answer.headers['access-control-allow-origin']).toBe('*')
  const [submission] = await submissions()
  expect(answer.body).toEqual({
    id: submission!.id,
    thankYou: { heading: 'Thank you', text: expect.stringContaining('in touch'), redirectUrl: null },
  })
  expect(submission!.origin).toBe('https://firma.pl')
  expect(submission!.address_digest).toHaveLength(32)
  const [lead] = await leads()
  const event = await sql<{
    actor_kind: string
  }>`select actor_kind from event_log where subject_id = ${lead!.id}`.execute(w.db)
  expect(event.rows).toEqual([{ actor_kind: 'visitor' }])
})

test("the preflight is answered, and a refusal can be read by the foreign page's script", async () => {
  const asked = await w.app.inject({
    method: 'OPTIONS',
    url: `/api/public/forms/${form.key}/submissions`,
    headers: {
      origin: 'https://firma.pl',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  })
  expect(asked.statusCode).toBe(204)
  expect(asked.headers['access-control-allow-origin']).toBe('*')
  expect(asked.headers['access-control-allow-headers']).toContain('content-type')
  for (const faulty of [await post({ answers: {} }), await post('{'), await post({ unknown: 1 })]) {
    expect(faulty.status).toBeGreaterThanOrEqual(400)
    expect(faulty.headers['access-control-allow-origin']).toBe('*')
  }
})

describe('bad input is refused and says where', () => {
  test.each([
    ['unknown question', { answers: { name: 'J', age: '5' } }, [422, 'invalid_request', 'answers.age: field.unknown']],
    ['unknown property', { ...jan, admin: true }, [422, 'invalid_request', 'admin: field.unknown']],
    ['no answers', {}, [422, 'invalid_request', 'answers: field.required']],
    ['answers of another type', { answers: 'x' }, [422, 'invalid_request', 'answers: field.invalid']],
    ['an answer of another type', { answers: { name: 7 } }, [422, 'invalid_request', 'answers.name: field.invalid']],
    [
      'an object as an answer',
      { answers: { name: { $ne: 1 } } },
      [422, 'invalid_request', 'answers.name: field.invalid'],
    ],
    [
      'too long a text',
      { answers: { name: 'x'.repeat(201) } },
      [422, 'invalid_request', 'answers.name: field.too_long'],
    ],
    [
      'a consent nobody asks for',
      { ...jan, consents: { spam: 1 } },
      [422, 'invalid_request', 'consents.spam: field.unknown'],
    ],
    ['no object at all', [], [422, 'invalid_request', ': field.invalid']],
    ['null', null, [422, 'invalid_request', ': field.invalid']],
  ])('%s', async (_what, body, expected) => {
    expect(refusal(await post(body))).toEqual(expected)
    expect(await leads()).toHaveLength(0)
  })

  test('broken UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('{"answers":{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}}')])
    expect(refusal(await post(bytes))).toEqual([400, 'invalid_text'])
    const latin = await w.app.inject({
      method: 'POST',
      url: `/api/public/forms/${form.key}/submissions`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'name=Micha%B3',
    })
    expect([latin.statusCode, JSON.parse(latin.body).code]).toEqual([400, 'invalid_text'])
  })

  test('broken JSON', async () => {
    expect(refusal(await post('{"answers":'))).toEqual([400, 'malformed_json'])
  })

  test('a body too large', async () => {
    expect(refusal(await post({ answers: { name: 'x'.repeat(70_000) } }))).toEqual([413, 'too_large'])
  })

  test('JSON nested thousands of levels deep', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    expect(refusal(await post(`{"answers":{"name":${deep}}}`))).toEqual([
      422,
      'invalid_request',
      'answers.name: field.invalid',
    ])
    expect(refusal(await post(deep))).toEqual([422, 'invalid_request', ': field.invalid'])
  })

  test('a name that would reach the prototype', async () => {
    expect((await post('{"answers":{"name":"Jan","__proto__":{"admin":true}}}')).status).toBeLessThan(500)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test('another kind of body', async () => {
    expect((await post('<answers/>', { 'content-type': 'application/xml' })).status).toBe(415)
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415)
  })
})

test('what PostgreSQL cannot store costs no request', async () => {
  expect(
    (
      await post(
        '{"answers":{"name":"Jan\\u0000 Nowak\\ud800"},"utm":{"utm_source":"a\\u0000"},"referrer":"javascript:alert(1)"}',
      )
    ).status,
  ).toBe(201)
  expect(await leads()).toMatchObject([{ person_name: 'Jan Nowak\ufffd', utm: { utm_source: 'a' }, referrer: null }])
})

test('a tracking address of any length costs no request', async () => {
  const long = 'x'.repeat(9000)
  expect(
    (await post({ ...jan, pageUrl: `https://firma.pl/?${long}`, utm: { utm_campaign: long, [`utm_${long}`]: 'a' } }))
      .status,
  ).toBe(201)
})

test('a form that is off, archived or not there takes nothing', async () => {
  await w.request('owner', 'PATCH', `/api/forms/${form.id}`, { active: false }, { 'if-match': '1' })
  expect(refusal(await post(jan))).toEqual([410, 'form.switched_off'])
  await w.request('owner', 'PATCH', `/api/forms/${form.id}`, { active: true }, { 'if-match': '2' })
  expect((await post(jan)).status).toBe(201)
  await w.request('owner', 'POST', `/api/forms/${form.id}/archive`)
  expect(refusal(await post(jan))).toEqual([410, 'form.switched_off'])
  await w.request('owner', 'POST', `/api/forms/${form.id}/restore`)
  expect((await post(jan)).status).toBe(201)
  form = { ...form, key: 'nie-ma' }
  expect(refusal(await post(jan))).toEqual([404, 'form.not_found'])
})

test('a double press makes one lead, one after the other and twenty at once', async () => {
  const first = await post(jan)
  expect((await post(jan)).body).toEqual(first.body)
  const other = { answers: { name: 'Ewa' } }
  const all = await Promise.all(Array.from({ length: 20 }, () => post(other)))
  expect(new Set(all.map((one) => one.body.id)).size).toBe(1)
  expect(await leads()).toHaveLength(2)
})

test('who fills the trap is answered as everybody and makes no lead', async () => {
  const caught = await post({ ...jan, extra_subject: 'http://cheap.example' })
  const honest = await post({ answers: { name: 'Ewa' } })
  expect(caught.status).toBe(201)
  expect(Object.keys(caught.body)).toEqual(Object.keys(honest.body))
  expect(caught.body.thankYou).toEqual(honest.body.thankYou)
  expect(caught.body.id).toHaveLength(36)
  expect(await leads()).toHaveLength(1)
})

describe('what is held back', () => {
  const trap = (name: string) =>
    post({ answers: { name }, extra_subject: 'x', utm: { utm_source: 'ulotka' }, pageUrl: 'https://firma.pl/kontakt' })
  const through = (who: CastName | null, id: string) =>
    w.request(who, 'POST', `/api/forms/${form.id}/submissions/${id}/acceptance`)
  const listed = async () => (await w.request('owner', 'GET', `/api/forms/${form.id}/submissions`)).body.items

  test('is shown with its reason and becomes the lead it would have been, once', async () => {
    const { id } = (await trap('Jan Nowak')).body
    expect(await listed()).toMatchObject([{ id, leadId: null, heldReason: 'trap', answers: { name: 'Jan Nowak' } }])
    const first = await through('owner', id)
    expect([first.status, (await through('owner', id)).body]).toEqual([200, first.body])
    expect(await leads()).toMatchObject([
      {
        id: first.body.leadId,
        person_name: 'Jan Nowak',
        source: 'form',
        utm: { utm_source: 'ulotka' },
        page_url: 'https://firma.pl/kontakt',
      },
    ])
    expect(await listed()).toMatchObject([{ id, leadId: first.body.leadId, heldReason: 'trap' }])
  })

  test('does not swallow a person who sends the same', async () => {
    await trap('Jan Nowak')
    await trap('Jan Nowak')
    await post(jan)
    expect((await listed()).map((one: { leadId: string | null }) => one.leadId !== null)).toEqual([true, false])
  })

  test('is let through by the department of the form, not beside it', async () => {
    form = await w.write('owner', (cx) => makeForm(cx, { departmentId: w.departments.sales }))
    const { id } = (await trap('Jan Nowak')).body
    expect((await through(null, id)).status).toBe(401)
    expect((await through('marta', id)).status).toBe(403)
    const elsewhere = await w.write('owner', (cx) => makeForm(cx, { departmentId: w.departments.sales }))
    expect((await w.request('anna', 'POST', `/api/forms/${elsewhere.id}/submissions/${id}/acceptance`)).status).toBe(
      404,
    )
    expect((await through('anna', id)).status).toBe(200)
  })
})

test('what stops nothing any more is forgotten by the worker, and what was held back after 30 days', async () => {
  await post(jan)
  await post({ answers: { name: 'Robot' }, extra_subject: 'x' })
  const count = async (table: 'submission_digests' | 'submissions') =>
    (await sql`select 1 from ${sql.table(table)} where form_id = ${form.id}`.execute(w.db)).rows.length
  let later = 0
  // Chores go by the machine's clock, what they forget by the company's.
  const tidied = async (by: string) => {
    await w.travel(by)
    later += 61_000
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + later)
    await w.settle()
    now.mockRestore()
    return [await count('submission_digests'), await count('submissions')]
  }
  expect(await tidied('15 minutes')).toEqual([2, 2])
  expect(await tidied('6 minutes')).toEqual([0, 2])
  expect(await tidied('30 days')).toEqual([0, 1])
  expect(await leads()).toHaveLength(1)
})

test('one address cannot send without end', async () => {
  const answers = []
  for (let at = 0; at < 31; at += 1) answers.push(await post({ answers: { name: `Jan ${at}` } }, {}, '192.0.2.7'))
  expect(answers.slice(0, 30).every((answer) => answer.status === 201)).toBe(true)
  expect(refusal(answers[30]!)).toEqual([429, 'rate_limited'])
  expect(answers[30]!.headers['access-control-allow-origin']).toBe('*')
})

describe('a form only for certain sites', () => {
  beforeEach(async () => {
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { allowedOrigins: ['https://firma.pl/'] } }))
  })

  test('takes from those and from its own page', async () => {
    expect((await post(jan, { origin: 'https://firma.pl' })).status).toBe(201)
    expect(
      (await post({ answers: { name: 'Ewa' } }, { origin: 'http://localhost:3000', host: 'localhost:3000' })).status,
    ).toBe(201)
  })

  test.each(['https://other.pl', 'https://firma.pl.other.pl', 'http://firma.pl', 'null', 'firma.pl'])(
    'refuses %s',
    async (origin) => {
      expect(refusal(await post(jan, { origin }))).toEqual([403, 'form.origin_refused'])
      const shown = await w.request(null, 'GET', `/api/public/forms/${form.key}`, undefined, { origin })
      expect(shown.body.code).toBe('form.origin_refused')
      expect(await leads()).toHaveLength(0)
    },
  )
})

describe('consents', () => {
  const asked = (text: string) => [
    { key: 'privacy', text: { pl: text }, required: true },
    { key: 'news', text: { pl: 'Chcę nowości' } },
  ]
  beforeEach(async () => {
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { consents: asked('Zgadzam się, wersja 1') } }))
  })

  test('a required one that is missing is told at its place', async () => {
    expect(refusal(await post(jan))).toEqual([422, 'form.consent_required', 'consents.privacy: form.consent_required'])
    const both = await post({ answers: {} })
    expect(refusal(both)).toEqual([
      422,
      'invalid_request',
      'answers.name: field.required',
      'consents.privacy: form.consent_required',
    ])
  })

  test('a version nobody ever saw is refused', async () => {
    expect(refusal(await post({ ...jan, consents: { privacy: 2 } }))).toEqual([
      422,
      'invalid_request',
      'consents.privacy: field.invalid',
    ])
  })

  test('the submission keeps the version that was on the screen, and every text stays', async () => {
    await post({ ...jan, consents: { privacy: 1 } })
    const changed = await w.request(
      'owner',
      'PATCH',
      `/api/forms/${form.id}`,
      { definition: { consents: asked('Zgadzam się, wersja 2') } },
      { 'if-match': '1' },
    )
    expect(changed.body.definition.consents.map((one: { version: number }) => one.version)).toEqual([2, 1])
    await post({ answers: { name: 'Ewa' }, consents: { privacy: 2, news: 1 } })
    // A page that was opened before the change.
    await post({ answers: { name: 'Adam' }, consents: { privacy: 1 } })
    expect((await submissions()).map((one) => one.consents)).toEqual([
      [
        { key: 'privacy', version: 1, agreed: true, language: 'pl' },
        { key: 'news', version: 1, agreed: false, language: 'pl' },
      ],
      [
        { key: 'privacy', version: 2, agreed: true, language: 'pl' },
        { key: 'news', version: 1, agreed: true, language: 'pl' },
      ],
      [
        { key: 'privacy', version: 1, agreed: true, language: 'pl' },
        { key: 'news', version: 1, agreed: false, language: 'pl' },
      ],
    ])
    const { rows } = await sql<{ key: string; version: number; text: { pl: string } }>`
      select key, version, text from form_consents where form_id = ${form.id} order by key, version`.execute(w.db)
    expect(rows).toEqual([
      { key: 'news', version: 1, text: { pl: 'Chcę nowości' } },
      { key: 'privacy', version: 1, text: { pl: 'Zgadzam się, wersja 1' } },
      { key: 'privacy', version: 2, text: { pl: 'Zgadzam się, wersja 2' } },
    ])
  })

  test('a consent taken away and brought back unchanged keeps its version', async () => {
    const patch = (consents: unknown, version: number) =>
      w.request(
        'owner',
        'PATCH',
        `/api/forms/${form.id}`,
        { definition: { consents } },
        { 'if-match': String(version) },
      )
    await patch([], 1)
    const back = await patch(asked('Zgadzam się, wersja 1'), 2)
    expect(back.body.definition.consents.map((one: { version: number }) => one.version)).toEqual([1, 1])
  })
})

describe('proof of work', () => {
  const challenge = async (key = form.key) => (await w.request(null, 'GET', `/api/public/forms/${key}/challenge`)).body
  beforeEach(async () => {
    form = await w.write('owner', (cx) => makeForm(cx, { definition: { proofOfWork: true } }))
  })

  test('a solved challenge lets a submission in, once', async () => {
    const altcha = await solved(await challenge())
    const first = await post({ ...jan, altcha })
    expect(first.status).toBe(201)
    // A double press sends the same proof with the same content: no fault of anybody's.
    expect((await post({ ...jan, altcha })).body).toEqual(first.body)
    expect(refusal(await post({ answers: { name: 'Ewa' }, altcha }))).toEqual([422, 'form.proof_required'])
    expect(await leads()).toHaveLength(1)
  })

  test('twenty different requests with one proof at once: one gets in', async () => {
    const altcha = await solved(await challenge())
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => post({ answers: { name: `Jan ${at}` }, altcha })),
    )
    expect(all.filter((one) => one.status === 201)).toHaveLength(1)
    expect(await leads()).toHaveLength(1)
  })

  test("without one, with another form's, unsolved, forged or garbled", async () => {
    expect(refusal(await post(jan))).toEqual([422, 'form.proof_required'])
    const other = await w.write('owner', (cx) => makeForm(cx, { definition: { proofOfWork: true } }))
    expect(refusal(await post({ ...jan, altcha: await solved(await challenge(other.key)) }))).toEqual([
      422,
      'form.proof_required',
    ])
    const asked = await challenge()
    const pack = (what: unknown) => Buffer.from(JSON.stringify(what)).toString('base64')
    const unsolved = pack({ challenge: asked, solution: { counter: 1, derivedKey: '00'.repeat(32) } })
    const easier = { ...asked, parameters: { ...asked.parameters, keyPrefix: '00' } }
    for (const altcha of [unsolved, await solved(easier), 'AAAA', pack(null), pack({ challenge: {} }), '💥']) {
      expect(refusal(await post({ ...jan, altcha }))).toEqual([422, 'form.spam'])
    }
    expect(await leads()).toHaveLength(0)
  })

  test('a wrong answer does not use the proof up', async () => {
    const altcha = await solved(await challenge())
    expect((await post({ answers: { name: '' }, altcha })).status).toBe(422)
    expect((await post({ ...jan, altcha })).status).toBe(201)
  })

  test('expired ones are refused and leave the table', async () => {
    const { readProof } = await import('./proof.ts')
    const { createChallenge } = await import('altcha-lib')
    expect(createChallenge).toBeTypeOf('function')
    const old = await challenge()
    const past = { ...old, parameters: { ...old.parameters, expiresAt: 1 } }
    const altcha = Buffer.from(
      JSON.stringify({ challenge: past, solution: { counter: 1, derivedKey: '00' } }),
    ).toString('base64')
    await expect(readProof(w.deps.config.secret, form.key, altcha)).rejects.toMatchObject({
      code: 'form.proof_required',
    })
    await sql`insert into used_proofs values ('\\x01', clock_timestamp() - interval '1 minute')`.execute(w.db)
    await post({ ...jan, altcha: await solved(await challenge()) })
    const { rows } = await sql`select 1 from used_proofs where digest = '\\x01'`.execute(w.db)
    expect(rows).toHaveLength(0)
  })
})
