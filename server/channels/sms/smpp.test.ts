import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gsmText } from '../../../pure/sms.ts'
import { TestSmsc } from '../../../test/support/smsc.ts'
import type {
  ChannelTrouble,
  DeliveryReport,
  Ear,
  IncomingMessage,
  Listener,
  OpenAccount,
  OutgoingMessage,
} from '../../core/channel.ts'
import { type SmppSettings, smppSettings } from './settings.ts'
import { checkSmpp, closeSmpp, listenSmpp, sendSmpp } from './smpp.ts'

let smsc: TestSmsc
let listeners: Listener[]
beforeEach(async () => {
  smsc = await TestSmsc.start()
  listeners = []
})
afterEach(async () => {
  await Promise.all(listeners.map((listener) => listener.stop()))
  await closeSmpp('a')
  await smsc.down()
})

type Account = OpenAccount<SmppSettings>
const account = (change: object = {}, cursor: Record<string, unknown> = {}, own: Partial<Account> = {}): Account => ({
  id: 'a',
  address: '+48500600700',
  name: 'SMS',
  settings: smppSettings.parse({
    provider: 'smpp',
    host: smsc.host,
    port: smsc.port,
    security: 'none',
    systemId: 'tok',
    password: 'tajne',
    ...change,
  }),
  cursor,
  dataDir: '',
  webhookUrl: '',
  ...own,
})
let messages = 0
const message = (text: string): OutgoingMessage => {
  messages += 1
  return {
    id: `0192f0c0-0000-7000-8000-${String(messages).padStart(12, '0')}`,
    key: `key-${messages}`,
    to: [{ address: '+48600100200', name: 'Jan' }],
    cc: [],
    subject: '',
    text,
    html: null,
    references: [],
    files: [],
    automatic: false,
    date: new Date(0),
    sinceHeard: null,
    toMany: false,
  }
}

/** The house behind a channel: rows that outlive whoever listens. */
class House implements Ear {
  readonly kept = new Map<string, IncomingMessage>()
  readonly reports: DeliveryReport[] = []
  readonly troubles: (string | null)[] = []
  cursor: Record<string, unknown> = {}
  /** Fails so often before anything is kept; or after it. */
  failsBefore = 0
  failsAfter = 0
  async received(messages: IncomingMessage[], cursor?: Record<string, unknown>) {
    if (this.failsBefore-- > 0) throw new Error('no database')
    for (const each of messages) if (!this.kept.has(each.externalId)) this.kept.set(each.externalId, each)
    if (cursor) this.cursor = structuredClone(cursor)
    if (this.failsAfter-- > 0) throw new Error('no answer of the database')
  }
  async reported(reports: DeliveryReport[]) {
    this.reports.push(...reports)
  }
  async remember(cursor: Record<string, unknown>) {
    this.cursor = structuredClone(cursor)
  }
  async trouble(trouble: ChannelTrouble | null) {
    this.troubles.push(trouble?.code ?? null)
  }
  get texts() {
    return [...this.kept.values()].map(({ text }) => text)
  }
}
const listen = (house: House, change: object = {}) => {
  const listener = listenSmpp(account(change, house.cursor), house, { firstPause: 20, enquire: 40, answer: 2000 })
  listeners.push(listener)
  return listener
}
const until = async (holds: () => boolean) => {
  await expect.poll(holds, { interval: 5 }).toBe(true)
}
const troubleOf = (sending: Promise<unknown>) =>
  sending.then(
    () => null,
    (trouble: ChannelTrouble) => ({ code: trouble.code, final: trouble.final }),
  )

