import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { TestTelegram } from '../../../test/support/telegram.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { Died } from '../../core/deps.ts'
import { keepFile, pathOfFile } from '../../core/files.ts'
import { makeContact } from '../../modules/contacts/factory.ts'
import { channelListeners } from '../../modules/messages/commands/listen.ts'
import { writeMessage } from '../../modules/messages/commands/write-message.ts'
import { makeAccount } from '../../modules/messages/factory.ts'
import { webhookSecret } from './api.ts'
import { telegramChannel, telegramWith } from './telegram.ts'

let w: World
let telegram: TestTelegram
let bot: string
let listeners: ReturnType<typeof channelListeners>

beforeAll(async () => {
  w = await testWorld()
  telegram = await new TestTelegram().up()
  const hasty = telegramWith({ pauseMs: () => 20, holdSeconds: 1, lookEveryMs: 20 })
  w.deps.channels = new Map([[hasty.key, hasty]])
  bot = await w.write('owner', (cx) =>
    makeAccount(cx, {
      channel: 'telegram',
      address: '@firma_bot',
      departmentId: w.departments.sales,
      settings: { url: telegram.url, token: telegram.token },
    }),
  )
  listeners = channelListeners(w.deps)
})
afterEach(async () => {
  w.deps.probe = undefined
  await listeners.stop()
  listeners = channelListeners(w.deps)
})
afterAll(async () => {
  await listeners.stop()
  await telegram.down()
  await w.close()
})

const received = async () =>
  (
    await sql<{
      body_text: string
      external_id: string
      id: string
      automatic: boolean
    }>`select id, body_text, external_id, automatic
      from messages where account_id = ${bot} and direction = 'in' order by created_at, id`.execute(w.db)
  ).rows
const texts = async () => (await received()).map(({ body_text }) => body_text)
const troubleOf = async () =>
  (await sql<{ trouble: string | null }>`select trouble from channel_accounts where id = ${bot}`.execute(w.db)).rows[0]!
    .trouble
const allTaken = () => vi.waitFor(() => expect(telegram.waiting).toBe(0), { timeout: 10_000 })
const write = (text: string, files: Parameters<typeof writeMessage>[1]['files'] = []) =>
  w.write('anna', (cx) => writeMessage(cx, { accountId: bot, to: [{ address: '5001', name: 'Ola' }], text, files }))
const stateOf = async (id: string) => (await w.request('owner', 'GET', `/api/customer-messages/${id}`)).body
/** Lets what failed be tried again at once. */
const again = () => sql`update outbox set not_before = null where topic = 'message'`.execute(w.db)

