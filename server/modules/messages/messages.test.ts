import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import { makeContact } from '../contacts/factory.ts'
import { channelListeners } from './commands/listen.ts'
import { sendScheduled } from './commands/write-message.ts'
import { makeAccount } from './factory.ts'

let w: World
let post: FakeChannel
let short: FakeChannel
/** The mailbox of sales, whose unknown senders become leads; a number of theirs; Anna's own mailbox. */
let sales: string
let number: string
let annas: string

beforeAll(async () => {
  w = await testWorld()
  post = new FakeChannel(w.deps, { key: 'post', address: 'email', threads: 'references', dropsDoubles: true })
  short = new FakeChannel(w.deps, {
    key: 'short',
    address: 'phone',
    threads: 'address',
    dropsDoubles: false,
    longest: 100,
  })
  w.deps.channels = new Map([post, short].map(({ channel }) => [channel.key, channel]))
  const departmentId = w.departments.sales
  sales = await w.write('owner', (cx) => makeAccount(cx, { channel: 'post', departmentId }))
  number = await w.write('owner', (cx) => makeAccount(cx, { channel: 'short', address: '+48221234567', departmentId }))
  annas = await w.write('anna', (cx) => makeAccount(cx, { channel: 'post', ownerId: w.people.anna }))
  await w.settle()
})
afterAll(() => w.close())

const conversations = async (who: 'anna' | 'marta' | 'owner' | 'salesHead', query = '') =>
  (await w.request(who, 'GET', `/api/conversations${query}`)).body.items as {
    id: string
    links: { kind: string; id: string }[]
    owner: { id: string } | null
    waitingSince: string | null
    subject: string
  }[]
const ofSubject = async (who: Parameters<typeof conversations>[0], subject: string) =>
  (await conversations(who)).find((conversation) => conversation.subject === subject)
const stateOf = async (id: string) => (await w.request('owner', 'GET', `/api/customer-messages/${id}`)).body

