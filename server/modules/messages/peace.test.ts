import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { makeContact } from '../contacts/factory.ts'
import { sendScheduled, writeMessage } from './commands/write-message.ts'
import { makeAccount } from './factory.ts'

let w: World
let sms: FakeChannel
let number: string
let contact: string
const PHONE = '+48601224718'

beforeAll(async () => {
  w = await testWorld()
  sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  w.deps.channels = new Map([[sms.channel.key, sms.channel]])
  const departmentId = w.departments.sales
  number = await w.write('owner', (cx) => makeAccount(cx, { channel: 'sms', address: '+48221234567', departmentId }))
  contact = (
    await w.write('anna', (cx) => makeContact(cx, { phones: [{ value: PHONE }], emails: [{ value: 'jan@klient.pl' }] }))
  ).id
  await w.settle()
})
afterAll(() => w.close())

const write = (body: object = {}) =>
  w.request('anna', 'POST', '/api/customer-messages', {
    channel: 'sms',
    to: [{ address: PHONE }],
    text: 'Dzień dobry',
    ...body,
  })
const optOuts = async () => (await w.request('anna', 'GET', `/api/contacts/${contact}/opt-outs`)).body.items
const sent = async () => {
  await w.settle()
  await w.worker.sendAll()
  return sms.sent.map(({ text }) => text)
}
const arrive = async (text: string, from = PHONE) => {
  await sms.deliver(number, { from: { address: from, name: '' }, subject: '', text })
  await w.settle()
}

describe('an opt-out', () => {
  it('comes by an answer, stands on the card, and stops every message', async () => {
    expect(await optOuts()).toEqual([{ channel: 'sms', address: PHONE, optedOut: null }])
    await arrive(' stop. ')
    expect(await optOuts()).toMatchObject([{ optedOut: { how: 'answer', by: null } }])
    const refused = await write()
    expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'message.opted_out'])
    await arrive('START')
    expect(await optOuts()).toMatchObject([{ optedOut: null }])
    expect((await write()).status).toBe(201)
    const timeline = await w.db
      .selectFrom('event_log')
      .select('name')
      .where('name', 'in', ['customer.opted_out', 'customer.opted_in'])
      .orderBy('id')
      .execute()
    expect(timeline.map(({ name }) => name)).toEqual(['customer.opted_out', 'customer.opted_in'])
  })

  it('opens no request and waits for no answer, from somebody unknown either', async () => {
    await arrive('REZYGNUJĘ', '+48602000111')
    expect(await w.db.selectFrom('leads').select('id').where('phone', '=', '+48602000111').execute()).toEqual([])
    const [conversation] = await w.db
      .selectFrom('conversations')
      .select('waiting_since')
      .where('address', '=', '+48602000111')
      .execute()
    expect(conversation!.waiting_since).toBeNull()
  })

  it('is written down by hand, by who may change the card, and taken back', async () => {
    const set = (who: 'anna' | 'marta', optedOut: boolean, address = PHONE) =>
      w.request(who, 'PUT', `/api/contacts/${contact}/opt-outs`, { channel: 'sms', address, optedOut })
    expect((await set('marta', true)).status).toBeGreaterThanOrEqual(403)
    expect((await set('anna', true, '+48600000000')).body.errors[0].path).toBe('address')
    expect((await set('anna', true)).body.items).toMatchObject([{ optedOut: { how: 'hand', by: 'Anna Wiśniewska' } }])
    expect((await write()).status).toBe(422)
    expect((await set('anna', false)).body.items).toMatchObject([{ optedOut: null }])
  })

  it('stops what was written before it and has not left', async () => {
    const { body } = await write({ text: 'Nie powinno wyjść' })
    await arrive('stop')
    expect(await sent()).not.toContain('Nie powinno wyjść')
    expect((await w.request('anna', 'GET', `/api/customer-messages/${body.id}`)).body).toMatchObject({
      state: 'failed',
      trouble: { code: 'recipient_opted_out' },
    })
    await arrive('start')
  })
})