describe('what is said to the bot', () => {
  it('becomes a request, with its sender by name and its files kept', async () => {
    telegram.files.set('documents/plan', Buffer.from('rysunek hali'))
    telegram.say({ text: '/start' })
    telegram.say({
      caption: 'Okna do hali',
      document: { file_id: 'plan', file_name: 'plan.pdf', mime_type: 'application/pdf', file_size: 12 },
    })
    telegram.say({ document: { file_id: 'film', file_name: 'film.mp4', file_size: 31 * 1024 * 1024 } })
    telegram.say({ chat: { id: -77, type: 'group' }, text: 'Nie do bota' })
    await listeners.tend()
    await allTaken()
    await w.settle()
    expect(await texts()).toEqual(['/start', 'Okna do hali', '📎 film.mp4 (31.0 MB)'])
    const leads = await w.db.selectFrom('leads').selectAll().where('source', '=', 'telegram').execute()
    expect(leads.map(({ title, person_name }) => [title, person_name])).toEqual([
      ['Okna do hali', 'Ola Zając (@olazajac)'],
    ])
    const { rows } = await sql<{ name: string; digest: string }>`select name, digest from message_files`.execute(w.db)
    expect(rows.map(({ name }) => name)).toEqual(['plan.pdf'])
    expect(await readFile(pathOfFile(w.deps, rows[0]!.digest), 'utf8')).toBe('rysunek hali')
  })

  it('is taken exactly once, though Telegram is away and Tok dies before and after keeping it', async () => {
    await listeners.tend()
    await vi.waitFor(async () => expect(await troubleOf()).toBeNull())
    await telegram.down()
    for (let n = 1; n <= 150; n += 1) telegram.say({ text: `raz ${n}` })
    await vi.waitFor(async () => expect(await troubleOf()).not.toBeNull(), { timeout: 10_000 })
    await telegram.up()
    let deaths = 0
    w.deps.probe = (where) => {
      deaths += 1
      if ((deaths === 1 && where === 'before-commit') || (deaths > 1 && deaths < 6 && where === 'after-commit'))
        throw new Died()
    }
    await allTaken()
    await vi.waitFor(async () => expect(await troubleOf()).toBeNull(), { timeout: 10_000 })
    expect(deaths).toBeGreaterThan(5)
    const mine = (await texts()).filter((text) => text.startsWith('raz '))
    expect(mine).toHaveLength(150)
    expect(new Set(mine).size).toBe(150)
  })

  it('goes on where another node stood', async () => {
    const before = (await received()).length
    await listeners.tend()
    telegram.say({ text: 'Po zmianie węzła' })
    await allTaken()
    expect((await received()).length).toBe(before + 1)
  })

  it('joins the conversation to the card whose number the person shares, and to nobody by another’s number', async () => {
    const [mine, foreign] = await w.write('anna', async (cx) => [
      await makeContact(cx, { lastName: 'Zając', phones: [{ value: '+48601224718' }] }),
      await makeContact(cx, { lastName: 'Obcy', phones: [{ value: '+48601224719' }] }),
    ])
    telegram.say({ contact: { phone_number: '48601224719', first_name: 'Obcy', user_id: 9 } })
    telegram.say({ contact: { phone_number: '48601224718', first_name: 'Ola', user_id: 5001 } })
    await listeners.tend()
    await allTaken()
    const { rows } = await sql<{ id: string }>`select id from conversation_links where kind = 'contact'`.execute(w.db)
    expect(rows.map(({ id }) => id)).toEqual([mine!.id])
    expect(rows.map(({ id }) => id)).not.toContain(foreign!.id)
  })
})

describe('a webhook', () => {
  const account = (url = telegram.url) => ({
    id: bot,
    address: '@firma_bot',
    name: 'Bot',
    settings: { url, token: telegram.token, receive: 'webhook' as const },
    cursor: {},
    dataDir: w.deps.config.dataDir,
    webhookUrl: `http://localhost:3000/channels/${bot}`,
  })
  const call = (payload: string, secret = webhookSecret(account())) =>
    w.app.inject({
      method: 'POST',
      url: `/channels/${bot}`,
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      payload,
    })

  it('is set with a secret and taken back for whoever asks by himself', async () => {
    const ear = {
      received: async () => {},
      reported: async () => {},
      remember: async () => {},
      trouble: async () => {},
    }
    const hasty = telegramWith({ pauseMs: () => 20, holdSeconds: 1, lookEveryMs: 20 })
    const called = hasty.listen!(account() as never, ear)
    await vi.waitFor(() => expect(telegram.webhook).not.toBeNull())
    await called.stop()
    expect(telegram.webhook).toEqual({ url: account().webhookUrl, secret_token: webhookSecret(account()) })
    await listeners.tend()
    await vi.waitFor(() => expect(telegram.webhook).toBeNull())
  })

  it('is taken with its secret alone, once, and not when it is old', async () => {
    const update = { ...telegram.say({ text: 'Przez webhook' }) }
    const body = JSON.stringify(update)
    expect((await call(body, 'zły')).statusCode).toBe(403)
    expect((await call('{"update_id":')).statusCode).toBe(400)
    expect((await call(body)).statusCode).toBe(200)
    expect((await call(body)).statusCode).toBe(200)
    const old = { ...update.message!, message_id: 9999, date: Math.floor(Date.now() / 1000) - 27 * 3600 }
    expect((await call(JSON.stringify({ update_id: 1, message: old }))).statusCode).toBe(409)
    // The same update fetched besides is known, too.
    await listeners.tend()
    await allTaken()
    expect((await texts()).filter((text) => text === 'Przez webhook')).toHaveLength(1)
  })

  it('asks to be called again while a file of it cannot be fetched', async () => {
    const update = { update_id: 77, message: { ...telegram.say().message!, document: { file_id: 'plan' } } }
    await telegram.down()
    expect((await call(JSON.stringify(update))).statusCode).toBe(503)
    await telegram.up()
    expect((await call(JSON.stringify(update))).statusCode).toBe(200)
  })
})