describe('what arrives', () => {
  it('opens a request for somebody unknown, once however often it is delivered, and the request runs', async () => {
    const [message] = await post.deliver(sales, { subject: 'Okna do hali' })
    await post.deliver(sales, message!, message!)
    await w.settle()
    const leads = await w.db.selectFrom('leads').selectAll().where('title', '=', 'Okna do hali').execute()
    expect(leads).toHaveLength(1)
    expect(leads[0]).toMatchObject({
      source: 'post',
      email: 'jan@klient.pl',
      person_name: 'Jan Klient',
      department_id: w.departments.sales,
    })
    expect(await w.told('anna', leads[0]!.id)).toEqual(['lead_waits_for_acceptance'])
    const conversation = (await ofSubject('anna', 'Okna do hali'))!
    expect(conversation.links).toMatchObject([{ kind: 'lead', id: leads[0]!.id }])
    expect(conversation.waitingSince).not.toBeNull()
    const timeline = await w.request('anna', 'GET', `/api/records/lead/${leads[0]!.id}/timeline`)
    if (timeline.status === 200) expect(JSON.stringify(timeline.body)).toContain('message.received')

    // Whoever takes the request has the conversation.
    await w.request('anna', 'POST', `/api/leads/${leads[0]!.id}/acceptance`)
    await w.settle()
    expect((await ofSubject('anna', 'Okna do hali'))!.owner).toMatchObject({ id: w.people.anna })
    expect(await ofSubject('marta', 'Okna do hali')).toBeUndefined()
  })

  it('goes on with the conversation it refers to, unless its sender has no part in it', async () => {
    const [first] = await post.deliver(sales, {
      subject: 'Reklamacja',
      from: { address: 'ewa@klient.pl', name: 'Ewa' },
    })
    await post.deliver(sales, {
      subject: 'Re: Reklamacja',
      from: { address: 'EWA@klient.pl', name: 'Ewa' },
      references: [first!.externalId],
    })
    await post.deliver(sales, {
      subject: 'Podszywam się',
      from: { address: 'obcy@zly.pl', name: '' },
      references: [first!.externalId],
    })
    await w.settle()
    const { id } = (await ofSubject('salesHead', 'Reklamacja'))!
    const { items } = (await w.request('salesHead', 'GET', `/api/conversations/${id}/messages`)).body
    expect(items.map((message: { subject: string }) => message.subject)).toEqual(['Re: Reklamacja', 'Reklamacja'])
    expect(await ofSubject('salesHead', 'Podszywam się')).toBeDefined()
    // Of the same person only one request is open.
    expect(await w.db.selectFrom('leads').select('id').where('email', '=', 'ewa@klient.pl').execute()).toHaveLength(1)
  })

  it('of one delivery goes on with what came in the same, by the same rule', async () => {
    const from = (name: string) => ({ address: `${name}@klient.pl`, name })
    const named = (name: string) => ({ externalId: `<${name}.${randomUUID()}@klient.pl>` })
    const [begun, cc, passed] = [named('begun'), named('cc'), named('passed')]
    await post.deliver(
      sales,
      { ...begun, subject: 'Wentylacja', from: from('adam'), cc: [from('beata')] },
      { ...cc, subject: 'Re: Wentylacja', from: from('beata'), references: [begun.externalId] },
      { subject: 'Nie moja', from: from('celina'), references: [cc.externalId] },
    )
    // Later: one who was in copy then answers a letter of this delivery, which itself goes on with what was there.
    await post.deliver(
      sales,
      { ...passed, subject: 'Odp: Wentylacja', from: from('adam'), references: [cc.externalId] },
      { subject: 'I ja', from: from('beata'), references: [passed.externalId] },
      { subject: 'Obca', from: from('celina'), references: [passed.externalId] },
    )
    await w.settle()
    const { id } = (await ofSubject('salesHead', 'Wentylacja'))!
    const { items } = (await w.request('salesHead', 'GET', `/api/conversations/${id}/messages`)).body
    const subjects = items.map((message: { subject: string }) => message.subject)
    expect(subjects.sort()).toEqual(['I ja', 'Odp: Wentylacja', 'Re: Wentylacja', 'Wentylacja'])
    expect(await ofSubject('salesHead', 'Nie moja')).toBeDefined()
    expect(await ofSubject('salesHead', 'Obca')).toBeDefined()
  })

  it('from before is written many at once, and the waiting, the last word and the files are as of one by one', async () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8, minute))
    const ids = Array.from({ length: 6 }, (_, n) => `<stara.${n}.${randomUUID()}@klient.pl>`)
    await post.deliver(
      annas,
      ...ids.map((externalId, n) => ({
        externalId,
        subject: `Stara sprawa ${n}`,
        text: `słowa ${n} \ud800 i \u0000 koniec`,
        past: at(n),
        references: n === 3 || n === 5 ? [ids[n - 2]!] : [],
        files: [{ name: `plan ${n}.pdf`, type: 'application/pdf', digest: 'a'.repeat(64), size: 5, contentId: null }],
      })),
    )
    const { rows } = await sql<{ subject: string; letters: number; files: number; last: string; waits: boolean }>`
      select c.subject, c.last_text as last, c.waiting_since is not null as waits, count(distinct m.id)::int as letters,
        count(f.message_id)::int as files from conversations c join messages m on m.conversation_id = c.id
        left join message_files f on f.message_id = m.id
      where c.subject like 'Stara sprawa %' group by c.id order by c.subject`.execute(w.db)
    const one = (n: number, letters = 1, latest = n) => ({
      subject: `Stara sprawa ${n}`,
      last: `słowa ${latest} \ufffd i  koniec`,
      waits: false,
      letters,
      files: letters,
    })
    expect(rows).toEqual([one(0), one(1, 3, 5), one(2), one(4)])
  })

  it('finds the card of who writes, tells its owner, and makes no request of it', async () => {
    const contact = await w.write(system('test'), (cx) =>
      makeContact(cx, { lastName: 'Znana', ownerId: w.people.katarzyna, phones: [{ value: '601 224 718' }] }),
    )
    await short.deliver(number, {
      from: { address: '601224718', name: '' },
      subject: '',
      text: 'Proszę o telefon',
      externalId: 'sms-1',
    })
    await w.settle()
    const [conversation] = await conversations('owner', '?channel=short')
    expect(conversation!.links).toMatchObject([{ kind: 'contact', id: contact.id }])
    expect(conversation!.owner).toMatchObject({ id: w.people.katarzyna })
    expect(await w.told('katarzyna', conversation!.id)).toEqual(['message_received'])
    expect(await w.db.selectFrom('leads').select('id').where('phone', '=', '+48601224718').execute()).toEqual([])
  })

  it('is taken from an answering machine without opening anything', async () => {
    await post.deliver(sales, {
      subject: 'Jestem na urlopie',
      from: { address: 'nikt@klient.pl', name: '' },
      automatic: true,
    })
    await w.settle()
    expect((await ofSubject('salesHead', 'Jestem na urlopie'))!.waitingSince).toBeNull()
    expect(await w.db.selectFrom('leads').select('id').where('email', '=', 'nikt@klient.pl').execute()).toEqual([])
  })

  it('is private in a personal mailbox, even to the owner of the company, until it touches a record', async () => {
    await post.deliver(annas, { subject: 'Prywatnie', from: { address: 'mama@dom.pl', name: 'Mama' } })
    const contact = await w.write('anna', (cx) =>
      makeContact(cx, { lastName: 'Klientka', emails: [{ value: 'klientka@firma.eu' }] }),
    )
    await post.deliver(annas, { subject: 'Służbowo', from: { address: 'klientka@firma.eu', name: '' } })
    await w.settle()
    const mine = (await ofSubject('anna', 'Prywatnie'))!
    expect(await ofSubject('owner', 'Prywatnie')).toBeUndefined()
    expect((await w.request('owner', 'GET', `/api/conversations/${mine.id}`)).status).toBe(404)
    expect((await w.request('owner', 'POST', `/api/conversations/${mine.id}/close`)).status).toBe(404)
    expect((await ofSubject('owner', 'Służbowo'))!.links).toMatchObject([{ kind: 'contact', id: contact.id }])
  })

  it('comes by the provider’s call, signed, and by no other', async () => {
    const call = (signature: string) =>
      w.app.inject({
        method: 'POST',
        url: `/channels/${sales}`,
        headers: { 'content-type': 'application/json', 'x-signature': signature },
        payload: JSON.stringify({ externalId: 'hook-1', subject: 'Przez webhook' }),
      })
    expect((await call('wrong')).statusCode).toBe(403)
    expect(await ofSubject('salesHead', 'Przez webhook')).toBeUndefined()
    expect((await call('right')).statusCode).toBe(200)
    expect((await call('right')).statusCode).toBe(200)
    expect((await conversations('salesHead')).filter(({ subject }) => subject === 'Przez webhook')).toHaveLength(1)
  })
})

