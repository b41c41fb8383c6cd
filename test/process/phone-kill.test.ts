import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { AmiSimulator } from '../../server/channels/telephony/simulator.ts'
import { freePort, inDatabase, startServer } from '../support/served.ts'

const KILLS = 3
const NUMBERS = Array.from({ length: 150 }, (_, at) => `+48601${String(300_000 + at)}`)
const KNOWN = NUMBERS.slice(0, 30)

it('hears 200 calls at once, each of them once, by AMI and by posts, while it is killed', {
  timeout: 240_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tok-phone-'))
  const env = { TOK_DATA: folder, PORT: String(await freePort()), TOK_SECRET: 'the-secret-of-a-throw-away-company' }
  const asterisk = await AmiSimulator.start({ user: 'tok', password: 'a-long-password' })
  let server = await startServer(env)
  const { address } = server
  const call = async (path: string, headers: Record<string, string>, body: unknown) => {
    const answer = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    const text = await answer.text()
    return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: text ? JSON.parse(text) : null }
  }
  try {
    const owner = { name: 'Olga Grom', email: 'olga@example.com', password: 'dlugie-haslo-na-burze' }
    const { cookie } = await call(
      '/api/setup',
      {},
      { company: { name: 'Hurtownia Burzowa' }, owner, departments: ['Sprzedaż'], locale: 'pl' },
    )
    const { token } = (await call('/api/tokens', { cookie }, { name: 'burza' })).body
    const signedIn = { authorization: `Bearer ${token}` }
    for (const number of KNOWN)
      await call('/api/contacts', signedIn, { lastName: `Znany ${number}`, phones: [{ value: number }] })
    const { host, port, user, password } = asterisk.account
    const posting = (await call('/api/exchanges', signedIn, { kind: 'webhook', name: 'Przysyła' })).body
    await call('/api/exchanges', signedIn, { kind: 'ami', name: 'Asterisk', ami: { host, port, user }, password })
    await asterisk.listened()

    /** Posts until it is taken, as the guide tells exchanges to. */
    const post = async (event: object) => {
      for (;;) {
        try {
          await call(
            `/api/exchanges/${posting.id}/events`,
            { authorization: `Bearer ${posting.secret}` },
            { events: [event] },
          )
          return
        } catch {
          await sleep(100)
        }
      }
    }
    const posted = async (at: number) => {
      const told = { call: `posted-${at}`, number: NUMBERS[at % NUMBERS.length]! }
      await sleep(Math.random() * 5000)
      await post({ event: 'ringing', ...told })
      await sleep(Math.random() * 3000)
      await post(at % 3 ? { event: 'missed', ...told } : { event: 'ended', ...told, seconds: 20 })
    }
    // Those of AMI ring until the last start listens: what begins and ends while nobody listens, nobody hears of.
    let survived = () => {}
    const until = new Promise<void>((resolve) => {
      survived = resolve
    })
    const calls = Array.from({ length: 200 }, (_, at) =>
      at % 2
        ? posted(at)
        : asterisk.ring({
            ...{ number: NUMBERS[at % NUMBERS.length]!, outcome: 'missed', extension: null },
            ...{ ringSeconds: 15 + Math.random() * 5, until, talkSeconds: 0 },
          }),
    )
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sleep(1000 + Math.random() * 2000)
      await server.kill()
      server = await startServer(env)
    }
    await asterisk.listened()
    survived()
    await Promise.all(calls)
    await provenWhole(folder)
  } finally {
    await server.stop()
    await asterisk.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Every call is there once and over, and every number has one card with one owner, told once. */
async function provenWhole(folder: string): Promise<void> {
  await inDatabase(folder, async (one) => {
    const calls = () =>
      one(`select count(*)::int as calls, (count(*) filter (where state in ('ringing', 'answered')))::int as open,
        (select count(*)::int from outbox where kind = 'deliver' and state = 'ready') as undelivered from calls`)
    await expect.poll(calls, { timeout: 60_000, interval: 200 }).toEqual({ calls: 200, open: 0, undelivered: 0 })
    expect(
      await one(`select count(*)::int as odd from calls k where 1 <> (select count(*) from event_log e
        where e.subject_id = k.id and e.name = 'call.ringing') or 1 <> (select count(*) from event_log e
        where e.subject_id = k.id and e.name in ('call.missed', 'call.ended'))`),
    ).toEqual({ odd: 0 })
    // Answered by somebody unknown: their cards wait for their time, those of the missed are there.
    expect(
      await one(
        `select count(*)::int as odd from unnest($1::text[]) asked where 1 <> (select count(*) from contact_points p
          join contacts c on c.id = p.contact_id and c.owner_id is not null where p.value = asked)
          and exists (select from calls k where k.number = asked and k.state = 'missed')`,
        [NUMBERS],
      ),
    ).toEqual({ odd: 0 })
    expect(
      await one(`select count(*)::int as odd from call_cards k where 1 <> (select count(*) from notices n
        where n.subject_id = k.contact_id and n.code = 'call_card_missed')`),
    ).toEqual({ odd: 0 })
    expect(
      await one(
        `select count(*)::int as doubled from (select number from call_cards group by 1 having count(*) > 1) x`,
      ),
    ).toEqual({ doubled: 0 })
    expect(await one(`select count(*)::int as known from call_cards where number = any($1)`, [KNOWN])).toEqual({
      known: 0,
    })
    expect(await one('select count(*)::int as incidents from process_incidents')).toEqual({ incidents: 0 })
  })
}
