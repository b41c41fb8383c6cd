import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWhatsapp } from '../../../test/support/whatsapp.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { keepFile, pathOfFile } from '../../core/files.ts'
import { writeMessage } from '../../modules/messages/commands/write-message.ts'
import { makeAccount } from '../../modules/messages/factory.ts'
import { whatsappChannel } from './whatsapp.ts'

let w: World
let meta: TestWhatsapp
let number: string

const settings = () => ({
  url: meta.url,
  phoneNumberId: meta.phoneNumberId,
  token: meta.token,
  appSecret: meta.appSecret,
  verifyToken: 'zweryfikuj-mnie',
})

beforeAll(async () => {
  w = await testWorld()
  meta = await new TestWhatsapp().up()
  w.deps.channels = new Map([['whatsapp', whatsappChannel]])
  number = await w.write('owner', (cx) =>
    makeAccount(cx, {
      channel: 'whatsapp',
      address: '+48 22 123 45 67',
      departmentId: w.departments.sales,
      settings: settings(),
    }),
  )
  await w.settle()
})
afterAll(async () => {
  await meta.down()
  await w.close()
})

const post = (payload: string, signature = meta.signature(payload)) =>
  w.app.inject({
    method: 'POST',
    url: `/channels/${number}`,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    payload,
  })
const received = async () =>
  (
    await sql<{
      id: string
      body_text: string
      sender: { address: string; name: string }
    }>`select id, body_text, sender from messages where direction = 'in' order by created_at, id`.execute(w.db)
  ).rows
const texts = async () => (await received()).map(({ body_text }) => body_text)
const write = (text: string, files: Parameters<typeof writeMessage>[1]['files'] = [], to = '601 224 718') =>
  w.write('anna', (cx) => writeMessage(cx, { accountId: number, to: [{ address: to, name: '' }], text, files }))
const stateOf = async (id: string) => (await w.request('owner', 'GET', `/api/customer-messages/${id}`)).body
const again = () => sql`update outbox set not_before = null where topic = 'message'`.execute(w.db)
const kept = async (name: string, type: string, content: string) => ({
  name,
  type,
  contentId: null,
  ...(await keepFile(
    w.deps,
    (async function* () {
      yield Buffer.from(content)
    })(),
    1000,
  )),
})

describe('the address of the webhook', () => {
  const ask = (query: Record<string, string>) =>
    w.app.inject({ method: 'GET', url: `/channels/${number}?${new URLSearchParams(query)}` })

  it('is confirmed to whoever knows the token, and to nobody else', async () => {
    const good = { 'hub.mode': 'subscribe', 'hub.verify_token': 'zweryfikuj-mnie', 'hub.challenge': '1158201444' }
    const answer = await ask(good)
    expect([answer.statusCode, answer.body]).toEqual([200, '1158201444'])
    expect(answer.headers['content-type']).toContain('text/plain')
    expect((await ask({ ...good, 'hub.verify_token': 'inny' })).statusCode).toBe(403)
    expect((await ask({ 'hub.challenge': '1' })).statusCode).toBe(403)
  })
})

