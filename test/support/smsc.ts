import type { AddressInfo, Server } from 'node:net'
import smpp, { type PDU, type Session } from 'smpp'
import { selfSigned } from './certificate.ts'

export interface Submitted {
  from: string
  to: string
  octets: Buffer
  coding: number
  udh: Buffer[]
  payload: boolean
  sar: [reference: number, total: number, number: number] | null
  receipt: boolean
  messageId: string
}

interface Undelivered {
  fields: Record<string, unknown>
  /** How often it was handed over. */
  tries: number
  done: () => void
}

/** An SMSC on loopback: binds, takes messages, reports, brings answers until they are acknowledged; goes down and comes up. */
export class TestSmsc {
  readonly host = '127.0.0.1'
  port = 0
  readonly certificate: string
  password = 'tajne'
  readonly submitted: Submitted[] = []
  binds: string[] = []
  enquiries = 0
  /** Status of the next answers to submit_sm; none: taken. */
  answerSubmit: number | null = null
  /** Takes messages and never answers. */
  swallows = false
  /** Takes acknowledgements for lost. */
  deaf = false
  /** Form of the ids it gives. */
  nameOf = (count: number): string => `m${count}`
  private readonly waiting: Undelivered[] = []
  private readonly sessions = new Set<Session>()
  private readonly receivers = new Set<Session>()
  private server: Server | null = null
  private readonly key: string
  private readonly tls: boolean

  private constructor(tls: boolean) {
    const { key, certificate } = selfSigned()
    this.key = key
    this.certificate = certificate
    this.tls = tls
  }

  static async start({ tls = false } = {}): Promise<TestSmsc> {
    const smsc = new TestSmsc(tls)
    await smsc.up()
    return smsc
  }

  async up(): Promise<void> {
    const secure = this.tls ? { key: this.key, cert: this.certificate } : {}
    this.server = smpp.createServer(secure, (session) => this.serve(session))
    await new Promise<void>((resolve) => this.server!.listen(this.port, this.host, resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async down(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null))
    this.server = null
  }

  /** Breaks every connection. */
  cut(): void {
    for (const session of this.sessions) session.destroy()
    this.sessions.clear()
    this.receivers.clear()
  }

  private serve(session: Session): void {
    session.on('error', () => {})
    this.sessions.add(session)
    session.on('close', () => {
      this.sessions.delete(session)
      this.receivers.delete(session)
    })
    session.on('pdu', (pdu: PDU) => {
      if (pdu.isResponse()) return
      if (pdu.command.startsWith('bind_')) {
        const wrong = pdu.system_id !== 'tok' || pdu.password !== this.password
        session.send(pdu.response(wrong ? { command_status: 0x0e } : { system_id: 'smsc' }))
        if (wrong) return
        this.binds.push(pdu.command)
        if (pdu.command === 'bind_transmitter') return
        this.receivers.add(session)
        for (const one of this.waiting) this.hand(session, one)
      } else if (pdu.command === 'submit_sm') this.take(session, pdu)
      else if (pdu.command === 'enquire_link') {
        this.enquiries += 1
        session.send(pdu.response())
      } else session.send(pdu.response())
    })
  }

  private take(session: Session, pdu: PDU): void {
    if (this.answerSubmit !== null) {
      session.send(pdu.response({ command_status: this.answerSubmit }))
      return
    }
    const long = pdu.message_payload && (pdu.short_message!.message as Buffer).length === 0
    const content = long ? pdu.message_payload! : pdu.short_message!
    const messageId = this.nameOf(this.submitted.length + 1)
    this.submitted.push({
      from: pdu.source_addr!,
      to: pdu.destination_addr!,
      octets: content.message as Buffer,
      coding: pdu.data_coding!,
      udh: content.udh ?? [],
      payload: Boolean(long),
      sar: pdu.sar_total_segments ? [pdu.sar_msg_ref_num!, pdu.sar_total_segments, pdu.sar_segment_seqnum!] : null,
      receipt: pdu.registered_delivery === 1,
      messageId,
    })
    if (!this.swallows) session.send(pdu.response({ message_id: messageId }))
  }

  private hand(session: Session, one: Undelivered): void {
    one.tries += 1
    session.send(new smpp.PDU('deliver_sm', one.fields), (answer) => {
      if (this.deaf || answer.command_status !== 0) return
      const at = this.waiting.indexOf(one)
      if (at >= 0) this.waiting.splice(at, 1)
      one.done()
    })
  }

  /** Resolves once it is acknowledged; it is handed over at each new connection until then. */
  deliver(fields: Record<string, unknown>): Promise<number> {
    return new Promise((resolve) => {
      const one: Undelivered = { fields, tries: 0, done: () => resolve(one.tries) }
      this.waiting.push(one)
      for (const session of this.receivers) this.hand(session, one)
    })
  }

  answer(from: string, text: string, to = '48500600700'): Promise<number> {
    return this.deliver({
      source_addr: from,
      source_addr_ton: 1,
      destination_addr: to,
      data_coding: 8,
      short_message: Buffer.from(text, 'utf16le').swap16(),
    })
  }

  report(messageId: string, stat = 'DELIVRD', err = '000'): Promise<number> {
    const text = `id:${messageId} sub:001 dlvrd:001 submit date:2611290300 done date:2611290301 stat:${stat} err:${err} text:`
    return this.deliver({ esm_class: 0x04, source_addr: '48600100200', short_message: Buffer.from(text, 'latin1') })
  }
}
