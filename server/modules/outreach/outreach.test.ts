import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import type { Subject } from '../../core/events.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import { makeAccount } from '../messages/factory.ts'
import { sendToCustomer } from './commands/send.ts'
import { type SendInput, sendInput } from './schema.ts'

let w: World
let sms: FakeChannel
let mail: FakeChannel
let made = 0

beforeAll(async () => {
  w = await testWorld()
  sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([sms, mail].map(({ channel }) => [channel.key, channel]))
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'sms', address: '+48221234567' }))
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'mail', address: 'biuro@firma.pl' }))
  await w.settle()
})
afterEach(() => {
  sms.sent.length = 0
  mail.sent.length = 0
  sms.troubles.length = 0
})
afterAll(() => w.close())

async function send(about: Subject, given: Partial<SendInput> & { text: SendInput['text'] }) {
  made += 1
  const input = sendInput.parse(given)
  const sent = await w.write(system('test'), (cx) => sendToCustomer(cx, about, input, `step-${made}`))
  await leave()
  return sent
}
async function leave() {
  await w.settle()
  await w.worker.sendAll()
  await w.settle()
  await w.worker.sendAll()
}
const refusalOf = (sending: Promise<unknown>) =>
  sending.then(
    () => null,
    ({ code, params }) => ({ code, ...params }),
  )
const contact = (given: Parameters<typeof makeContact>[1] = {}) => w.write('anna', (cx) => makeContact(cx, given))
const prefer = (id: string, channel: string) =>
  sql`update contacts set preferred_channel = ${channel} where id = ${id}`.execute(w.db)
const events = async (id: string) => {
  const rows = await w.db.selectFrom('event_log').select('name').where('subject_id', '=', id).orderBy('id').execute()
  return rows.map(({ name }) => name)
}

describe('a message to the customer', () => {
  it('goes to the person of a deal, in that person’s language, on the deal’s timeline', async () => {
    const { id: contactId } = await contact({ firstName: 'John', lastName: 'Smith', locale: 'en' })
    const { id, number } = await w.write('anna', (cx) => makeDeal(cx, { title: 'Okna', contactId }))
    const text = {
      pl: 'Zamówienie {{record.number}} jest w drodze.',
      en: '{{recipient.first_name}}, order {{record.number}} is on its way. {{owner.name}}',
    }
    await send({ kind: 'deal', id }, { text })
    expect(sms.sent.map((one) => one.text)).toEqual([`John, order ${number} is on its way. Anna Wiśniewska`])
    expect(sms.sent[0]).toMatchObject({ automatic: true })
    const { items } = (await w.request('anna', 'GET', `/api/conversations?aboutKind=deal&aboutId=${id}`)).body
    expect(items).toHaveLength(1)
  })

  it('takes the customer’s own channel first, then the order given, where there is an address', async () => {
    const { id } = await contact()
    await prefer(id, 'mail')
    expect(await send({ kind: 'contact', id }, { text: 'a' })).toMatchObject([{ channel: 'mail' }])
    const { id: landline } = await contact({ phones: [{ value: '+48221112233' }] })
    expect(await send({ kind: 'contact', id: landline }, { text: 'b' })).toMatchObject([{ channel: 'mail' }])
    expect(mail.sent.map(({ text, subject }) => [text, subject])).toEqual([
      ['a', 'Zakłady Testowe'],
      ['b', 'Zakłady Testowe'],
    ])
    expect(sms.sent).toEqual([])
  })

  it('writes to the company where there is no person, and to a lead that has no card yet', async () => {
    const { id } = await w.write('anna', (cx) => makeCompany(cx, { phones: [{ value: '+48601555444' }] }))
    expect(await send({ kind: 'company', id }, { text: 'a' })).toHaveLength(1)
    const lead = await w.request('anna', 'POST', '/api/leads', {
      title: 'Brama',
      personName: 'Ewa Lis',
      phone: '602 333 444',
    })
    await send({ kind: 'lead', id: lead.body.id }, { text: 'Dzień dobry, {{recipient.first_name}}' })
    expect(sms.sent.map(({ text }) => text)).toEqual(['a', 'Dzień dobry, Ewa'])
  })

  it('stops where there is nobody to write to, and says why', async () => {
    const { id: deal } = await w.write('anna', (cx) =>
      makeDeal(cx, { title: 'Bez klienta', contactId: null, companyId: null }),
    )
    const { id: mute } = await contact({ firstName: 'Bez', lastName: 'Adresu', phones: [], emails: [] })
    const { id: out } = await contact({ phones: [{ value: '+48601777888' }], emails: [] })
    await sql`insert into opt_outs (channel, address, at) values ('sms', '+48601777888', now())`.execute(w.db)
    const of = (kind: string, id: string, channels?: string[]) => refusalOf(send({ kind, id }, { text: 'a', channels }))
    expect(await of('deal', deal)).toMatchObject({ code: 'outreach.no_customer' })
    expect(await of('contact', mute)).toMatchObject({ code: 'outreach.no_way', why: 'no_address', name: 'Bez Adresu' })
    expect(await of('contact', out)).toMatchObject({ code: 'outreach.no_way', why: 'opted_out' })
    expect(await w.db.selectFrom('outreaches').select('id').where('customer_id', 'in', [mute, out]).execute()).toEqual(
      [],
    )
  })

  it('comes at most so often a day', async () => {
    const { id } = await contact()
    for (const text of ['1', '2', '3']) await send({ kind: 'contact', id }, { text })
    expect(await refusalOf(send({ kind: 'contact', id }, { text: '4' }))).toMatchObject({
      code: 'outreach.enough_today',
      count: 3,
    })
    await w.travel('1 day')
    expect(await send({ kind: 'contact', id }, { text: '5' })).toHaveLength(1)
  })
})