describe('what is written to the number', () => {
  it('becomes a request of its sender, with its files kept', async () => {
    meta.media.set('plan', { content: Buffer.from('rysunek hali'), type: 'application/pdf' })
    const answer = await post(
      meta.call({
        messages: [
          {
            type: 'document',
            document: { id: 'plan', filename: 'plan.pdf', mime_type: 'application/pdf', caption: 'Okna' },
          },
        ],
      }),
    )
    expect(answer.statusCode).toBe(200)
    await w.settle()
    const [lead] = await w.db.selectFrom('leads').selectAll().where('source', '=', 'whatsapp').execute()
    expect(lead).toMatchObject({ title: 'Okna', person_name: 'Ola Zając', phone: '+48601224718' })
    const { rows } = await sql<{ name: string; digest: string }>`select name, digest from message_files`.execute(w.db)
    expect(rows.map(({ name }) => name)).toEqual(['plan.pdf'])
    expect(await readFile(pathOfFile(w.deps, rows[0]!.digest), 'utf8')).toBe('rysunek hali')
  })

  it('is taken with a right signature alone, once, for this number alone, and not when it is old', async () => {
    const body = meta.call({ messages: [{ text: { body: 'Raz' } }] })
    expect((await post(body, meta.signature(body, 'f'.repeat(32)))).statusCode).toBe(403)
    expect((await post(body, meta.signature(body).slice(0, -1))).statusCode).toBe(403)
    expect((await post(`${body} `, meta.signature(body))).statusCode).toBe(403)
    expect((await post('{"object":')).statusCode).toBe(400)
    expect((await post(body)).statusCode).toBe(200)
    expect((await post(body)).statusCode).toBe(200)
    expect((await post(meta.call({ messages: [{ text: { body: 'Cudze' } }] }, '999999999'))).statusCode).toBe(200)
    const timestamp = String(Math.floor(Date.now() / 1000) - 8 * 24 * 3600)
    expect((await post(meta.call({ messages: [{ timestamp, text: { body: 'Stare' } }] }))).statusCode).toBe(409)
    const mine = await texts()
    expect(mine.filter((text) => text === 'Raz')).toHaveLength(1)
    expect(mine).not.toContain('Cudze')
    expect(mine).not.toContain('Stare')
  })

  it('is understood in every shape it has', async () => {
    const before = (await texts()).length
    await post(
      meta.call({
        contacts: [
          { profile: { name: 'Ola Zając' }, wa_id: '48601224718' },
          { profile: { name: 'Jan', username: 'jan.k' }, user_id: 'PL.123' },
        ],
        messages: [
          { type: 'location', location: { latitude: 52.1, longitude: 21, name: 'Budowa' } },
          {
            type: 'contacts',
            contacts: [{ name: { formatted_name: 'Szef' }, phones: [{ phone: '+48 600 100 200' }] }],
          },
          { type: 'interactive', interactive: { list_reply: { title: 'Okna PCV' } } },
          { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
          { type: 'reaction', reaction: { message_id: 'wamid.x' } },
          { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
          { from: undefined, from_user_id: 'PL.123', text: { body: 'Bez numeru' } } as never,
        ],
      }),
    )
    const fresh = (await received()).slice(before)
    expect(fresh.map(({ body_text }) => body_text).sort()).toEqual(
      [
        '📍 Budowa 52.1, 21',
        '👤 Szef +48 600 100 200',
        'Okna PCV',
        '👍',
        '❔ Message type unknown',
        'Bez numeru',
      ].sort(),
    )
    expect(fresh.find(({ body_text }) => body_text === 'Bez numeru')!.sender).toEqual({
      address: 'PL.123',
      name: 'Jan (@jan.k)',
    })
  })

  it('is asked for again while its file cannot be fetched, and comes without one that is not given out', async () => {
    const image = (id: string) => meta.call({ messages: [{ id: `wamid.${id}`, type: 'image', image: { id } }] })
    await meta.down()
    expect((await post(image('plan'))).statusCode).toBe(503)
    await meta.up()
    expect((await post(image('plan'))).statusCode).toBe(200)
    expect((await post(image('dawny'))).statusCode).toBe(200)
    meta.filesAt = 'http://127.0.0.2:9/files/plan'
    meta.media.set('obcy', { content: Buffer.from('x'), type: 'image/jpeg' })
    expect((await post(image('obcy'))).statusCode).toBe(200)
    meta.filesAt = null
    expect((await texts()).filter((text) => text.startsWith('📎 image-'))).toHaveLength(2)
  })
})

describe('what is written to a customer', () => {
  it('goes out as free text and files within a day of his last word, and its reports are kept', async () => {
    await post(meta.call({ messages: [{ text: { body: 'Jestem' } }] }))
    const one = await write('Dzień dobry')
    await w.worker.sendAll()
    const two = await write('W załączniku', [await kept('Oferta ż.pdf', 'application/pdf', 'oferta')])
    await w.worker.sendAll()
    const three = await write('Zdjęcia', [
      await kept('a.jpg', 'image/jpeg', 'jpg'),
      await kept('b.txt', 'text/plain', 'txt'),
    ])
    await w.worker.sendAll()
    expect(meta.sent.map(({ type, to }) => [type, to])).toEqual([
      ['text', '48601224718'],
      ['document', '48601224718'],
      ['text', '48601224718'],
      ['image', '48601224718'],
      ['document', '48601224718'],
    ])
    expect(meta.sent[1]!.document).toMatchObject({ filename: 'Oferta ż.pdf', caption: 'W załączniku' })
    expect(meta.media.get((meta.sent[1]!.document as { id: string }).id)!.content.toString()).toBe('oferta')
    const states = async () => Promise.all([one, two, three].map(async ({ id }) => (await stateOf(id)).state))
    expect(await states()).toEqual(['sent', 'sent', 'sent'])

    const [first, second, third] = [meta.sent[0]!.id, meta.sent[1]!.id, meta.sent[2]!.id]
    await post(
      meta.call({
        statuses: [
          { id: first, status: 'sent' },
          { id: first, status: 'delivered' },
          { id: first, status: 'read' },
          { id: second, status: 'delivered' },
          {
            id: third,
            status: 'failed',
            errors: [{ code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours' } }],
          },
        ],
      }),
    )
    // A late copy takes nothing back.
    await post(meta.call({ statuses: [{ id: first, status: 'delivered' }] }))
    expect(await states()).toEqual(['read', 'delivered', 'failed'])
    expect((await stateOf(three.id)).trouble).toMatchObject({
      code: 'window_closed',
      detail: '131047 More than 24 hours',
    })
  })

  it('is refused later with words that say what to do, and goes in a template where one is named', async () => {
    await w.travel('25 hours')
    const before = meta.sent.length
    const { id } = await write('Oferta\n\n  gotowa')
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', trouble: { code: 'window_closed' } })
    expect((await stateOf(id)).trouble.words).toContain('szablon')
    expect(meta.sent).toHaveLength(before)

    const { version } = (await w.request('owner', 'GET', `/api/channel-accounts/${number}`)).body
    await w.request(
      'owner',
      'PATCH',
      `/api/channel-accounts/${number}`,
      {
        settings: { ...settings(), token: undefined, appSecret: undefined, template: 'wiadomosc' },
      },
      { 'if-match': `"${version}"` },
    )
    await w.request('owner', 'POST', `/api/customer-messages/${id}/retry`)
    const stranger = await write('Pierwszy raz', [], '+48 602 000 111')
    const withFile = await write('Z plikiem', [await kept('c.txt', 'text/plain', 'c')])
    await w.worker.sendAll()
    expect([(await stateOf(id)).state, (await stateOf(stranger.id)).state]).toEqual(['sent', 'sent'])
    expect(meta.sent.slice(before).map(({ template }) => template)).toEqual(
      expect.arrayContaining(
        ['Oferta gotowa', 'Pierwszy raz'].map((text) => ({
          name: 'wiadomosc',
          language: { code: 'pl' },
          components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
        })),
      ),
    )
    expect(await stateOf(withFile.id)).toMatchObject({ state: 'failed', trouble: { code: 'window_closed' } })
  })

  it('waits while Meta is away or wants quiet, and goes out once', async () => {
    await post(meta.call({ messages: [{ text: { body: 'Znowu ja' } }] }))
    const before = meta.sent.length
    await meta.down()
    const { id } = await write('Po przerwie')
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'queued', trouble: { code: 'connection_refused' } })
    await meta.up()
    meta.refusals.push({ status: 400, code: 130429, message: '(#130429) Rate limit hit' })
    await again()
    await w.worker.sendAll()
    expect((await stateOf(id)).trouble).toMatchObject({ code: 'busy', detail: '130429 (#130429) Rate limit hit' })
    await again()
    await w.worker.sendAll()
    expect((await stateOf(id)).state).toBe('sent')
    expect(meta.sent).toHaveLength(before + 1)
  })

  it('stops as perhaps sent where the answer was lost, and fails for good where the number has no WhatsApp', async () => {
    meta.breaksOff = 1
    const lost = await write('Bez odpowiedzi')
    await w.worker.sendAll()
    await again()
    await w.worker.sendAll()
    expect(await stateOf(lost.id)).toMatchObject({ state: 'failed', trouble: { code: 'perhaps_sent' } })
    expect(meta.sent.filter(({ text }) => (text as { body?: string })?.body === 'Bez odpowiedzi')).toHaveLength(1)
    meta.refusals.push({ status: 400, code: 131026, message: 'Message undeliverable' })
    const { id } = await write('Halo')
    await w.worker.sendAll()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', trouble: { code: 'recipient_refused' } })
  })
})

describe('trying the account out', () => {
  const check = async (change: object, address = '+48221234567') =>
    (
      await w.request('owner', 'POST', '/api/channel-accounts/check', {
        channel: 'whatsapp',
        name: 'WhatsApp',
        address,
        settings: { ...settings(), ...change },
      })
    ).body

  it('tells the field that is wrong, without telling a secret', async () => {
    expect(await check({})).toMatchObject({ ok: true })
    const token = `EAA${'x'.repeat(40)}`
    const wrong = await check({ token })
    expect(wrong).toMatchObject({ ok: false, code: 'wrong_password', field: 'token' })
    expect(JSON.stringify(wrong)).not.toContain(token)
    expect(await check({ appSecret: 'f'.repeat(32) })).toMatchObject({ code: 'wrong_password', field: 'appSecret' })
    expect(await check({ phoneNumberId: '12345' })).toMatchObject({ code: 'not_allowed', field: 'phoneNumberId' })
    expect(await check({}, '+48 22 000 00 00')).toMatchObject({ code: 'other_account', field: 'address' })
  })
})