describe('sending by SMPP', () => {
  it('writes plain texts in the default alphabet and Polish ones in UCS-2', async () => {
    const sent = await sendSmpp(account(), message('Cena: 12 € [netto]'))
    expect(sent.externalId).toBe('m1')
    await sendSmpp(account(), message('Zażółć gęślą jaźń'))
    const [plain, polish] = smsc.submitted
    expect(plain).toMatchObject({ from: '48500600700', to: '48600100200', coding: 0, receipt: true })
    expect(gsmText(plain!.octets)).toBe('Cena: 12 € [netto]')
    expect(polish).toMatchObject({ coding: 8 })
    expect(Buffer.from(polish!.octets).swap16().toString('utf16le')).toBe('Zażółć gęślą jaźń')
    expect(smsc.binds).toEqual(['bind_transmitter'])
  })

  it('leaves Polish letters out where the account says so', async () => {
    await sendSmpp(account({ withoutPolish: true }), message('Zażółć gęślą jaźń'))
    expect(smsc.submitted[0]!.coding).toBe(0)
    expect(gsmText(smsc.submitted[0]!.octets)).toBe('Zazolc gesla jazn')
  })

  it('sends a long text in parts, each way, and asks for the report of the last', async () => {
    const text = `${'Dzień dobry. '.repeat(12)}koniec`
    for (const longTexts of ['udh', 'sar', 'payload']) {
      smsc.submitted.length = 0
      await closeSmpp('a')
      const { externalId } = await sendSmpp(account({ longTexts }), message(text))
      const parts = smsc.submitted
      expect(parts.map(({ octets }) => Buffer.from(octets).swap16().toString('utf16le')).join('')).toBe(text)
      expect(parts.map(({ receipt }) => receipt)).toEqual(parts.map((_, at) => at === parts.length - 1))
      expect(parts.at(-1)!.messageId).toBe(externalId)
      if (longTexts === 'payload') expect(parts).toMatchObject([{ payload: true }])
      else expect(parts.length).toBe(3)
      if (longTexts === 'udh') {
        const [first, second] = parts.map(({ udh }) => udh[0])
        expect([...first!].slice(0, 2)).toEqual([0, 3])
        expect([first![2], first![3], first![4]]).toEqual([second![2], 3, 1])
      }
      if (longTexts === 'sar')
        expect(parts.map(({ sar }) => sar?.slice(1))).toEqual([
          [3, 1],
          [3, 2],
          [3, 3],
        ])
    }
  })

  it('sends under a name', async () => {
    await sendSmpp(account({}, {}, { address: 'ALFA' }), message('a'))
    expect(smsc.submitted[0]!.from).toBe('ALFA')
  })

  it('speaks TLS, and only to whom it trusts', async () => {
    const secure = await TestSmsc.start({ tls: true })
    const over = (change: object) => account({ security: 'tls', port: secure.port, ...change })
    expect(await troubleOf(checkSmpp(over({})))).toMatchObject({ code: 'certificate' })
    expect(await troubleOf(checkSmpp(over({ checkCertificate: false })))).toBeNull()
    expect(await troubleOf(checkSmpp({ ...over({ ca: secure.certificate, host: 'localhost' }) }))).toBeNull()
    await secure.down()
  })
})

describe('what went wrong in sending', () => {
  it('is told by its code, final where it would go wrong again', async () => {
    expect(await troubleOf(checkSmpp(account({ password: 'nie' })))).toEqual({ code: 'wrong_password', final: false })
    smsc.answerSubmit = 0x0b
    expect(await troubleOf(sendSmpp(account(), message('a')))).toEqual({ code: 'recipient_refused', final: true })
    smsc.answerSubmit = 0x58
    expect(await troubleOf(sendSmpp(account(), message('a')))).toEqual({ code: 'busy', final: false })
    expect(await troubleOf(sendSmpp(account(), message('ą'.repeat(671))))).toEqual({ code: 'too_long', final: true })
  })

  it('is "perhaps sent" where nobody saw the end, and only there', async () => {
    smsc.swallows = true
    const sending = troubleOf(sendSmpp(account(), message('a')))
    await until(() => smsc.submitted.length === 1)
    await smsc.down()
    expect(await sending).toEqual({ code: 'perhaps_sent', final: true })
    expect(await troubleOf(sendSmpp(account(), message('a')))).toEqual({ code: 'connection_refused', final: false })
    await smsc.up()
    smsc.swallows = false
    expect((await sendSmpp(account(), message('a'))).externalId).toBe('m2')
  })
})

