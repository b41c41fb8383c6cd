import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { chatChannel } from '../../channels/chat/chat.ts'
import { keepFile } from '../../core/files.ts'
import { writeMessage } from '../messages/commands/write-message.ts'
import { makeAccount } from '../messages/factory.ts'
import { newVisitor } from './token.ts'

let w: World
let chat: string
let other: string

beforeAll(async () => {
  w = await testWorld()
  w.deps.channels = new Map([['chat', chatChannel]])
  const make = (address: string, settings = {}) =>
    w.write('owner', (cx) =>
      makeAccount(cx, { channel: 'chat', name: 'Zakłady', address, departmentId: w.departments.sales, settings }),
    )
  chat = await make('www.firma.pl', { allowedOrigins: ['https://www.firma.pl'], hours: 'always' })
  other = await make('sklep.firma.pl')
  await w.settle()
})
afterAll(() => w.close())

const call = (path: string, payload?: object, { origin = 'https://www.firma.pl', of = chat } = {}) =>
  w.app.inject({
    method: payload ? 'POST' : 'GET',
    url: `/api/public/chats/${of}${path}`,
    headers: { origin, ...(payload ? { 'content-type': 'application/json' } : {}) },
    remoteAddress: `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
    ...(payload ? { payload } : {}),
  })
const visitorOf = async (of = chat) => (await call('', undefined, { of })).json().visitor as string
const say = (visitor: string, text: string, more = {}, of = chat) =>
  call('/messages', { visitor, key: randomUUID(), text, ...more }, { of })
const look = async (visitor: string, more = {}) => (await call('/look', { visitor, ...more })).json()
const conversationOf = async (visitor: string) =>
  (
    await sql<{ id: string; name: string }>`select id, name from conversations
      where address = ${visitor.split('.')[0]!}`.execute(w.db)
  ).rows[0]!
const answer = async (visitor: string, text: string, files: Parameters<typeof writeMessage>[1]['files'] = []) => {
  const { id } = await conversationOf(visitor)
  const made = await w.write('anna', (cx) => writeMessage(cx, { conversationId: id, text, files }))
  await w.worker.sendAll()
  return made.id
}

describe('a visitor of the web site', () => {
  it('becomes a request with what he left, and an answer reaches his window while it waits', async () => {
    const visitor = await visitorOf()
    expect((await say(visitor, 'Ile za bramę?', { name: 'Ola Zając', email: 'OLA@klient.pl' })).statusCode).toBe(204)
    await w.settle()
    const [lead] = await w.db.selectFrom('leads').selectAll().where('source', '=', 'chat').execute()
    expect(lead).toMatchObject({ title: 'Ile za bramę?', person_name: 'Ola Zając', email: 'ola@klient.pl' })

    const before = await look(visitor)
    expect(before.items.map(({ text, mine }: { text: string; mine: boolean }) => [text, mine])).toEqual([
      ['Ile za bramę?', true],
    ])
    let arrived = false
    const waiting = look(visitor, { known: before.mark, seen: true }).then((now) => {
      arrived = true
      return now
    })
    await w.request('salesHead', 'POST', `/api/leads/${lead!.id}/acceptance`)
    expect(arrived).toBe(false)
    const id = await answer(visitor, 'Od 5000 zł')
    const { items, mark } = await waiting
    expect(items.at(-1)).toMatchObject({ text: 'Od 5000 zł', mine: false, author: 'Anna Wiśniewska', read: false })
    // It may have come when the window had just been shut: read is what the window says it shows.
    const stateNow = async () => (await w.request('owner', 'GET', `/api/customer-messages/${id}`)).body.state
    expect(await stateNow()).toBe('sent')
    expect((await look(visitor, { known: before.mark, seen: true })).items.at(-1).read).toBe(false)
    expect((await look(visitor, { known: mark, seen: true })).items.at(-1).read).toBe(true)
    expect(await stateNow()).toBe('read')
  })

  it('is believed by his token alone, and reads no other conversation', async () => {
    const [one, two] = [await visitorOf(), await visitorOf()]
    await say(one, 'Pierwszy')
    await say(two, 'Drugi')
    expect((await look(two)).items.map(({ text }: { text: string }) => text)).toEqual(['Drugi'])
    const forged = `${one.split('.')[0]}.${two.split('.')[1]}`
    expect((await call('/look', { visitor: forged })).statusCode).toBe(403)
    expect((await say(forged, 'Podszyty')).json().code).toBe('chat.visitor_unknown')
    // A token of one chat is none of another.
    expect((await say(one, 'Cudze okno', {}, other)).statusCode).toBe(403)
    expect((await call('/look', { visitor: newVisitor('x'.repeat(32), chat) })).statusCode).toBe(403)
  })

  it('is heard once under one key, however hostile what he writes', async () => {
    const visitor = await visitorOf()
    const key = randomUUID()
    const text = 'raz\u0007 \u202edwa\r\n\n\n\n<img src=x onerror=alert(1)>\u0000'
    for (let n = 0; n < 2; n += 1)
      expect((await call('/messages', { visitor, key, text, name: 'Zły\n\u202eKlient' })).statusCode).toBe(204)
    const { items } = await look(visitor)
    expect(items).toHaveLength(1)
    expect(items[0].text).toBe('raz   dwa\n\n<img src=x onerror=alert(1)>')
    expect((await conversationOf(visitor)).name).toBe('Zły Klient')
    expect((await say(visitor, ' \u0007 ')).json().errors).toMatchObject([{ path: 'text', code: 'field.required' }])
    expect((await say(visitor, 'x'.repeat(4001))).statusCode).toBe(422)
    expect((await say(visitor, 'Mój adres', { email: 'żaden' })).json().errors).toMatchObject([
      { path: 'email', code: 'field.email' },
    ])
  })

  it('is answered with a file by an address that opens nothing else', async () => {
    const visitor = await visitorOf()
    await say(visitor, 'Proszę o ofertę')
    const kept = await keepFile(w.deps, Readable.from([Buffer.from('oferta')]), 100)
    await answer(visitor, '', [{ name: 'Oferta.pdf', type: 'text/html', contentId: null, ...kept }])
    const [{ name, url }] = (await look(visitor)).items.at(-1).files
    expect(name).toBe('Oferta.pdf')
    const path = url.slice(w.deps.config.publicUrl.length)
    const got = await w.app.inject({ method: 'GET', url: path })
    expect([got.body, got.headers['content-type']]).toEqual(['oferta', 'application/octet-stream'])
    expect((await w.app.inject({ method: 'GET', url: path.replace(/key=.{3}/, 'key=abc') })).statusCode).toBe(404)
  })
})

describe('a file of a visitor', () => {
  const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('obraz')])
  const send = (visitor: string, name: string, payload: Buffer, { key = randomUUID(), of = chat } = {}) =>
    w.app.inject({
      method: 'POST',
      url: `/api/public/chats/${of}/files?${new URLSearchParams({ visitor, key, name })}`,
      headers: { origin: 'https://www.firma.pl', 'content-type': 'application/octet-stream' },
      remoteAddress: `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
      payload,
    })

  it('stands in his conversation like every other, for both sides, once under one key', async () => {
    const visitor = await visitorOf()
    await say(visitor, 'Przesyłam zdjęcie')
    const key = randomUUID()
    for (let n = 0; n < 2; n += 1) expect((await send(visitor, 'C:\\brama.PNG', PNG, { key })).statusCode).toBe(204)
    const { items } = await look(visitor)
    expect(items).toHaveLength(2)
    expect(items[1]).toMatchObject({ mine: true, text: '', files: [{ name: 'C:_brama.PNG' }] })
    const got = await w.app.inject({ method: 'GET', url: items[1].files[0].url.slice(w.deps.config.publicUrl.length) })
    expect(got.rawPayload.equals(PNG)).toBe(true)
    const { rows } = await sql<{ name: string; type: string; size: number }>`select name, type, size::int as size
      from message_files where message_id = ${items[1].id}`.execute(w.db)
    expect(rows).toEqual([{ name: 'C:_brama.PNG', type: 'image/png', size: PNG.length }])
  })

  it('comes from nobody who has not written, and from no forged token', async () => {
    const visitor = await visitorOf()
    expect((await send(visitor, 'plan.png', PNG)).json().code).toBe('chat.text_first')
    await say(visitor, 'Dzień dobry')
    expect((await send(`${visitor}x`, 'plan.png', PNG)).json().code).toBe('chat.visitor_unknown')
    expect((await send(visitor, 'plan.png', PNG, { of: other })).json().code).toBe('chat.visitor_unknown')
  })

  it.each([
    ['wirus.exe', PNG],
    ['strona.html', Buffer.from('<script>')],
    ['rysunek.svg', Buffer.from('<svg/>')],
    ['faktura.pdf.js', PNG],
    ['bez-konca', PNG],
    ['nie-obraz.png', Buffer.from('<script>alert(1)</script>')],
    ['pusty.txt', Buffer.alloc(0)],
  ])('is not taken as %s', async (name, content) => {
    const visitor = await visitorOf()
    await say(visitor, 'Plik')
    expect((await send(visitor, name, content)).json().code).toBe('chat.file_type')
    expect((await look(visitor)).items).toHaveLength(1)
  })

  it('is no larger than 10 MB, and there are no more than thirty a day', async () => {
    const visitor = await visitorOf()
    await say(visitor, 'Dużo')
    const large = Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)])
    expect((await send(visitor, 'duzy.png', large)).statusCode).toBe(413)
    for (let n = 0; n < 30; n += 1) expect((await send(visitor, `${n}.txt`, Buffer.from(`${n}`))).statusCode).toBe(204)
    const more = await send(visitor, 'jeszcze.txt', Buffer.from('x'))
    expect([more.statusCode, more.json().code]).toEqual([429, 'chat.too_many_files'])
  })
})

