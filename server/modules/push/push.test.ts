import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TestPushService } from '../../../test/support/push-service.ts'
import { CAST, type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { publicLookup } from '../../channels/public-address.ts'
import { newId } from '../../core/ids.ts'
import { markRead, notifyMany } from '../notifications/commands.ts'
import { gatherPushes } from './gather.ts'

let w: World
let service: TestPushService
beforeAll(async () => {
  ;[w, service] = await Promise.all([testWorld(), new TestPushService().up()])
  w.deps.config.pushHosts = [service.host]
})
afterEach(async () => {
  for (const table of ['push_subscriptions', 'waiting_pushes', 'outbox'])
    await sql`delete from ${sql.table(table)}`.execute(w.db)
  await sql`update employees set preferences = '{}'`.execute(w.db)
  service.arrived.length = service.answers.length = service.asked = 0
})
afterAll(async () => {
  await Promise.all([w.close(), service.down()])
})

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36'

interface View {
  key: string
  devices: {
    id: string
    endpoint: string
    device: string
    takenAt: string | null
    trouble: { code: string; explanation: string } | null
  }[]
}
const view = async (who: CastName) => (await w.request(who, 'GET', '/api/profile/push')).body as View

async function allow(who: CastName) {
  const { endpoint, keys, read } = service.subscribe((await view(who)).key)
  const answer = await w.request(who, 'POST', '/api/profile/push', { endpoint, keys }, { 'user-agent': PHONE })
  expect(answer.status).toBe(204)
  return { endpoint, keys, read }
}

/** A lead comes that these are told of. */
async function told(who: CastName[], { urgent = false, text = 'Nowe zgłoszenie' } = {}): Promise<string> {
  const lead = newId()
  await w.write('owner', (cx) =>
    notifyMany([
      {
        cx,
        notice: {
          subject: { kind: 'lead', id: lead },
          reason: 'test',
          occurrence: lead,
          code: 'process_told',
          params: { text },
          recipients: who.map((name) => w.people[name]),
          urgent,
          mail: false,
        },
      },
    ]),
  )
  return lead
}

/** What is due leaves, as the worker has it. */
async function send(): Promise<void> {
  await gatherPushes(w.deps)
  await w.worker.sendAll()
}

/** The pauses of the outbox are over. */
const hasten = () => sql`update outbox set not_before = null where kind = 'effect'`.execute(w.db)

const pauses = async () =>
  (
    await sql<{ seconds: number; attempts: number }>`select attempts,
      extract(epoch from not_before - clock_timestamp())::float as seconds from outbox where topic = 'push.send'`.execute(
      w.db,
    )
  ).rows

describe('a push', () => {
  it('reaches the browser encrypted and signed, in its owner’s words, and opens the record', async () => {
    const browser = await allow('anna')
    const lead = await told(['anna', 'marta'], { text: 'Zażółć gęślą jaźń' })
    await send()
    expect(browser.read.map((text) => JSON.parse(text))).toEqual([
      {
        title: 'Tok',
        body: 'Zażółć gęślą jaźń',
        url: `/leads/${lead}`,
        lang: 'pl',
        tag: expect.stringMatching(/^[\w-]{32}$/),
      },
    ])
    const [{ headers, claims }] = service.arrived as [(typeof service.arrived)[0]]
    expect(headers).toMatchObject({ urgency: 'normal', ttl: '43200', topic: JSON.parse(browser.read[0]!).tag })
    expect(claims.sub).toBe(`mailto:${CAST.owner.email}`)
    const [device] = (await view('anna')).devices
    expect(device).toMatchObject({ endpoint: browser.endpoint, device: 'Chrome, Android', trouble: null })
    expect(device!.takenAt).not.toBeNull()
    expect((await view('marta')).devices).toEqual([])
  })

  it('tells one thing at once and what comes within a minute together', async () => {
    const browser = await allow('anna')
    await told(['anna'], { text: 'Pierwsze' })
    await send()
    for (const text of ['Drugie', 'Trzecie', 'Czwarte', 'Piąte', 'Szóste', 'Siódme']) await told(['anna'], { text })
    await send()
    expect(browser.read).toHaveLength(1)
    await w.travel('61 seconds')
    await send()
    expect(browser.read).toHaveLength(2)
    expect(JSON.parse(browser.read[1]!)).toMatchObject({
      url: '/notifications',
      body: expect.stringMatching(/^Drugie\n/),
    })
    expect(JSON.parse(browser.read[1]!).title).toContain('6')
  })

  it('is not sent of what was read meanwhile', async () => {
    const browser = await allow('anna')
    await told(['anna'])
    await w.write('anna', (cx) => markRead(cx, null))
    await send()
    expect(service.asked).toBe(0)
    // Read between the gathering and the sending.
    service.answers.push({ status: 503 })
    await w.travel('2 minutes')
    await told(['anna'])
    await send()
    await w.write('anna', (cx) => markRead(cx, null))
    await hasten()
    await send()
    expect(service.asked).toBe(1)
    expect(browser.read).toEqual([])
    expect(await pauses()).toEqual([])
  })

  it('waits for working hours unless it is urgent or its owner wants all of it', async () => {
    const anna = await allow('anna')
    const marta = await allow('marta')
    await w.request('marta', 'PATCH', '/api/profile', { preferences: { pushHours: 'always' } })
    await w.travel('12 hours')
    await told(['anna', 'marta'], { text: 'Wieczorem' })
    await send()
    expect([anna.read.length, marta.read.length]).toEqual([0, 1])
    await told(['anna'], { text: 'Pilne', urgent: true })
    await send()
    expect(JSON.parse(anna.read[0]!).body).toBe('Pilne\nWieczorem')
    expect(service.arrived.at(-1)!.headers.urgency).toBe('high')
    await told(['anna'], { text: 'W nocy' })
    await w.travel('11 hours')
    await send()
    expect(anna.read).toHaveLength(2)
  })
})

describe('a push service that does not take it', () => {
  it('is tried again with longer pauses, and as late as it asks', async () => {
    const browser = await allow('anna')
    service.answers.push({ status: 500 }, { status: 429, headers: { 'retry-after': '300' } })
    await told(['anna'])
    await send()
    const [first] = await pauses()
    expect(first!.attempts).toBe(1)
    expect(first!.seconds).toBeLessThanOrEqual(2)
    expect((await view('anna')).devices[0]!.trouble!.code).toBe('busy')
    await hasten()
    await send()
    const [second] = await pauses()
    expect(second!.seconds).toBeGreaterThan(290)
    await hasten()
    await send()
    expect(browser.read).toHaveLength(1)
    expect((await view('anna')).devices[0]!.trouble).toBeNull()
    expect(await pauses()).toEqual([])
  })

  it('is tried again where it is down', async () => {
    const browser = await allow('anna')
    await service.down()
    await told(['anna'])
    await send()
    expect((await view('anna')).devices[0]!.trouble!.code).toBe('connection_refused')
    await service.up()
    await hasten()
    await send()
    expect(browser.read).toHaveLength(1)
  })

  it('is not asked again where it refuses for good, and its owner sees it', async () => {
    await allow('anna')
    service.answers.push({ status: 403 })
    await told(['anna'])
    await send()
    expect(await pauses()).toEqual([])
    expect((await view('anna')).devices[0]!.trouble).toMatchObject({
      code: 'not_allowed',
      explanation: expect.stringContaining('odmawia'),
    })
  })

  it.each([404, 410])('takes the browser off where it says %i', async (status) => {
    await allow('anna')
    service.answers.push({ status })
    await told(['anna'])
    await send()
    expect((await view('anna')).devices).toEqual([])
    expect(await pauses()).toEqual([])
    const { rows } = await sql<{
      payload: object
    }>`select payload from event_log where name = 'push.withdrawn' order by id desc limit 1`.execute(w.db)
    expect(rows).toEqual([{ payload: expect.objectContaining({ device: 'Chrome, Android', gone: true }) }])
    await told(['anna'])
    await w.travel('2 minutes')
    await send()
    expect(service.asked).toBe(1)
  })

  it('is not followed elsewhere', async () => {
    const browser = await allow('anna')
    service.answers.push({ status: 307, headers: { location: browser.endpoint } })
    await told(['anna'])
    await send()
    expect([service.asked, browser.read.length]).toEqual([1, 0])
  })
})

describe('a browser', () => {
  it('goes to whoever allows it last, and under a new address in place of the old one', async () => {
    const { endpoint, keys } = await allow('anna')
    await w.request('marta', 'POST', '/api/profile/push', { endpoint, keys })
    expect((await view('anna')).devices).toEqual([])
    const next = service.subscribe((await view('marta')).key)
    await w.request('marta', 'POST', '/api/profile/push', {
      endpoint: next.endpoint,
      keys: next.keys,
      replaces: endpoint,
    })
    expect((await view('marta')).devices.map((device) => device.endpoint)).toEqual([next.endpoint])
  })

  it('is taken off by its owner and by nobody else', async () => {
    await allow('anna')
    const { id } = (await view('anna')).devices[0]!
    expect((await w.request('marta', 'DELETE', `/api/profile/push/${id}`)).status).toBe(404)
    expect((await w.request('marta', 'POST', `/api/profile/push/${id}/try`)).status).toBe(404)
    expect((await w.request('anna', 'DELETE', `/api/profile/push/${id}`)).status).toBe(204)
    expect((await view('anna')).devices).toEqual([])
  })

  it('shows a trial at once, whatever the hour', async () => {
    const browser = await allow('anna')
    await w.travel('12 hours')
    const { id } = (await view('anna')).devices[0]!
    await w.request('anna', 'POST', `/api/profile/push/${id}/try`)
    await send()
    expect(JSON.parse(browser.read[0]!)).toMatchObject({ title: 'Powiadomienia działają', url: '/' })
    await w.travel('12 hours')
  })

  it('is told no more when its sign-in ends or its owner leaves', async () => {
    const browser = await allow('anna')
    const session = newId()
    await sql`insert into auth_sessions (id, user_id, token, expires_at)
      values (${session}, ${w.people.anna}, 'znak', clock_timestamp() + interval '1 day')`.execute(w.db)
    await sql`update push_subscriptions set session_id = ${session}`.execute(w.db)
    await told(['anna'])
    await w.request('anna', 'POST', '/api/sign-out-everywhere')
    await send()
    expect((await view('anna')).devices).toEqual([])
    const second = await allow('anna')
    await told(['anna'])
    await sql`update employees set active = false where id = ${w.people.anna}`.execute(w.db)
    await send()
    await sql`update employees set active = true`.execute(w.db)
    expect([browser.read, second.read]).toEqual([[], []])
  })

  it.each([
    ['http://push.example.com/1', 'push.service'],
    ['https://127.0.0.1/1', 'push.service'],
    ['https://[::1]/1', 'push.service'],
    ['https://[::ffff:10.0.0.1]/1', 'push.service'],
    ['https://192.168.1.10:9200/1', 'push.service'],
    ['https://169.254.169.254/latest', 'push.service'],
    ['https://0x7f.1/1', 'push.service'],
    ['https://localhost/1', 'push.service'],
    ['https://db.internal/1', 'push.service'],
    ['https://user:word@push.example.com/1', 'push.service'],
  ])('cannot have the server call %s', async (endpoint, code) => {
    const { keys } = service.subscribe((await view('anna')).key)
    const { status, body } = await w.request('anna', 'POST', '/api/profile/push', { endpoint, keys })
    expect(status).toBe(422)
    expect(body).toMatchObject({ errors: [{ path: 'endpoint', code }] })
  })

  it('cannot have keys nobody can encrypt for', async () => {
    const { endpoint, keys } = service.subscribe((await view('anna')).key)
    for (const wrong of [
      { ...keys, p256dh: 'AAAA' },
      { ...keys, auth: 'AAAA' },
      { ...keys, p256dh: `${'A'.repeat(86)}A` },
    ]) {
      const { status, body } = await w.request('anna', 'POST', '/api/profile/push', { endpoint, keys: wrong })
      expect(status).toBe(422)
      expect(body).toMatchObject({ errors: [{ path: 'keys', code: 'push.keys' }] })
    }
  })

  it('at a name that leads into the company’s network is not called', async () => {
    const answer = await new Promise((resolve) => publicLookup('localhost', {}, (error) => resolve(error?.code)))
    expect(answer).toBe('ENOTPUBLIC')
    // Allowed once, and not any more: looked at anew each time.
    await allow('anna')
    w.deps.config.pushHosts = []
    await told(['anna'])
    await send()
    w.deps.config.pushHosts = [service.host]
    expect((await view('anna')).devices[0]!.trouble!.code).toBe('not_allowed')
    expect(service.asked).toBe(0)
  })
})
