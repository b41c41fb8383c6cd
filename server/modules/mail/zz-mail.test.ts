import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestSmtp } from '../../../test/support/smtp.ts'
import { testWorld, type World } from './zz-world.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { newId } from '../../core/ids.ts'
import { sendEffects } from '../../engine/effects.ts'
import { type NewMail, queueMail } from './commands.ts'
import { mailEffects } from './effects.ts'
import { checkMailServer } from './queries.ts'

const PASSWORD = 'Zażółć-gęślą-7!'
let w: World
let smtp: TestSmtp
let deps: Deps
let senders: ReadonlyMap<string, EffectSender>
let close: () => void
const logged: unknown[] = []

beforeEach(async () => {
  w = await testWorld()
  smtp = await TestSmtp.start({ password: PASSWORD })
  const log = (...words: unknown[]) => logged.push(words)
  deps = { ...w.deps, log: { debug: log, info: log, warn: log, error: log } }
  const [sender] = mailEffects(deps, { attempts: 50, pause: () => 0 })
  senders = new Map([[sender.topic, sender]])
  close = sender.close
})
afterEach(async () => {
  close()
  await smtp.down()
  await w.close()
})

const settings = (change: Record<string, unknown> = {}) => ({
  host: smtp.host,
  port: smtp.port,
  security: 'starttls',
  user: 'tok',
  password: PASSWORD,
  fromAddress: 'Tok@Firma.pl',
  fromName: 'Tok w Zakładach',
  ca: smtp.certificate,
  ...change,
})
const setMail = async (change: Record<string, unknown> = {}) => {
  const answer = await w.request('owner', 'PUT', '/api/settings/mail', settings(change))
  expect(answer.status).toBe(200)
  return answer.body
}
const send = () => sendEffects(deps, senders, 'test', 100)

const mail = (change: Partial<NewMail> = {}): NewMail => ({
  to: 'klient@example.com',
  toName: 'Żaneta Świątek',
  locale: 'pl',
  code: 'mail.test',
  params: {},
  ...change,
})
const queue = (change: Partial<NewMail> = {}) => w.write('owner', (cx) => queueMail(cx, mail(change)))
const stateOf = async (id: string) => {
  const { rows } = await sql<{
    state: string
    last_error: string | null
    message_id: string
    attempts: number
    body_html: string
  }>`
    select state, last_error, message_id, attempts, body_html from outgoing_mails where id = ${id}`.execute(w.db)
  return rows[0]!
}
const eventsNamed = async (name: string) =>
  (
    await sql<{
      payload: Record<string, unknown>
    }>`select payload from event_log where name = ${name} order by id`.execute(w.db)
  ).rows