describe('the window', () => {
  it('speaks the asked language, wears the colours of the account, and comes by one line', async () => {
    const definition = (await call('?lang=en', undefined)).json()
    expect(definition).toMatchObject({ name: 'Zakłady', language: 'en', open: true, words: { send: 'Send' } })
    expect(definition.css).toContain('--chat:#0b5f76;--on-chat:#ffffff')
    const script = await w.app.inject({ method: 'GET', url: `/chat/${chat}.js` })
    expect([script.statusCode, script.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin'])
    expect(script.body).toContain(JSON.stringify(chat))
    const page = await w.app.inject({ method: 'GET', url: `/chat/${chat}` })
    expect(page.body).toContain(`src="/chat/${chat}.js"`)
    expect((await w.app.inject({ method: 'GET', url: `/chat/${randomUUID()}.js` })).statusCode).toBe(404)
  })

  it('is shown by the sites of the company alone', async () => {
    expect((await call('', undefined, { origin: 'https://zly.pl' })).json().code).toBe('chat.origin_refused')
    expect((await call('', undefined, { origin: 'https://zly.pl', of: other })).statusCode).toBe(200)
  })

  it('asks for a way to answer outside working hours', async () => {
    await w.until('2027-11-13', '12:00')
    const visitor = await visitorOf(other)
    expect((await call('', undefined, { of: other })).json().open).toBe(false)
    const refused = await say(visitor, 'Jest tam kto?', {}, other)
    expect(refused.json().errors).toMatchObject([{ path: 'email', code: 'chat.contact_needed' }])
    expect((await say(visitor, 'Jest tam kto?', { phone: '601 224 718' }, other)).statusCode).toBe(204)
    // Whoever left it once is not asked again.
    expect((await say(visitor, 'Czekam', {}, other)).statusCode).toBe(204)
  })

  it('is gone when its account is switched off', async () => {
    await sql`update channel_accounts set active = false where id = ${other}`.execute(w.db)
    expect((await call('', undefined, { of: other })).statusCode).toBe(404)
  })

  it('lets nobody flood it', async () => {
    const visitor = await visitorOf()
    const codes: number[] = []
    for (let n = 0; n < 25; n += 1) {
      const { statusCode } = await w.app.inject({
        method: 'POST',
        url: `/api/public/chats/${chat}/messages`,
        headers: { 'content-type': 'application/json', origin: 'https://www.firma.pl' },
        remoteAddress: '10.9.9.9',
        payload: { visitor, key: randomUUID(), text: 'spam' },
      })
      codes.push(statusCode)
    }
    expect([codes.filter((code) => code === 204).length, codes.filter((code) => code === 429).length]).toEqual([20, 5])
  })
})