describe('what is written', () => {
  it('goes out once, ends the waiting, and is told of until it is read', async () => {
    await post.deliver(sales, { subject: 'Ile za bramę?', from: { address: 'adam@klient.pl', name: 'Adam' } })
    await w.settle()
    const { id } = (await ofSubject('anna', 'Ile za bramę?'))!
    const answer = await w.request('anna', 'POST', `/api/conversations/${id}/messages`, { text: 'Od 5000 zł' })
    expect(answer.status).toBe(201)
    await w.settle()
    await w.worker.sendAll()
    const [sent] = post.sent.slice(-1)
    expect(sent).toMatchObject({
      to: [{ address: 'adam@klient.pl' }],
      text: 'Od 5000 zł',
      subject: 'Ile za bramę?',
      automatic: false,
    })
    expect(sent!.references).toHaveLength(1)
    expect((await ofSubject('anna', 'Ile za bramę?'))!.waitingSince).toBeNull()
    expect((await stateOf(answer.body.id)).state).toBe('sent')
    const externalId = sent!.key
    await post.report(
      sales,
      { externalId, state: 'delivered' },
      { externalId, state: 'read' },
      { externalId, state: 'delivered' },
    )
    expect((await stateOf(answer.body.id)).state).toBe('read')
  })

  it('can be called back until it leaves', async () => {
    const at = new Date((await w.now()).getTime() + 10_000).toISOString()
    const body = {
      to: [{ address: 'ola@klient.pl' }],
      subject: 'Oferta',
      text: 'W załączniku',
      channel: 'post',
      sendAt: at,
    }
    const [one, two] = [
      await w.request('anna', 'POST', '/api/customer-messages', body),
      await w.request('anna', 'POST', '/api/customer-messages', body),
    ]
    expect(one.body.state).toBe('scheduled')
    expect((await w.request('anna', 'POST', `/api/customer-messages/${one.body.id}/cancel`)).body.state).toBe(
      'cancelled',
    )
    await w.travel('11 seconds')
    await w.write(system('channels'), sendScheduled)
    await w.worker.sendAll()
    expect(post.sent.filter(({ to }) => to[0]!.address === 'ola@klient.pl').map(({ id }) => id)).toEqual([two.body.id])
    expect((await w.request('anna', 'POST', `/api/customer-messages/${two.body.id}/cancel`)).body.code).toBe(
      'message.left_already',
    )
  })

  it('stops as failed where it is refused for good, tells its author, and can be sent again', async () => {
    post.troubles.push(new ChannelTrouble('recipient_refused', '550 no such user', true))
    const { body } = await w.request('anna', 'POST', '/api/customer-messages', {
      to: [{ address: 'zly@klient.pl' }],
      text: 'Halo',
      channel: 'post',
    })
    await w.settle()
    await w.worker.sendAll()
    expect(await stateOf(body.id)).toMatchObject({
      state: 'failed',
      trouble: { code: 'recipient_refused', detail: '550 no such user' },
    })
    await w.settle()
    expect(await w.told('anna', body.conversationId)).toEqual(['message_failed'])
    expect((await w.request('anna', 'POST', `/api/customer-messages/${body.id}/retry`)).status).toBe(200)
    await w.worker.sendAll()
    expect((await stateOf(body.id)).state).toBe('sent')
  })

  it('stops as perhaps sent where nobody saw the end and doubles would arrive', async () => {
    const { body } = await w.request('anna', 'POST', '/api/customer-messages', {
      to: [{ address: '+48601000111' }],
      text: 'Już jedziemy',
      channel: 'short',
    })
    await sql`update outbox set state = 'sending' where topic = 'message' and key = ${body.id}`.execute(w.db)
    const before = short.sent.length
    await w.worker.sendAll()
    expect(short.sent).toHaveLength(before)
    expect(await stateOf(body.id)).toMatchObject({ state: 'failed', trouble: { code: 'perhaps_sent' } })
  })

  it('keeps a report that comes before the answer', async () => {
    const { body } = await w.request('anna', 'POST', '/api/customer-messages', {
      to: [{ address: '601000222' }],
      text: 'Dojechało',
      channel: 'short',
    })
    await short.report(number, { externalId: `ext-${body.id}`, state: 'delivered' })
    await w.worker.sendAll()
    expect(await stateOf(body.id)).toMatchObject({ state: 'delivered', to: [{ address: '+48601000222' }] })
  })

  it('refuses nobody, two people where one is meant, and what is too long', async () => {
    const write = async (body: object) => (await w.request('anna', 'POST', '/api/customer-messages', body)).body
    const to = [{ address: '+48601000111' }, { address: '+48601000112' }]
    expect((await write({ text: 'x', channel: 'post' })).errors).toMatchObject([
      { path: 'to', code: 'message.no_recipient' },
    ])
    expect((await write({ text: 'x', channel: 'short', to })).errors).toMatchObject([
      { path: 'to', code: 'message.one_recipient' },
    ])
    const long = await write({ text: 'x'.repeat(101), channel: 'short', to: to.slice(0, 1) })
    expect(long.errors).toMatchObject([{ path: 'text', code: 'field.too_long' }])
    expect((await write({ text: 'x', channel: 'telepathy', to })).code).toBe('message.no_account')
  })
})

