import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TestSmsapi, TestTwilio } from '../../../test/support/sms-providers.ts'
import type { ChannelTrouble, OpenAccount, OutgoingMessage, WebhookRequest } from '../../core/channel.ts'
import { type SmsSettings, smsSettings } from './settings.ts'
import { smsChannel } from './sms.ts'
import { signatureOf } from './twilio.ts'

const smsapi = new TestSmsapi()
const twilio = new TestTwilio()
beforeAll(async () => {
  await smsapi.up()
  await twilio.up()
})
afterEach(() => {
  smsapi.error = null
  twilio.error = null
})
afterAll(async () => {
  await smsapi.down()
  await twilio.down()
})

const KEY = 'k'.repeat(32)
const WEBHOOK = 'https://tok.firma.pl/channels/0192f0c0-0000-7000-8000-000000000001'
type Account = OpenAccount<SmsSettings>
const opened = (address: string, settings: object): Account => ({
  id: '0192f0c0-0000-7000-8000-000000000001',
  address,
  name: 'SMS',
  settings: smsSettings.parse(settings),
  cursor: {},
  dataDir: '',
  webhookUrl: WEBHOOK,
})
const overSmsapi = (change: object = {}) =>
  opened('ALFA', { provider: 'smsapi', url: `${smsapi.url}/`, token: smsapi.token, callbackKey: KEY, ...change })
const overTwilio = (change: object = {}) =>
  opened('+48500600700', {
    provider: 'twilio',
    url: twilio.url,
    accountSid: twilio.sid,
    authToken: twilio.authToken,
    ...change,
  })

let messages = 0
const message = (text: string, to = '+48600100200'): OutgoingMessage => {
  messages += 1
  return {
    id: `0192f0c0-0000-7000-8000-${String(messages).padStart(12, '0')}`,
    key: '',
    to: [{ address: to, name: '' }],
    cc: [],
    subject: '',
    text,
    html: null,
    references: [],
    files: [],
    automatic: true,
    date: new Date(0),
    sinceHeard: null,
    toMany: false,
  }
}
const send = (account: Account, what: OutgoingMessage) => smsChannel.send(account as never, what)
const hear = (account: Account, request: Partial<WebhookRequest>) =>
  smsChannel.webhook!(account as never, {
    method: 'GET',
    url: WEBHOOK,
    query: {},
    headers: {},
    body: Buffer.alloc(0),
    now: new Date(0),
    ...request,
  })
const troubleOf = (doing: Promise<unknown>) =>
  doing.then(
    () => null,
    ({ code, final }: ChannelTrouble) => [code, final],
  )

describe('SMSAPI', () => {
  it('sends a text under a name and asks for its report', async () => {
    const what = message('Zamówienie jest w drodze')
    const { externalId } = await send(overSmsapi(), what)
    expect(smsapi.sent.at(-1)).toEqual({
      id: externalId,
      to: '48600100200',
      from: 'ALFA',
      message: 'Zamówienie jest w drodze',
      idx: what.id.replaceAll('-', ''),
      notify: `${WEBHOOK}?key=${KEY}`,
    })
    await send(overSmsapi({ withoutPolish: true }), message('Zamówienie jest w drodze'))
    expect(smsapi.sent.at(-1)!.message).toBe('Zamowienie jest w drodze')
    await smsChannel.check(overSmsapi() as never)
  })

  it('asks again after a lost answer, and nothing goes out twice', async () => {
    const what = message('Raz')
    smsapi.breaksOff = 1
    expect(await troubleOf(send(overSmsapi(), what))).toEqual(['connection_lost', false])
    const before = smsapi.sent.length
    const { externalId } = await send(overSmsapi(), what)
    expect(smsapi.sent.length).toBe(before)
    const { id, idx } = smsapi.sent.at(-1)!
    const { reports } = await hear(overSmsapi(), { query: { key: KEY, MsgId: id, status: '404', idx } })
    expect(reports).toContainEqual({ externalId, state: 'delivered' })
  })

  it.each([
    [101, 'wrong_password', false],
    [103, 'no_credit', false],
    [14, 'not_allowed', false],
    [13, 'recipient_refused', true],
    [12, 'too_long', true],
    [201, 'busy', false],
    [8, 'message_refused', true],
  ])('knows its error %d', async (error, code, final) => {
    smsapi.error = error
    expect(await troubleOf(send(overSmsapi(), message('a')))).toEqual([code, final])
  })

  it('reads several reports at once and tells only what is decided', async () => {
    const query = {
      key: KEY,
      MsgId: '1,2,3',
      status: '404,405,403',
      idx: '',
      donedate: '1764385260,,',
      username: 'firma',
    }
    const { status, body, reports } = await hear(overSmsapi(), { query })
    expect([status, body]).toEqual([200, 'OK'])
    expect(reports).toEqual([
      { externalId: '1', state: 'delivered' },
      { externalId: '2', state: 'failed', trouble: 'recipient_refused', detail: '405' },
    ])
  })

  it('reads an answer, under the same name each time it comes', async () => {
    const form = {
      sms_to: '48500600700',
      sms_from: '48600100200',
      sms_text: 'Tak, będę',
      sms_date: '1764385260',
      MsgId: 'A1',
    }
    const request = {
      method: 'POST' as const,
      query: { key: KEY },
      body: Buffer.from(new URLSearchParams(form).toString()),
    }
    const { body, messages: heard } = await hear(overSmsapi(), request)
    expect(body).toBe('OK')
    expect(heard).toMatchObject([
      { externalId: 'A1', from: { address: '+48600100200' }, text: 'Tak, będę', sentAt: new Date(1_764_385_260_000) },
    ])
    const { MsgId: _, ...unnamed } = form
    const again = await Promise.all([1, 2].map(() => hear(overSmsapi(), { query: { key: KEY, ...unnamed } })))
    expect(again[0]!.messages[0]!.externalId).toBe(again[1]!.messages[0]!.externalId)
  })

  it('hears nobody without the key of its address', async () => {
    for (const query of [
      { MsgId: '1', status: '404' },
      { key: 'x'.repeat(32), MsgId: '1', status: '404' },
    ])
      expect(await troubleOf(hear(overSmsapi(), { query: query as Record<string, string> }))).toEqual([
        'signature',
        true,
      ])
  })
})