describe('a queued mail', () => {
  it('arrives once, with every Polish letter, by STARTTLS and a sign-in', async () => {
    await setMail()
    const id = await queue()
    await send()
    await send()
    expect(smtp.mails).toHaveLength(1)
    const [arrived] = smtp.mails
    expect(arrived!.subject).toBe('Próbny list z Tok')
    expect(arrived!.text).toContain('Zażółć gęślą jaźń.')
    expect(arrived!.html).toContain('Zażółć gęślą jaźń.')
    expect(arrived!.from!.value[0]).toMatchObject({ address: 'tok@firma.pl', name: 'Tok w Zakładach' })
    expect([arrived!.to].flat()[0]!.value[0]).toMatchObject({ address: 'klient@example.com', name: 'Żaneta Świątek' })
    expect(arrived!.messageId).toMatch(/^<[0-9a-f-]{36}@.+>$/)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', message_id: arrived!.messageId, attempts: 1 })
    expect(await eventsNamed('mail.sent')).toEqual([
      { payload: { mailId: id, answer: expect.stringContaining('250') } },
    ])
  })

  it('speaks the language of its reader', async () => {
    await setMail()
    await queue({ locale: 'en' })
    await send()
    expect(smtp.mails[0]!.subject).toBe('Test e-mail from Tok')
  })

  it('goes nowhere without a valid address', async () => {
    for (const to of ['', 'anna', 'anna@example.com, eve@zla.pl', 'anna@example.com\r\nBcc: eve@zla.pl']) {
      await expect(queue({ to })).rejects.toMatchObject({ code: 'mail.no_recipient' })
    }
  })

  it('waits out a server that is down: none is lost, none comes twice', async () => {
    await setMail()
    const ids = await w.write('owner', async (cx) => {
      const all: string[] = []
      for (let i = 0; i < 12; i += 1) all.push(await queueMail(cx, mail({ to: `klient${i}@example.com` })))
      return all
    })
    const first = await sendEffects(deps, senders, 'test', 4)
    expect(first).toBe(4)
    await smtp.down()
    for (let round = 0; round < 5; round += 1) await send()
    expect(await stateOf(ids[11]!)).toMatchObject({ state: 'queued', last_error: 'connection_refused' })
    await smtp.up()
    while ((await send()) > 0);
    expect(smtp.mails).toHaveLength(12)
    expect(smtp.received.size).toBe(12)
    expect(new Set(smtp.mails.map((each) => [each.to].flat()[0]!.value[0]!.address)).size).toBe(12)
    for (const id of ids) expect((await stateOf(id)).state).toBe('sent')
    expect((await sql`select 1 from outbox where kind = 'effect'`.execute(w.db)).rows).toEqual([])
  })

  it('repeats with the same Message-ID what broke between the text and the answer', async () => {
    await setMail()
    const id = await queue()
    smtp.dropAfterData = 1
    await send()
    expect(smtp.mails).toHaveLength(0)
    expect((await stateOf(id)).state).toBe('queued')
    await send()
    const { message_id, state } = await stateOf(id)
    expect(state).toBe('sent')
    expect([...smtp.received]).toEqual([[message_id, 2]])
  })

  it('is sent again, with the same Message-ID, after a crash between sending and writing that down', async () => {
    await setMail()
    const id = await queue()
    let crashes = 1
    const crashing: Deps = {
      ...deps,
      probe(where) {
        // The first commit marks the mail as being sent, the second would end the effect.
        if (where === 'before-commit' && smtp.mails.length === 1 && crashes-- > 0) throw new Error('power cut')
      },
    }
    await sendEffects(crashing, senders, 'one', 10)
    expect((await stateOf(id)).state).toBe('sending')
    expect(await sendEffects(deps, senders, 'two', 10)).toBe(0)
    await sql`update outbox set leased_until = clock_timestamp() - interval '1 second' where kind = 'effect'`.execute(
      w.db,
    )
    expect(await sendEffects(deps, senders, 'two', 10)).toBe(1)
    const { message_id, state } = await stateOf(id)
    expect(state).toBe('sent')
    expect([...smtp.received]).toEqual([[message_id, 2]])
    expect(await eventsNamed('mail.sent')).toHaveLength(1)
  })

  it('fails at once when the server refuses it for good, and can be sent again by hand', async () => {
    await setMail()
    const id = await queue()
    smtp.answerRecipient = { code: 550, words: '5.1.1 nie ma takiej skrzynki' }
    await send()
    expect(await send()).toBe(0)
    expect(await stateOf(id)).toMatchObject({ state: 'failed', last_error: 'recipient_refused' })
    expect(await eventsNamed('mail.failed')).toEqual([
      { payload: { mailId: id, trouble: 'recipient_refused', attempts: 1 } },
    ])
    const shown = await w.request('admin', 'GET', `/api/outgoing-mails/${id}`)
    expect(shown.body).toMatchObject({
      state: 'failed',
      trouble: {
        code: 'recipient_refused',
        explanation: 'Serwer odrzucił adres odbiorcy. Sprawdź, czy adres jest poprawny.',
      },
      serverAnswer: expect.stringContaining('nie ma takiej skrzynki'),
    })
    smtp.answerRecipient = null
    expect((await w.request('admin', 'POST', `/api/outgoing-mails/${id}/retry`)).body.state).toBe('queued')
    await send()
    expect(smtp.mails).toHaveLength(1)
    const again = await w.request('admin', 'POST', `/api/outgoing-mails/${id}/retry`)
    expect(again).toMatchObject({ status: 409, body: { code: 'mail.not_waiting' } })
  })

  it('gives up in the end, and says so once', async () => {
    await setMail()
    const [sender] = mailEffects(deps, { attempts: 3, pause: () => 0 })
    const few = new Map([[sender.topic, sender]])
    const id = await queue()
    await smtp.down()
    for (let round = 0; round < 5; round += 1) await sendEffects(deps, few, 'test', 10)
    expect(await stateOf(id)).toMatchObject({ state: 'failed', attempts: 3 })
    expect(await eventsNamed('mail.failed')).toHaveLength(1)
    sender.close()
  })

  it('of two workers only one sends it', async () => {
    await setMail()
    for (let i = 0; i < 10; i += 1) await queue()
    const [other] = mailEffects(deps, { attempts: 50, pause: () => 0 })
    await Promise.all([send(), sendEffects(deps, new Map([[other.topic, other]]), 'other', 100), send()])
    other.close()
    expect([...smtp.received.values()]).toEqual(Array(10).fill(1))
  })

  it('is not sent again when its effect comes back after its end', async () => {
    await setMail()
    const id = await queue()
    await send()
    await w.write('owner', async (cx) => cx.effect('mail.send', id, { mailId: id }))
    expect(await send()).toBe(1)
    expect([...smtp.received.values()]).toEqual([1])
    expect((await stateOf(id)).state).toBe('sent')
    expect(await eventsNamed('mail.sent')).toHaveLength(1)
  })

  it('is given at least thirty tries in more than an hour', () => {
    const [{ retry }] = mailEffects(deps)
    let seconds = 0
    for (let attempt = 1; attempt < 30; attempt += 1) seconds += retry!.pause(attempt)
    expect(retry!.attempts).toBeGreaterThan(30)
    for (let attempt = 30; attempt < retry!.attempts; attempt += 1) seconds += retry!.pause(attempt)
    expect(seconds).toBeGreaterThan(3600)
    // After ten minutes without a server everything goes out within two more.
    expect(Math.max(...Array.from({ length: 12 }, (_, i) => retry!.pause(i + 1)))).toBeLessThanOrEqual(120)
  })
})