describe('accounts', () => {
  const change = (body: object) =>
    w.request('owner', 'PATCH', `/api/channel-accounts/${sales}`, body, { 'if-match': '*' })

  it('never tells a secret, keeps it while it is left out, and asks for it when the server changes', async () => {
    const { body } = await w.request('owner', 'GET', `/api/channel-accounts/${sales}`)
    expect(body).toMatchObject({ settings: { host: 'example.com' }, secretsSet: ['password'] })
    expect(JSON.stringify(body)).not.toContain('tajne')
    expect((await change({ name: 'Sprzedaż' })).status).toBe(200)
    expect((await change({ settings: { host: 'zly.pl' } })).body.errors).toMatchObject([
      { path: 'settings.password', code: 'channel.secret_again' },
    ])
    expect((await change({ settings: { host: 'nowy.pl', password: 'tajne' } })).body.settings).toEqual({
      host: 'nowy.pl',
    })
    expect((await change({ settings: { host: '', password: 'x' } })).body.errors[0].path).toBe('settings.host')
    await w.settle()
  })

  it('are tried out without being saved', async () => {
    const check = async (password?: string) =>
      (
        await w.request('owner', 'POST', '/api/channel-accounts/check', {
          channel: 'post',
          name: 'x',
          address: 'x@firma.pl',
          settings: { host: 'nowy.pl', ...(password ? { password } : {}) },
          id: sales,
        })
      ).body
    expect(await check('złe')).toMatchObject({ ok: false, code: 'wrong_password', detail: 'no such key' })
    expect(await check()).toMatchObject({ ok: true })
  })

  it('say that they broke, once a day to those who can mend it, and that they work again', async () => {
    await post.trouble(sales, new ChannelTrouble('wrong_password', 'NO'))
    await post.trouble(sales, new ChannelTrouble('wrong_password', 'NO'))
    expect(await w.told('admin', sales)).toEqual(['channel_trouble'])
    expect((await w.request('owner', 'GET', `/api/channel-accounts/${sales}`)).body.trouble).toMatchObject({
      code: 'wrong_password',
      detail: 'NO',
    })
    await post.trouble(sales, null)
    expect((await w.request('owner', 'GET', `/api/channel-accounts/${sales}`)).body.trouble).toBeNull()
  })

  it('of others are set up by leaders alone', async () => {
    const add = (who: 'anna' | 'admin', body: object) =>
      w.request(who, 'POST', '/api/channel-accounts', {
        channel: 'post',
        name: 'n',
        settings: { host: 'h', password: 'tajne' },
        ...body,
      })
    expect((await add('anna', { address: 'a1@firma.pl', departmentId: w.departments.sales })).status).toBe(403)
    expect((await add('anna', { address: 'a2@firma.pl', ownerId: w.people.marta })).status).toBe(403)
    expect((await add('admin', { address: 'a3@firma.pl', departmentId: w.departments.sales })).status).toBe(201)
    expect((await add('admin', { address: 'A3@firma.pl' })).body.errors).toMatchObject([
      { path: 'address', code: 'channel.address_taken' },
    ])
  })
})

describe('listening', () => {
  it('is done by one node for an account, anew after a change, and by another once the first falls silent', async () => {
    const [first, second] = [channelListeners(w.deps), channelListeners(w.deps)]
    await w.worker.round()
    await sql`update channel_accounts set listener = null, listened_until = null`.execute(w.db)
    post.heard.clear()
    await first.tend()
    const ear = post.heard.get(annas)
    expect(ear).toBeDefined()
    await second.tend()
    await first.tend()
    expect(post.heard.get(annas)).toBe(ear)
    await w.request('anna', 'PATCH', `/api/channel-accounts/${annas}`, { name: 'Moja' }, { 'if-match': '*' })
    await first.tend()
    expect(post.heard.get(annas)).not.toBe(ear)
    await w.request('anna', 'PATCH', `/api/channel-accounts/${annas}`, { active: false }, { 'if-match': '*' })
    await first.tend()
    expect(post.heard.has(annas)).toBe(false)
    await sql`update channel_accounts set active = true, listened_until = clock_timestamp() - interval '1 second'
      where id = ${annas}`.execute(w.db)
    await second.tend()
    expect(post.heard.has(annas)).toBe(true)
    await second.stop()
    expect(post.heard.has(annas)).toBe(false)
  })
})