describe('quiet hours', () => {
  it('are set by who leads, at the version seen', async () => {
    const quiet = { from: '20:00', to: '08:00', restDays: false, dailyCap: 3 }
    expect((await w.request('anna', 'GET', '/api/settings/customer-peace')).body).toEqual({ ...quiet, version: 0 })
    const put = (who: 'owner' | 'anna', body: object, version: string) =>
      w.request(who, 'PUT', '/api/settings/customer-peace', body, { 'if-match': version })
    expect((await put('anna', quiet, '*')).status).toBe(403)
    expect((await put('owner', { ...quiet, from: '25:00' }, '*')).body.errors[0].path).toBe('from')
    expect((await put('owner', { ...quiet, from: '19:00' }, '"0"')).body).toMatchObject({ from: '19:00', version: 1 })
    expect((await put('owner', { ...quiet, from: '21:00' }, '"0"')).status).toBe(409)
  })

  it('keep what a process writes until the morning, and ask a person', async () => {
    await w.until((await w.now()).toISOString().slice(0, 10), '19:30')
    const byProcess = await w.write(system('test'), (cx) =>
      writeMessage(cx, { channel: 'sms', to: [{ address: PHONE, name: '' }], text: 'Od procesu', automatic: true }),
    )
    const asked = await write({ text: 'Od Anny' })
    expect([asked.status, asked.body.code]).toEqual([409, 'message.quiet_hours'])
    expect((await write({ text: 'Od Anny mimo to', evenNow: true })).status).toBe(201)
    expect(await sent()).toContain('Od Anny mimo to')
    expect(await sent()).not.toContain('Od procesu')
    expect((await w.request('anna', 'GET', `/api/customer-messages/${byProcess.id}`)).body.state).toBe('scheduled')
    await w.travel('PT12H31M')
    await w.write(system('test'), sendScheduled)
    expect(await sent()).toContain('Od procesu')
  })

  it('do not hold back the answer to a customer who waits for it', async () => {
    await w.until((await w.now()).toISOString().slice(0, 10), '22:00')
    await arrive('Czy będą Państwo jutro?')
    const [{ id }] = (await w.request('anna', 'GET', '/api/conversations?channel=sms&state=waiting')).body.items
    expect((await w.request('anna', 'POST', `/api/conversations/${id}/messages`, { text: 'Będziemy' })).status).toBe(
      201,
    )
    expect(await sent()).toContain('Będziemy')
  })
})

describe('by mail', () => {
  it('letters to several end with a STOP, what one person writes to him alone does not', async () => {
    const mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
    w.deps.channels = new Map([
      [sms.channel.key, sms.channel],
      [mail.channel.key, mail.channel],
    ])
    const box = await w.write('owner', (cx) =>
      makeAccount(cx, { channel: 'mail', address: 'biuro@firma.pl', departmentId: w.departments.sales }),
    )
    const from = { address: 'jan@klient.pl', name: 'Jan' }
    await mail.deliver(box, { from, subject: 'Stop dostawom do piątku', text: 'Proszę wstrzymać dostawy.' })
    await w.settle()
    const ofMail = async () => (await optOuts()).find(({ channel }: { channel: string }) => channel === 'mail')
    expect(await ofMail()).toMatchObject({ optedOut: null })
    await mail.deliver(box, { from, subject: 'STOP', text: '' })
    await w.settle()
    expect(await ofMail()).toMatchObject({ address: from.address, optedOut: { how: 'answer' } })
    const letter = (toMany: boolean) =>
      w.write('anna', (cx) =>
        writeMessage(cx, { channel: 'mail', to: [from], subject: 'Nowości', text: 'Mamy nowe okna', toMany }),
      )
    await expect(letter(true)).rejects.toMatchObject({ fields: [{ code: 'message.opted_out' }] })
    await letter(false)
  })
})
