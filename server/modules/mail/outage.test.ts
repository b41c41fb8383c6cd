import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestSmtp } from '../../../test/support/smtp.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { type Deps, Died } from '../../core/deps.ts'
import { sendEffects } from '../../engine/effects.ts'
import { effectSenders } from '../../registry.ts'
import { assemble } from '../../serve.ts'
import { addEmployee } from '../staff/commands/add-employee.ts'
import { gatherNotificationMails } from './commands.ts'
import { mailEffects } from './effects.ts'

const PASSWORD = 'Zażółć-gęślą-7!'
const TEAM = 30
const OUTAGE_SECONDS = 600
let w: World
let smtp: TestSmtp
let node: Awaited<ReturnType<typeof assemble>>
/** Seconds of the story since it began, and at which of them each mail was tried in vain. */
let elapsed = 0
let tries: Map<string, number[]>

beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', async (cx) => {
    for (let i = 5; i <= TEAM; i += 1) {
      await addEmployee(cx, {
        name: `Sprzedawca ${i}`,
        email: `sprzedawca${i}@example.com`,
        departmentId: w.departments.sales,
      })
    }
  })
  await w.settle()
  smtp = await TestSmtp.start({ password: PASSWORD })
  await setMail(PASSWORD)
  await start()
}, 60_000)
afterAll(async () => {
  await node.stop()
  await smtp.down()
  await w.close()
})

beforeEach(async () => {
  // Past the minute in which notices gather for the next mail.
  await w.travel('2 minutes')
  elapsed = 0
  tries = new Map()
  smtp.mails.length = 0
  smtp.received.clear()
})

/** Another Tok over the same database, as after a restart. */
async function start(): Promise<void> {
  const quiet = () => {}
  const warn = (fields: object | string) => {
    const { topic, key } = fields as { topic?: string; key?: string }
    if (topic === 'mail.send' && key) tries.set(key, [...(tries.get(key) ?? []), elapsed])
  }
  node = await assemble(
    { config: w.deps.config, connection: w.deps.connection },
    { debug: quiet, info: quiet, warn, error: quiet },
  )
}

async function restart(): Promise<void> {
  await node.stop()
  await start()
}

async function setMail(password: string): Promise<void> {
  const answer = await w.request('owner', 'PUT', '/api/settings/mail', {
    host: smtp.host,
    port: smtp.port,
    security: 'starttls',
    user: 'tok',
    password,
    fromAddress: 'tok@firma.pl',
    fromName: 'Tok',
    ca: smtp.certificate,
  })
  expect(answer.status).toBe(200)
}

/** A request comes in; its process tells the department, and the notices become one mail a person. */
async function requestComes(title: string): Promise<void> {
  const answer = await w.request('anna', 'POST', '/api/leads', { title, mine: false, source: 'phone' })
  expect(answer.status).toBe(201)
  await w.settle()
  await gatherNotificationMails(w.deps)
}

/** Moves all clocks: business time, and the machine time by which the outbox waits. */
async function pass(seconds: number): Promise<void> {
  elapsed += seconds
  await w.travel(`PT${seconds}S`)
  await sql`update outbox set not_before = not_before - make_interval(secs => ${seconds}),
    leased_until = leased_until - make_interval(secs => ${seconds})`.execute(w.db)
}

/** Seconds until the outbox has something to do; null when it is empty. */
async function untilNext(): Promise<number | null> {
  const { rows } = await sql<{ wait: number | null }>`select extract(epoch from min(greatest(not_before, leased_until))
    - clock_timestamp())::float as wait from outbox where kind = 'effect'`.execute(w.db)
  const { wait } = rows[0]!
  return wait === null ? null : Math.max(1, Math.ceil(wait))
}

/** Lets Tok work through so much time, or until nothing waits any more. */
async function live(seconds: number): Promise<void> {
  const end = elapsed + seconds
  await node.worker.sendAll()
  while (elapsed < end) {
    const wait = await untilNext()
    if (wait === null) return
    await pass(Math.min(wait, end - elapsed))
    await node.worker.sendAll()
  }
}

/** Whatever the notices of the story had to tell in mails: how many stand in which state. */
async function states(): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`select state, count(*)::int as count from outgoing_mails
    group by state`.execute(w.db)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Every mail there is has arrived exactly once, under its own Message-ID, at whom it is for; nothing is left anywhere. */