describe('what is written', () => {
  it('arrives, a short text with its one file together', async () => {
    const file = await keepFile(
      w.deps,
      (async function* () {
        yield Buffer.from('oferta')
      })(),
      100,
    )
    const kept = { name: 'Oferta ż.pdf', type: 'application/pdf', ...file, contentId: null }
    const one = await write('Dzień dobry')
    await w.worker.sendAll()
    const two = await write('W załączniku', [kept])
    await w.worker.sendAll()
    expect(telegram.sent.slice(-2)).toEqual([
      { method: 'sendMessage', chat_id: '5001', text: 'Dzień dobry' },
      {
        method: 'sendDocument',
        chat_id: '5001',
        text: 'W załączniku',
        file: { name: 'Oferta ż.pdf', content: 'oferta' },
      },
    ])
    expect([(await stateOf(one.id)).state, (await stateOf(two.id)).state]).toEqual(['sent', 'sent'])
  })

  it('waits while Telegram is away or wants quiet, and goes out once', async () => {
    const before = telegram.sent.length
    await telegram.down()
    const { id } = await write('Po przerwie')
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'queued', trouble: { code: 'connection_refused' } })
    await telegram.up()
    telegram.refusals.push({ error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 1 } })
    await again()
    await w.worker.sendAll()
    expect((await stateOf(id)).trouble.code).toBe('busy')
    await again()
    await w.worker.sendAll()
    expect((await stateOf(id)).trouble.detail).toBe('retry after 1')
    expect(telegram.sent).toHaveLength(before)
    await vi.waitFor(
      async () => {
        await again()
        await w.worker.sendAll()
        expect((await stateOf(id)).state).toBe('sent')
      },
      { timeout: 5000, interval: 200 },
    )
    expect(telegram.sent).toHaveLength(before + 1)
  })

  it('stops as perhaps sent where the answer was lost', async () => {
    telegram.breaksOff = 1
    const { id } = await write('Bez odpowiedzi')
    await w.worker.sendAll()
    await again()
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', trouble: { code: 'perhaps_sent' } })
    expect(telegram.sent.filter(({ text }) => text === 'Bez odpowiedzi')).toHaveLength(1)
  })

  it('fails for good where the person blocked the bot', async () => {
    telegram.refusals.push({ error_code: 403, description: 'Forbidden: bot was blocked by the user' })
    const { id } = await write('Halo')
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', trouble: { code: 'recipient_blocked' } })
  })
})

describe('trying the account out', () => {
  const check = async (address: string, token: string) =>
    (
      await w.request('owner', 'POST', '/api/channel-accounts/check', {
        channel: 'telegram',
        name: 'Bot',
        address,
        settings: { url: telegram.url, token },
      })
    ).body

  it('tells a wrong token and another bot, without telling the token', async () => {
    expect(await check('@Firma_Bot', telegram.token)).toMatchObject({ ok: true })
    const other = `123456789:${'x'.repeat(35)}`
    const refused = await check('@firma_bot', other)
    expect(refused).toMatchObject({ ok: false, code: 'wrong_password' })
    expect(JSON.stringify(refused)).not.toContain(other)
    expect(await check('@inny_bot', telegram.token)).toMatchObject({ code: 'other_account', detail: '@firma_bot' })
  })

  it('takes nothing for a token that is none', () => {
    expect(telegramChannel.settings.safeParse({ token: 'abc' }).success).toBe(false)
    expect(telegramChannel.settings.safeParse({ token: telegram.token, url: 'ftp://x' }).success).toBe(false)
  })
})
