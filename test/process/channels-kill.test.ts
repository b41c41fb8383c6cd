import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { signatureOf } from '../../server/channels/sms/twilio.ts'
import { fastClock } from '../support/fast-clock.ts'
import { TestImap } from '../support/imap.ts'
import { freePort, inDatabase, startServer } from '../support/served.ts'
import { TestSmsapi, TestTwilio } from '../support/sms-providers.ts'
import { TestSmsc } from '../support/smsc.ts'
import { TestSmtp } from '../support/smtp.ts'
import { TestTelegram } from '../support/telegram.ts'
import { TestWhatsapp } from '../support/whatsapp.ts'

/** Messages each way on each channel: a third before the servers go down, a third while they are away, a third after. */
const EACH = 12
const KEY = 'k'.repeat(32)
/** By Tok's clock, which runs so many times as fast meanwhile. */
const OUTAGE_SECONDS = 600
const TIMES = 20

interface Line {
  account: { channel: string; address: string; settings: object }
  /** To whom the `n`th message goes: each to somebody else, so that none waits for another. */
  recipient: (n: number) => string
  /** Somebody sends us a text; resolves once the channel's server has it, or the provider was answered. */
  says: (accountId: string, text: string, n: number) => Promise<unknown>
  /** Texts that reached the other side, as often as they did. */
  arrived: () => string[]
  servers: { up(): Promise<unknown>; down(): Promise<unknown> }[]
  /** The receiver drops doubles by our key, or knows a letter by its Message-ID. */
  knowsDoubles: boolean
}