describe('receiving by SMPP', () => {
  it('keeps an answer before it acknowledges it, over the connection it sends by', async () => {
    const house = new House()
    listen(house)
    await until(() => smsc.binds.length === 1)
    house.failsBefore = 1
    const acknowledged = smsc.answer('48600100200', 'Tak, będę')
    await until(() => house.failsBefore < 0 || house.failsBefore === 0)
    smsc.cut()
    expect(await acknowledged).toBe(2)
    expect([...house.kept.values()]).toMatchObject([
      { from: { address: '+48600100200' }, to: [{ address: '48500600700' }], text: 'Tak, będę' },
    ])
    await sendSmpp(account(), message('Dziękujemy'))
    expect(smsc.binds.every((bind) => bind === 'bind_transceiver')).toBe(true)
  })

  it('takes what comes again once, and the same words said twice twice', async () => {
    const house = new House()
    const first = listen(house)
    await until(() => smsc.binds.length === 1)
    smsc.deaf = true
    void smsc.answer('48600100200', 'TAK')
    await until(() => house.kept.size === 1)
    await first.stop()
    // Another process, which knows only what was remembered.
    smsc.deaf = false
    listen(house)
    await until(() => smsc.binds.length === 2)
    await smsc.answer('48600100200', 'inne')
    expect(house.texts).toEqual(['TAK', 'inne'])
    await smsc.answer('48600100200', 'TAK')
    expect(house.texts).toEqual(['TAK', 'inne', 'TAK'])
  })

  it('takes it once where it was kept and nobody heard so', async () => {
    const house = new House()
    listen(house)
    await until(() => smsc.binds.length === 1)
    house.failsAfter = 1
    const acknowledged = smsc.answer('48600100200', 'TAK')
    await until(() => house.kept.size === 1)
    smsc.cut()
    await acknowledged
    expect(house.texts).toEqual(['TAK'])
  })

  it('forgets what was acknowledged once a sign of life came back', async () => {
    const house = new House()
    const first = listen(house)
    await until(() => smsc.binds.length === 1)
    await smsc.answer('48600100200', 'TAK')
    await until(() => (house.cursor.unsure as unknown[]).length === 0)
    await first.stop()
    listen(house)
    await until(() => smsc.binds.length === 2)
    await smsc.answer('48600100200', 'TAK')
    expect(house.texts).toEqual(['TAK', 'TAK'])
  })

  it('puts parts together, however they come and whoever listens then', async () => {
    const part = (total: number, number: number, text: string) =>
      smsc.deliver({
        source_addr: '48600100200',
        source_addr_ton: 1,
        destination_addr: '48500600700',
        esm_class: 0x40,
        data_coding: 0,
        short_message: Buffer.concat([Buffer.from([5, 0, 3, 77, total, number]), Buffer.from(text, 'latin1')]),
      })
    const house = new House()
    const first = listen(house)
    await until(() => smsc.binds.length === 1)
    await part(3, 3, 'trzy')
    await part(3, 1, 'raz ')
    expect(house.kept.size).toBe(0)
    await first.stop()
    listen(house)
    await until(() => smsc.binds.length === 2)
    await part(3, 2, 'dwa ')
    expect(house.texts).toEqual(['raz dwa trzy'])
  })

  it('reads reports, whichever way they name the message', async () => {
    smsc.nameOf = () => '0FF'
    const house = new House()
    listen(house, { receiptIds: 'hex_to_decimal' })
    await until(() => smsc.binds.length === 1)
    const { externalId } = await sendSmpp(account(), message('a'))
    await smsc.report('255')
    await smsc.report('0000000255', 'UNDELIV', '045')
    await smsc.report('255', 'ENROUTE')
    expect(house.reports).toEqual([
      { externalId, state: 'delivered' },
      { externalId, state: 'failed', trouble: 'recipient_refused', detail: 'UNDELIV 045' },
    ])
  })

  it('comes back by itself after an outage and loses nothing', async () => {
    const house = new House()
    listen(house)
    await until(() => smsc.binds.length === 1)
    await smsc.down()
    const waiting = smsc.answer('48600100200', 'w czasie przerwy')
    await until(() => house.troubles.filter((code) => code === 'connection_refused').length >= 2)
    await smsc.up()
    await waiting
    expect(house.texts).toEqual(['w czasie przerwy'])
    expect(house.troubles.at(-1)).toBeNull()
    expect(house.troubles).toContain('connection_lost')
  })

  it('survives what is no SMPP', async () => {
    const house = new House()
    listen(house)
    await until(() => smsc.binds.length === 1)
    await smsc.deliver({ source_addr: '', destination_addr: '', esm_class: 0x40, short_message: Buffer.from([255, 0]) })
    await smsc.deliver({ source_addr: 'BANK', data_coding: 8, short_message: Buffer.from([0]) })
    expect(house.kept.size).toBe(2)
    await smsc.answer('48600100200', 'dalej')
    expect(house.texts.at(-1)).toBe('dalej')
  })
})