async function expectEachOnce(before: number, expected: number): Promise<void> {
  expect(await states()).toEqual({ sent: before + expected })
  const arrived = new Map<string, string[]>()
  for (const mail of smtp.mails) {
    const to = [mail.to].flat()[0]!.value[0]!.address!
    arrived.set(mail.messageId!, [...(arrived.get(mail.messageId!) ?? []), to])
  }
  const { rows } = await sql<{
    message_id: string
    to_address: string
  }>`select message_id, to_address from outgoing_mails
    order by created_at desc, id desc limit ${expected}`.execute(w.db)
  expect(new Map(rows.map((row) => [row.message_id, [row.to_address]]))).toEqual(arrived)
  expect(smtp.mails).toHaveLength(expected)
  expect(smtp.unprotected).toBe(0)
  expect((await sql`select 1 from outbox`.execute(w.db)).rows).toEqual([])
  expect((await sql`select 1 from event_log where name = 'mail.failed'`.execute(w.db)).rows).toEqual([])
  expect((await sql`select 1 from notifications where mail_state = 'pending'`.execute(w.db)).rows).toEqual([])
}

/** The pauses between the tries of one mail. */
const pauses = (times: number[]): number[] => times.slice(1).map((at, i) => at - times[i]!)

const FAULTS: [string, () => Promise<void> | void, () => Promise<void> | void][] = [
  ['is gone', () => smtp.down(), () => smtp.up()],
  [
    'takes connections and says nothing',
    () => {
      smtp.silence = 2
      smtp.drop()
    },
    () => {
      smtp.silence = null
    },
  ],
  [
    'breaks off in the middle of every letter',
    () => {
      smtp.breaksOff = true
    },
    () => {
      smtp.breaksOff = false
    },
  ],
  [
    'is closing (421)',
    () => {
      smtp.answerGreeting = { code: 421, words: '4.3.2 shutting down' }
      smtp.drop()
    },
    () => {
      smtp.answerGreeting = null
    },
  ],
  [
    'puts every recipient off (450)',
    () => {
      smtp.answerRecipient = { code: 450, words: '4.2.0 greylisted' }
    },
    () => {
      smtp.answerRecipient = null
    },
  ],
  [
    'fails on every letter (451)',
    () => {
      smtp.answerMessage = { code: 451, words: '4.3.0 local error' }
    },
    () => {
      smtp.answerMessage = null
    },
  ],
]

describe('a mail server that for ten minutes', () => {
  it.each(FAULTS)(
    '%s loses no mail and gets none twice, Tok restarted meanwhile',
    { timeout: 180_000 },
    async (fault, begin, end) => {
      const before = (await states()).sent ?? 0
      await requestComes(`Okna: ${fault}`)
      expect(await states()).toMatchObject({ queued: TEAM })
      // A part goes out while all is well.
      const senders = effectSenders(node.deps)
      expect(await sendEffects(node.deps, senders, 'before', 20)).toBe(20)
      expect(smtp.mails).toHaveLength(20)
      await begin()
      await live(OUTAGE_SECONDS / 2)
      expect(await states()).toEqual({ queued: TEAM - 20, sent: before + 20 })
      // The tries lie ever further apart, up to two minutes.
      expect(tries.size).toBe(TEAM - 20)
      for (const times of tries.values()) {
        const between = pauses(times)
        expect(between.length).toBeGreaterThanOrEqual(5)
        for (const [i, pause] of between.slice(1).entries()) expect(pause).toBeGreaterThanOrEqual(between[i]!)
        expect(between[0]).toBeLessThanOrEqual(4)
        expect(between.at(-1)).toBeGreaterThanOrEqual(60)
      }
      await requestComes(`Drzwi: ${fault}`)
      await restart()
      await live(OUTAGE_SECONDS / 2)
      expect(elapsed).toBe(OUTAGE_SECONDS)
      expect(await states()).toEqual({ queued: 2 * TEAM - 20, sent: before + 20 })
      expect(smtp.mails).toHaveLength(20)
      const most = Math.max(...[...tries.values()].map((times) => times.length))
      expect(most).toBeLessThanOrEqual(14)
      await end()
      await live(125)
      await expectEachOnce(before, 2 * TEAM)
    },
  )

  it('is gone loses nothing when Tok itself dies in the middle of its tries', { timeout: 60_000 }, async () => {
    const before = (await states()).sent ?? 0
    await requestComes('Rolety')
    await smtp.down()
    await live(60)
    let left = 12
    node.deps.probe = () => {
      left -= 1
      if (left < 0) throw new Died('power cut')
    }
    // The next tries are cut off somewhere between the first mark and the last.
    await pass((await untilNext())!)
    await node.worker.sendAll()
    expect(left).toBeLessThan(0)
    node.deps.probe = undefined
    expect((await states()).sending).toBeGreaterThan(0)
    await restart()
    await live(OUTAGE_SECONDS - elapsed)
    expect(await states()).toEqual({ queued: TEAM, sent: before })
    await smtp.up()
    await live(125)
    await expectEachOnce(before, TEAM)
    expect([...smtp.received.values()].every((count) => count === 1)).toBe(true)
  })
})