describe('without a mail server', () => {
  it('keeps mails, and a button sends those of the last day', async () => {
    const old = await queue()
    await w.travel('2 days')
    const fresh = await queue()
    expect((await stateOf(fresh)).state).toBe('kept')
    expect((await w.request('owner', 'POST', '/api/outgoing-mails/send-kept')).body.code).toBe('mail.not_set_up')
    expect((await setMail()).kept).toBe(1)
    expect(await send()).toBe(0)
    expect((await w.request('owner', 'POST', '/api/outgoing-mails/send-kept')).body).toEqual({ count: 1 })
    await send()
    expect((await stateOf(fresh)).state).toBe('sent')
    expect((await stateOf(old)).state).toBe('kept')
    expect((await w.request('owner', 'POST', '/api/outgoing-mails/send-kept')).body).toEqual({ count: 0 })
  })
})

describe('the mail settings', () => {
  it('belong to owner and administrators', async () => {
    for (const who of ['salesHead', 'anna'] as const) {
      expect((await w.request(who, 'GET', '/api/settings/mail')).status).toBe(403)
      expect((await w.request(who, 'PUT', '/api/settings/mail', settings())).status).toBe(403)
      expect((await w.request(who, 'POST', '/api/settings/mail/test', { to: 'a@example.com' })).status).toBe(403)
      expect((await w.request(who, 'POST', '/api/outgoing-mails/send-kept')).status).toBe(403)
    }
    expect((await w.request(null, 'GET', '/api/settings/mail')).status).toBe(401)
    expect((await w.request('admin', 'GET', '/api/settings/mail')).body).toMatchObject({ configured: false, port: 587 })
  })

  it('send a test mail and explain what went wrong', async () => {
    const test = async () =>
      (await w.request('admin', 'POST', '/api/settings/mail/test', { to: 'anna@example.com' })).body
    expect((await test()).code).toBe('mail.not_set_up')
    await setMail()
    expect(await test()).toMatchObject({ ok: true, code: 'sent', serverAnswer: expect.stringContaining('250') })
    expect(smtp.mailsTo('anna@example.com')).toHaveLength(1)
    await setMail({ password: 'nie-to-hasło' })
    expect(await test()).toEqual({
      ok: false,
      code: 'wrong_password',
      explanation: expect.stringMatching(/^Serwer odrzucił logowanie/),
      serverAnswer: expect.stringContaining('535'),
    })
    await setMail({ ca: null })
    expect(await test()).toMatchObject({ ok: false, code: 'certificate' })
    await setMail({ ca: null, checkCertificate: false })
    expect(await test()).toMatchObject({ ok: true })
    expect((await eventsNamed('mail.tested')).map((event) => event.payload)).toEqual([
      { ok: true, trouble: null },
      { ok: false, trouble: 'wrong_password' },
      { ok: false, trouble: 'certificate' },
      { ok: true, trouble: null },
    ])
  })

  it('are examined for tok doctor without sending anything', async () => {
    expect(await checkMailServer(deps)).toMatchObject({ ok: 'warn' })
    await setMail()
    expect(await checkMailServer(deps)).toMatchObject({ ok: true })
    await setMail({ password: 'nie-to' })
    expect(await checkMailServer(deps)).toMatchObject({
      ok: false,
      advice: expect.stringContaining('refused the sign-in'),
    })
    expect(smtp.received.size).toBe(0)
  })

  it('keep the password to themselves: no answer, event, log or row shows it', async () => {
    const answers = [await setMail()]
    await queue()
    await send()
    answers.push((await w.request('owner', 'GET', '/api/settings/mail')).body)
    answers.push(await setMail({ password: `${PASSWORD}!` }))
    answers.push((await w.request('owner', 'POST', '/api/settings/mail/test', { to: 'anna@example.com' })).body)
    const id = await queue()
    await send()
    answers.push((await w.request('owner', 'GET', `/api/outgoing-mails/${id}`)).body)
    const { rows } = await sql<{ all: string }>`select concat(
      (select json_agg(e) from event_log e), (select json_agg(p) from event_personal p), (select json_agg(s) from settings s),
      (select json_agg(o) from outbox o), (select json_agg(m) from outgoing_mails m), (select json_agg(i) from idempotency_keys i)) as all`.execute(
      w.db,
    )
    expect(logged.length).toBeGreaterThan(0)
    const seen =
      JSON.stringify(answers) +
      rows[0]!.all +
      JSON.stringify(logged, (_, value) => (value instanceof Error ? [value.message, value.stack] : value))
    expect(seen).toContain('wrong_password')
    expect(seen).not.toContain(PASSWORD)
    expect(seen).not.toContain(Buffer.from(PASSWORD).toString('base64'))
    expect(answers[1]).toMatchObject({ hasPassword: true })
    const changed = await eventsNamed('mail.settings_changed')
    expect(changed.map((event) => event.payload)).toEqual([
      { passwordChanged: true, version: 1 },
      { passwordChanged: true, version: 2 },
    ])
  })

  it('keep the saved password when none is sent, but hand it to no other server', async () => {
    await setMail()
    const { password: _, ...rest } = settings({ fromName: 'Tok' })
    expect((await w.request('admin', 'PUT', '/api/settings/mail', rest)).body).toMatchObject({
      hasPassword: true,
      fromName: 'Tok',
    })
    await queue()
    await send()
    expect(smtp.mails).toHaveLength(1)
    const elsewhere = await w.request('admin', 'PUT', '/api/settings/mail', { ...rest, host: 'mail.example.net' })
    expect(elsewhere).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', code: 'mail.password_again' }] },
    })
    const forgotten = await w.request('admin', 'PUT', '/api/settings/mail', { ...rest, user: null, password: null })
    expect(forgotten.body).toMatchObject({ hasPassword: false, user: null })
  })

  it('refuse what cannot work, and an edit of something outdated', async () => {
    const wrong = async (change: Record<string, unknown>) =>
      (await w.request('owner', 'PUT', '/api/settings/mail', settings(change))).body.errors
    expect(await wrong({ fromAddress: 'tok' })).toMatchObject([{ path: 'fromAddress', code: 'field.email' }])
    expect(await wrong({ ca: 'certyfikat' })).toMatchObject([{ path: 'ca', code: 'mail.ca_unreadable' }])
    expect(await wrong({ host: 'a b' })).toMatchObject([{ path: 'host' }])
    expect(await wrong({ password: undefined })).toMatchObject([{ path: 'password', code: 'field.required' }])
    expect(await wrong({ fromName: 'Tok\nBcc: x@y.pl' })).toMatchObject([{ path: 'fromName' }])
    const { version } = await setMail()
    await setMail({ fromName: 'Nowa nazwa' })
    const stale = await w.request('owner', 'PUT', '/api/settings/mail', settings({ fromName: 'Inna' }), {
      'if-match': `"${version}"`,
    })
    expect(stale).toMatchObject({ status: 409, body: { code: 'version_conflict' } })
  })
})