describe('Twilio', () => {
  it('sends a text and asks for its report', async () => {
    const { externalId } = await send(overTwilio(), message('Zamówienie jest w drodze'))
    expect(externalId).toMatch(/^SM/)
    expect(twilio.sent.at(-1)).toEqual({
      To: '+48600100200',
      From: '+48500600700',
      Body: 'Zamówienie jest w drodze',
      StatusCallback: WEBHOOK,
    })
    const messagingServiceSid = `MG${'0'.repeat(32)}`
    await send(overTwilio({ messagingServiceSid }), message('a'))
    expect(twilio.sent.at(-1)).toMatchObject({ MessagingServiceSid: messagingServiceSid })
    expect(twilio.sent.at(-1)).not.toHaveProperty('From')
    await smsChannel.check(overTwilio() as never)
    expect(await troubleOf(smsChannel.check(overTwilio({ authToken: 'nie' }) as never))).toEqual([
      'wrong_password',
      false,
    ])
  })

  it('says "perhaps sent" where nobody saw the end', async () => {
    twilio.breaksOff = 1
    expect(await troubleOf(send(overTwilio(), message('a')))).toEqual(['perhaps_sent', true])
    twilio.error = [502, 0]
    expect(await troubleOf(send(overTwilio(), message('a')))).toEqual(['perhaps_sent', true])
    twilio.error = null
    await twilio.down()
    expect(await troubleOf(send(overTwilio(), message('a')))).toEqual(['connection_refused', false])
    await twilio.up()
  })

  it.each([
    [400, 21211, 'recipient_refused', true],
    [400, 21610, 'recipient_opted_out', true],
    [400, 21617, 'too_long', true],
    [400, 21606, 'not_allowed', false],
    [401, 20003, 'wrong_password', false],
    [429, 20429, 'busy', false],
    [400, 21602, 'message_refused', true],
  ])('knows its error %d %d', async (status, error, code, final) => {
    twilio.error = [status, error]
    expect(await troubleOf(send(overTwilio(), message('a')))).toEqual([code, final])
  })

  // The example of Twilio's documentation on the security of webhooks.
  it('reckons the signature of the documentation', () => {
    const form = new URLSearchParams({
      Digits: '1234',
      To: '+18005551212',
      From: '+14158675309',
      Caller: '+14158675309',
      CallSid: 'CA1234567890ABCDE',
    })
    expect(signatureOf('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', form)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    )
  })

  const signed = (fields: Record<string, string>, token = twilio.authToken): Partial<WebhookRequest> => {
    const form = new URLSearchParams({ AccountSid: twilio.sid, ...fields })
    return {
      method: 'POST',
      headers: { 'x-twilio-signature': signatureOf(token, WEBHOOK, form) },
      body: Buffer.from(form.toString()),
    }
  }

  it('reads an answer and gives back no text', async () => {
    const request = signed({
      MessageSid: 'SM1',
      SmsStatus: 'received',
      From: '+48600100200',
      To: '+48500600700',
      Body: 'Tak, będę',
      NumMedia: '0',
    })
    const { type, body, messages: heard } = await hear(overTwilio(), request)
    expect([type, body]).toEqual(['text/xml', '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'])
    expect(heard).toMatchObject([{ externalId: 'SM1', from: { address: '+48600100200' }, text: 'Tak, będę' }])
  })

  it('reads reports', async () => {
    const reportsOf = async (fields: Record<string, string>) => (await hear(overTwilio(), signed(fields))).reports
    expect(await reportsOf({ MessageSid: 'SM1', MessageStatus: 'sent' })).toEqual([])
    expect(await reportsOf({ MessageSid: 'SM1', MessageStatus: 'delivered' })).toEqual([
      { externalId: 'SM1', state: 'delivered' },
    ])
    expect(await reportsOf({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003' })).toEqual([
      { externalId: 'SM1', state: 'failed', trouble: 'recipient_refused', detail: '30003' },
    ])
  })

  it('refuses what is not signed, signed by another, or changed', async () => {
    const fields = { MessageSid: 'SM1', SmsStatus: 'received', From: '+48600100200', To: '+48500600700', Body: 'Tak' }
    const right = signed(fields)
    const forged = [
      { ...right, headers: {} },
      signed(fields, 'inny'),
      { ...right, body: Buffer.from(right.body!.toString().replace('Tak', 'Nie')) },
      { ...right, url: `${WEBHOOK}?more=1` },
    ]
    for (const request of forged) expect(await troubleOf(hear(overTwilio(), request))).toEqual(['signature', true])
    expect(await troubleOf(hear(overTwilio(), signed({ ...fields, AccountSid: 'AC1' })))).toEqual(['unreadable', true])
  })
})