describe('a wrong password', () => {
  const settings = async () => (await w.request('admin', 'GET', '/api/settings/mail')).body
  const told = async (who: 'owner' | 'admin' | 'anna') =>
    (await w.request(who, 'GET', '/api/notifications?limit=200')).body.items.filter(
      (one: { code: string }) => one.code === 'mail_trouble',
    )

  it('keeps every mail, says so where it is seen, and lets them go as soon as it is put right', {
    timeout: 60_000,
  }, async () => {
    const before = (await states()).sent ?? 0
    await setMail('nie-to-hasło')
    await requestComes('Parapety')
    smtp.refusedSignIns = 0
    await live(OUTAGE_SECONDS / 2)
    await restart()
    await live(OUTAGE_SECONDS / 2)
    expect(await states()).toEqual({ queued: TEAM, sent: before })
    const { items } = (await w.request('admin', 'GET', '/api/outgoing-mails?state=queued&limit=200')).body
    expect(items).toHaveLength(TEAM)
    for (const item of items) {
      expect(item.trouble).toEqual({
        code: 'wrong_password',
        explanation: expect.stringMatching(/^Serwer odrzucił logowanie/),
      })
    }
    expect((await settings()).waiting).toMatchObject({ count: TEAM, trouble: { code: 'wrong_password' } })
    const english = { 'accept-language': 'en' }
    const { body } = await w.request('admin', 'GET', '/api/settings/mail', undefined, english)
    expect([body.waiting.trouble.explanation]).toEqual([expect.any(String)])
    // Fifty mails in ten minutes knock only with those that are on their way when the first is refused, once for each start
    // of Tok, not five hundred times: providers shut out who guesses passwords.
    expect(smtp.refusedSignIns).toBeGreaterThan(0)
    expect(smtp.refusedSignIns).toBeLessThanOrEqual(2 * 10)
    for (const who of ['owner', 'admin'] as const) {
      expect(await told(who)).toMatchObject([{ urgent: true, params: { code: 'wrong_password' } }])
    }
    expect(await told('anna')).toEqual([])

    await setMail(PASSWORD)
    await node.worker.sendAll()
    await expectEachOnce(before, TEAM)
    expect((await settings()).waiting).toBeNull()
  })

  it('put right at the provider is noticed within a minute or two, without a new sign-in for every mail', async () => {
    let now = 0
    const [sender] = mailEffects(quietly(w.deps), { attempts: 50, pause: () => 0 }, () => now)
    const senders = new Map([[sender.topic, sender]])
    const send = () => sendEffects(quietly(w.deps), senders, 'test', 100)
    await setMail('nowe-hasło')
    await requestComes('Balustrady')
    smtp.refusedSignIns = 0
    await send()
    const first = smtp.refusedSignIns
    expect(first).toBeGreaterThan(0)
    now = 59_000
    await send()
    expect(smtp.refusedSignIns).toBe(first)
    now = 61_000
    await send()
    expect(smtp.refusedSignIns).toBeGreaterThan(first)
    smtp.password = 'nowe-hasło'
    now = 125_000
    while ((await send()) > 0);
    expect((await states()).queued).toBeUndefined()
    smtp.password = PASSWORD
    sender.close()
  })
})

const quietly = (deps: Deps): Deps => ({
  ...deps,
  log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
})