describe('the list of outgoing mails', () => {
  it('shows everything to owner and administrators, and to others their own', async () => {
    await queue()
    const own = await queue({ to: 'anna@example.com', recipientId: w.people.anna })
    const list = async (who: 'owner' | 'salesHead' | 'anna', query = '') =>
      (await w.request(who, 'GET', `/api/outgoing-mails${query}`)).body
    expect((await list('owner')).items).toHaveLength(2)
    expect((await list('salesHead')).items).toHaveLength(0)
    expect((await list('anna')).items.map((item: { id: string }) => item.id)).toEqual([own])
    const first = await list('owner', '?limit=1&state=kept')
    const second = await list('owner', `?limit=1&state=kept&after=${first.next}`)
    expect([first.items[0].id, second.items[0].id].sort()).toEqual(
      (await list('owner')).items.map((item: { id: string }) => item.id).sort(),
    )
    expect(second.next).toBeNull()
    expect((await list('owner', '?state=failed')).items).toEqual([])
    expect((await w.request('salesHead', 'GET', `/api/outgoing-mails/${own}`)).status).toBe(404)
    expect((await w.request('anna', 'POST', `/api/outgoing-mails/${own}/retry`)).status).toBe(403)
    expect((await w.request('anna', 'GET', `/api/outgoing-mails/${own}`)).body.bodyHtml).toContain('Zażółć')
    expect((await w.request('owner', 'GET', `/api/outgoing-mails/${newId()}`)).status).toBe(404)
  })

  it('hides what lets its reader in, and forgets it once it is sent', async () => {
    await setMail()
    const id = await queue({ confidential: true })
    expect((await w.request('owner', 'GET', `/api/outgoing-mails/${id}`)).body).toMatchObject({
      bodyText: null,
      bodyHtml: null,
    })
    expect((await stateOf(id)).body_html).toContain('Zażółć')
    await send()
    expect(smtp.mails[0]!.html).toContain('Zażółć')
    expect((await stateOf(id)).body_html).toBe('')
  })
})