describe('a message that does not arrive', () => {
  it('goes on by the next channel, within its time', async () => {
    const { id } = await contact()
    sms.troubles.push(new ChannelTrouble('recipient_refused', '', true))
    await send({ kind: 'contact', id }, { text: 'Ważne' })
    expect(mail.sent.map(({ text }) => text)).toEqual(['Ważne'])
    expect(await events(id)).toContain('outreach.went_on')
  })

  it('goes on after a report as well, and no more once its time has passed', async () => {
    const { id: early } = await contact()
    const { id: late } = await contact()
    const [first] = await send({ kind: 'contact', id: early }, { text: 'a' })
    const [second] = await send({ kind: 'contact', id: late }, { text: 'b', fallBackWithin: 'PT30M' })
    const { id: account } = (await w.request('owner', 'GET', '/api/channel-accounts')).body.items.find(
      ({ channel }: { channel: string }) => channel === 'sms',
    )
    const fails = (messageId: string) => sms.report(account, { externalId: `ext-${messageId}`, state: 'failed' })
    await fails(first!.messageId)
    await w.travel('PT31M')
    await fails(second!.messageId)
    await leave()
    expect(mail.sent.map(({ text }) => text)).toEqual(['a'])
    expect(await events(late)).toContain('outreach.failed')
  })

  it('stays with a person where it was perhaps sent', async () => {
    const { id } = await contact()
    sms.troubles.push(new ChannelTrouble('perhaps_sent', '', true))
    await send({ kind: 'contact', id }, { text: 'a' })
    expect(mail.sent).toEqual([])
    expect(await events(id)).toContain('outreach.failed')
  })
})

describe('a confirm link', () => {
  const page = (method: 'GET' | 'POST', path: string) =>
    w.app.inject({
      method,
      url: path,
      headers: { 'accept-language': 'pl', 'content-type': 'application/x-www-form-urlencoded' },
    })
  const linkIn = (text: string) => new URL(/https?:\S+/.exec(text)![0]).pathname

  it('confirms by the button alone, once, and a process hears of the record', async () => {
    const { id } = await contact({ locale: 'pl' })
    await send({ kind: 'contact', id }, { text: 'Czy pasuje <jutro>? {{link}}', confirm: true })
    const path = linkIn(sms.sent[0]!.text)
    const opened = await page('GET', path)
    expect([opened.statusCode, opened.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(opened.body).toContain('Potwierdzam')
    expect(opened.body).toContain('&lt;jutro&gt;')
    await page('GET', path)
    expect(await events(id)).not.toContain('message.confirmed')
    for (const _ of [1, 2]) expect((await page('POST', path)).body).toContain('Potwierdzone')
    expect((await events(id)).filter((name) => name === 'message.confirmed')).toHaveLength(1)
  })

  it('is worth nothing after its time, or changed', async () => {
    const { id } = await contact({ locale: 'pl' })
    const confirmUntil = new Date((await w.now()).getTime() + 3_600_000).toISOString()
    await send({ kind: 'contact', id }, { text: 'a', confirm: true, confirmUntil })
    const path = linkIn(sms.sent[0]!.text)
    await w.travel('PT61M')
    expect((await page('POST', path)).body).toContain('Czas na potwierdzenie minął')
    expect(await events(id)).not.toContain('message.confirmed')
    expect((await page('POST', `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404)
    expect((await page('GET', '/c/x')).statusCode).toBe(404)
  })
})