async function openLines(address: string): Promise<Record<string, Line>> {
  const [smtp, imap, smsc] = [await TestSmtp.start({ security: 'tls' }), await TestImap.start(), await TestSmsc.start()]
  const [telegram, whatsapp] = [await new TestTelegram().up(), await new TestWhatsapp().up()]
  const [smsapi, twilio] = [await new TestSmsapi().up(), await new TestTwilio().up()]
  const phone = (n: number) => `+4860122${String(4000 + n)}`
  /** As providers do: until it is taken. */
  const post = async (path: string, body: string, headers: Record<string, string>) => {
    for (;;) {
      try {
        const answer = await fetch(address + path, { method: 'POST', body, headers })
        if (answer.ok) return
      } catch {}
      await sleep(200)
    }
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  return {
    mail: {
      account: {
        channel: 'mail',
        address: 'biuro@firma.pl',
        settings: {
          ...{ imapHost: imap.host, imapPort: imap.port, imapSecurity: 'none', user: 'biuro@firma.pl' },
          ...{ smtpHost: smtp.host, smtpPort: smtp.port, smtpSecurity: 'tls', password: imap.password, sent: false },
          ...{ smtpUser: 'tok', smtpPassword: smtp.password, ca: smtp.certificate },
        },
      },
      recipient: (n) => `klient${n}@odbiorca.pl`,
      says: async (_, text, n) =>
        imap.deliver(
          `From: nadawca${n}@klient.pl\r\nTo: biuro@firma.pl\r\nMessage-ID: <${n}@klient.pl>\r\n\r\n${text}\r\n`,
        ),
      arrived: () => smtp.mails.map(({ text }) => text?.trim() ?? ''),
      servers: [smtp, imap],
      knowsDoubles: true,
    },
    telegram: {
      account: { channel: 'telegram', address: '@firma_bot', settings: { url: telegram.url, token: telegram.token } },
      recipient: (n) => String(5001 + n),
      says: async (_, text, n) =>
        telegram.say({ text, chat: { id: 5001 + n, type: 'private' }, from: { id: 5001 + n } }),
      arrived: () => telegram.sent.map(({ text }) => text),
      servers: [telegram],
      knowsDoubles: false,
    },
    whatsapp: {
      account: {
        channel: 'whatsapp',
        address: '+48221234567',
        settings: {
          ...{ url: whatsapp.url, token: whatsapp.token, appSecret: whatsapp.appSecret },
          ...{ phoneNumberId: whatsapp.phoneNumberId, verifyToken: 'verify-me-please' },
        },
      },
      // Free text goes to who wrote within a day.
      recipient: () => phone(0),
      says: (id, text, n) => {
        const wa_id = phone(n).slice(1)
        const messages = [{ from: wa_id, text: { body: text } }]
        const body = whatsapp.call({ contacts: [{ profile: { name: 'Ola' }, wa_id }], messages })
        const signature = whatsapp.signature(body)
        return post(`/channels/${id}`, body, { 'content-type': 'application/json', 'x-hub-signature-256': signature })
      },
      arrived: () => whatsapp.sent.map((one) => (one.text as { body?: string } | undefined)?.body ?? ''),
      servers: [whatsapp],
      knowsDoubles: false,
    },
    smpp: {
      account: {
        channel: 'sms',
        address: '+48500600700',
        settings: {
          ...{ provider: 'smpp', host: smsc.host, port: smsc.port, security: 'none', systemId: 'tok' },
          password: smsc.password,
        },
      },
      recipient: phone,
      says: async (_, text, n) => void smsc.answer(phone(n).slice(1), text),
      arrived: () => smsc.submitted.map(({ octets }) => octets.toString('latin1')),
      servers: [smsc],
      knowsDoubles: false,
    },
    smsapi: {
      account: {
        channel: 'sms',
        address: 'ALFA',
        settings: { provider: 'smsapi', url: smsapi.url, token: smsapi.token, callbackKey: KEY },
      },
      recipient: phone,
      says: (id, text, n) => {
        const told = { sms_to: '48500600701', sms_from: phone(n).slice(1), sms_text: text, MsgId: `A${n}` }
        return post(
          `/channels/${id}?key=${KEY}`,
          new URLSearchParams({ ...told, sms_date: '1764385260' }).toString(),
          form,
        )
      },
      arrived: () => smsapi.sent.map(({ message }) => message),
      servers: [smsapi],
      knowsDoubles: true,
    },
    twilio: {
      account: {
        channel: 'sms',
        address: '+48500600702',
        settings: { provider: 'twilio', url: twilio.url, accountSid: twilio.sid, authToken: twilio.authToken },
      },
      recipient: phone,
      says: (id, text, n) => {
        const told = { MessageSid: `SM${n}`, SmsStatus: 'received', From: phone(n), To: '+48500600702', Body: text }
        const said = new URLSearchParams({ ...told, AccountSid: twilio.sid })
        const signature = signatureOf(twilio.authToken, `${address}/channels/${id}`, said)
        return post(`/channels/${id}`, said.toString(), { ...form, 'x-twilio-signature': signature })
      },
      arrived: () => twilio.sent.map(({ Body }) => Body!),
      servers: [twilio],
      knowsDoubles: false,
    },
  }
}

it('no channel loses a message while its server is away for ten minutes and Tok is killed in the middle', {
  timeout: 480_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tok-channels-'))
  const port = String(await freePort())
  const address = `http://127.0.0.1:${port}`
  const env = { TOK_DATA: folder, PORT: port, TOK_URL: address, TOK_SECRET: 'the-secret-of-a-throw-away-company' }
  const lines = await openLines(address)
  const servers = Object.values(lines).flatMap((line) => line.servers)
  let server = await startServer(env)
  const call = async (path: string, headers: Record<string, string>, body: unknown) => {
    const answer = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: await answer.json() }
  }
  try {
    const owner = { name: 'Olga Grom', email: 'olga@example.com', password: 'dlugie-haslo-na-burze' }
    const { cookie } = await call(
      '/api/setup',
      {},
      { company: { name: 'Hurtownia Burzowa' }, owner, departments: ['Sprzedaż'], locale: 'pl' },
    )
    const signedIn = {
      authorization: `Bearer ${(await call('/api/tokens', { cookie }, { name: 'burza' })).body.token}`,
    }
    const accounts: Record<string, string> = {}
    for (const [name, { account }] of Object.entries(lines))
      accounts[name] = (await call('/api/channel-accounts', signedIn, { name, ...account })).body.id

    const coming: Promise<unknown>[] = []
    const messages = async (from: number, to: number) => {
      for (let n = from; n < to; n += 1)
        for (const [name, line] of Object.entries(lines)) {
          coming.push(line.says(accounts[name]!, `${name} przyszlo ${n}`, n))
          if (n === 0) await coming.at(-1)
          await call('/api/customer-messages', signedIn, {
            ...{ accountId: accounts[name], to: [{ address: line.recipient(100 + n) }], evenNow: true },
            ...{ subject: `Wiadomość ${n}`, text: `${name} wyszlo ${n}` },
          })
        }
    }
    await messages(0, EACH / 3)
    await sleep(2000)
    const { env: fast, statements } = fastClock(folder, TIMES)
    await inDatabase(folder, async (one) => {
      for (const statement of statements) await one(statement)
    })
    await server.stop()
    server = await startServer({ ...env, ...fast })
    await Promise.all(servers.map((one) => one.down()))
    const began = await clock(folder)
    await messages(EACH / 3, (2 * EACH) / 3)
    await until(folder, began + OUTAGE_SECONDS / 2)
    await server.kill()
    server = await startServer({ ...env, ...fast })
    await until(folder, began + OUTAGE_SECONDS)
    await walked(folder, began)
    await Promise.all(servers.map((one) => one.up()))
    await sleep(500)
    await server.kill()
    server = await startServer({ ...env, ...fast })
    await messages((2 * EACH) / 3, EACH)
    await Promise.all(coming)
    await provenWhole(folder, lines, accounts)
  } finally {
    await server.stop()
    await Promise.all(servers.map((one) => one.down()))
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Tok's machine time, in seconds. */
async function clock(folder: string): Promise<number> {
  let now = 0
  await inDatabase(folder, async (one) => {
    now = (await one('select extract(epoch from clock_timestamp())::float as now')).now
  })
  return now
}

async function until(folder: string, moment: number): Promise<void> {
  for (;;) {
    const left = moment - (await clock(folder))
    if (left <= 0) return
    await sleep((left * 1000) / TIMES)
  }
}

const PAUSES = [2, 4, 8, 16, 32, 64]

/**
 * Waits until each message written during the outage has been tried through all growing pauses, and proves that none was tried
 * sooner than they say.
 */
async function walked(folder: string, began: number): Promise<void> {
  await inDatabase(folder, async (one) => {
    const tried = () =>
      one(
        `select coalesce(min(attempts), 0) as least, max(attempts) as most from outbox where topic = 'message' and kind = 'effect'`,
      )
    await expect
      .poll(async () => (await tried()).least, { timeout: 100_000, interval: 500 })
      .toBeGreaterThan(PAUSES.length)
    const { most } = await tried()
    const pauses = Array.from({ length: most - 1 }, (_, n) => PAUSES[n] ?? 120)
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual((await clock(folder)) - began)
  })
}

/** Each that came is there once; each that went out arrived, at most once unless its receiver knows doubles, or says that it perhaps did. */
async function provenWhole(folder: string, lines: Record<string, Line>, accounts: Record<string, string>) {
  await inDatabase(folder, async (one) => {
    const standing = (id: string) =>
      one(
        `select (count(*) filter (where direction = 'in'))::int as came,
          (count(distinct body_text) filter (where direction = 'in'))::int as different,
          (count(*) filter (where direction = 'out' and state in ('queued', 'scheduled', 'sending')))::int as waiting
        from messages where account_id = $1`,
        [id],
      )
    for (const [name, { arrived, knowsDoubles }] of Object.entries(lines)) {
      const id = accounts[name]!
      await expect
        .poll(() => standing(id), { timeout: 150_000, interval: 500, message: name })
        .toEqual({ came: EACH, different: EACH, waiting: 0 })
      const { sent, perhaps } = await one(
        `select coalesce(array_agg(body_text) filter (where state <> 'failed'), '{}') as sent,
          coalesce(array_agg(body_text) filter (where state = 'failed'), '{}') as perhaps
        from messages where account_id = $1 and direction = 'out'`,
        [id],
      )
      expect(sent.length + perhaps.length, name).toBe(EACH)
      const there = arrived()
      const times = (text: string) => there.filter((said) => said === text).length
      // Where doubles are known they come of the three kills alone.
      for (const text of sent) expect(times(text), `${name}: ${text}`).toBeLessThanOrEqual(knowsDoubles ? 4 : 1)
      for (const text of sent) expect(times(text), `${name}: ${text}`).toBeGreaterThanOrEqual(1)
      if (!knowsDoubles)
        for (const text of [...sent, ...perhaps]) expect(times(text), `${name}: ${text}`).toBeLessThanOrEqual(1)
      const { troubles } = await one(
        `select coalesce(array_agg(distinct trouble), '{}') as troubles from messages where account_id = $1 and state = 'failed'`,
        [id],
      )
      expect(
        troubles.filter((trouble: string) => trouble !== 'perhaps_sent'),
        name,
      ).toEqual([])
    }
  })
}
