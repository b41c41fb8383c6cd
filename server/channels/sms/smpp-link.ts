import smpp, { type PDU, type Session } from 'smpp'
import { ChannelTrouble, type ChannelTroubleCode } from '../../core/channel.ts'
import { tlsOptions } from '../tls.ts'
import { unconnected } from '../unconnected.ts'
import type { SmppSettings } from './settings.ts'

// Texts are read and written here, octet by octet: the library guesses alphabets.
for (const name of ['ASCII', 'LATIN1', 'UCS2']) delete smpp.encodings[name]
smpp.encodings.default = 'octets'

export interface LinkTimes {
  /** Milliseconds for connecting, and for each answer. */
  connect: number
  answer: number
  /** Milliseconds between signs of life. */
  enquire: number
}
const TIMES: LinkTimes = { connect: 10_000, answer: 20_000, enquire: 30_000 }

interface Waiting {
  answered(answer: PDU): void
  lost(trouble: ChannelTrouble): void
  timer: NodeJS.Timeout
}

export interface LinkEvents {
  /** A message or a report; answers with the status to give back. */
  delivered?(pdu: PDU): Promise<number>
  /** Everything answered before this is known to have reached the other side. */
  alive?(): void
}

/** One bound connection to an SMSC. It ends once: whoever wants it back opens another. */
export class SmppLink {
  readonly ended: Promise<ChannelTrouble>
  private readonly session: Session
  private readonly settings: SmppSettings
  private readonly times: LinkTimes
  private readonly events: LinkEvents
  private readonly waiting = new Set<Waiting>()
  private readonly queue: (() => void)[] = []
  private underWay = 0
  private idle: (() => void) | undefined
  private life: NodeJS.Timeout | undefined
  private trouble: ChannelTrouble | null = null
  private endedBy!: (trouble: ChannelTrouble) => void

  private constructor(session: Session, settings: SmppSettings, events: LinkEvents, times: LinkTimes) {
    this.session = session
    this.settings = settings
    this.events = events
    this.times = times
    this.ended = new Promise((resolve) => {
      this.endedBy = resolve
    })
    session.on('error', (error: Error) => this.end(troubleOfSocket(error)))
    session.on('close', () => this.end(new ChannelTrouble('connection_lost', '')))
    session.on('pdu', (pdu: PDU) => this.heard(pdu))
  }

  /** Connects and binds; throws ChannelTrouble. */
  static async open(
    settings: SmppSettings,
    as: 'transceiver' | 'transmitter',
    events: LinkEvents = {},
    times: Partial<LinkTimes> = {},
  ): Promise<SmppLink> {
    const { host, port, security } = settings
    const session = smpp.connect({
      host,
      port,
      tls: security === 'tls',
      ...(security === 'tls' && tlsOptions(settings)),
    })
    const link = new SmppLink(session, settings, events, { ...TIMES, ...times })
    try {
      await link.connected(security === 'tls' ? 'secureConnect' : 'connect')
      const answer = await link.ask(
        new smpp.PDU(`bind_${as}`, {
          system_id: settings.systemId,
          password: settings.password,
          system_type: settings.systemType,
          interface_version: 0x34,
        }),
      )
      if (answer.command_status !== 0) throw troubleOfBind(answer.command_status)
      link.live()
      return link
    } catch (error) {
      link.end(error as ChannelTrouble)
      throw error
    }
  }

  private connected(event: 'connect' | 'secureConnect'): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(new ChannelTrouble('no_answer', '')), this.times.connect)
      this.session.once(event, () => {
        clearTimeout(timer)
        resolve()
      })
      this.ended.then((trouble) => {
        clearTimeout(timer)
        reject(trouble)
      })
    })
  }

  /** Sends a request within the window; throws ChannelTrouble 'connection_lost' or 'no_answer' where no answer came. */
  async submit(fields: Record<string, unknown>): Promise<PDU> {
    if (this.underWay >= this.settings.window) await new Promise<void>((resolve) => this.queue.push(resolve))
    this.underWay += 1
    try {
      return await this.ask(new smpp.PDU('submit_sm', fields))
    } finally {
      this.underWay -= 1
      this.queue.shift()?.()
      if (this.underWay === 0) this.idle?.()
    }
  }

  private ask(pdu: PDU): Promise<PDU> {
    return new Promise((resolve, reject) => {
      if (this.trouble) {
        reject(new Unsent(this.trouble))
        return
      }
      const settle = () => {
        clearTimeout(waiting.timer)
        this.waiting.delete(waiting)
      }
      const waiting: Waiting = {
        answered(answer) {
          settle()
          resolve(answer)
        },
        lost(trouble) {
          settle()
          reject(trouble)
        },
        // One lost answer means that none after it can be told from another: the connection is given up.
        timer: setTimeout(() => this.end(new ChannelTrouble('no_answer', '')), this.times.answer),
      }
      this.waiting.add(waiting)
      if (!this.session.send(pdu, waiting.answered)) {
        settle()
        reject(new Unsent(new ChannelTrouble('connection_lost', '')))
      }
    })
  }

  private live(): void {
    const ask = async () => {
      try {
        await this.ask(new smpp.PDU('enquire_link'))
        this.events.alive?.()
        this.life = setTimeout(ask, this.times.enquire)
      } catch {
        // It has ended, and says so by `ended`.
      }
    }
    this.life = setTimeout(ask, this.times.enquire)
  }

  private heard(pdu: PDU): void {
    if (pdu.isResponse()) return
    if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') void this.deliver(pdu)
    else if (pdu.command === 'enquire_link') this.session.send(pdu.response())
    else if (pdu.command === 'unbind') {
      this.session.send(pdu.response())
      this.end(new ChannelTrouble('connection_lost', 'unbind'))
    } else if (pdu.command !== 'outbind' && pdu.command !== 'alert_notification') this.session.send(pdu.response())
  }

  private async deliver(pdu: PDU): Promise<void> {
    const status = this.events.delivered ? await this.events.delivered(pdu) : RX_TEMPORARY
    if (!this.trouble) this.session.send(pdu.response({ command_status: status }))
  }

  private end(trouble: ChannelTrouble): void {
    if (this.trouble) return
    this.trouble = trouble
    clearTimeout(this.life)
    for (const waiting of [...this.waiting]) waiting.lost(trouble)
    for (const go of this.queue.splice(0)) go()
    this.session.destroy()
    this.endedBy(trouble)
  }

  get open(): boolean {
    return this.trouble === null
  }

  /** Says goodbye once what is under way has its answer. */
  async close(): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      this.idle = resolve
    })
    if (this.underWay > 0) await Promise.race([idle, this.ended])
    if (!this.open) return
    await Promise.race([this.ask(new smpp.PDU('unbind')).catch(() => {}), pause(1000)])
    this.end(new ChannelTrouble('connection_lost', 'closed'))
  }
}

/** The request never left: trying again doubles nothing. */
export class Unsent extends ChannelTrouble {
  constructor(trouble: ChannelTrouble) {
    super(trouble.code, trouble.words)
  }
}

/** "Try that again later", as the receiver of a message may answer (SMPP 3.4, 5.1.3). */
export const RX_TEMPORARY = 0x64

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })

/** Codes of SMPP 3.4, 5.1.3; `final` where the same message would be refused again. */
const STATUSES: Record<number, [ChannelTroubleCode, final?: boolean]> = {
  1: ['too_long', true],
  4: ['not_allowed'],
  5: ['busy'],
  8: ['busy'],
  10: ['not_allowed'],
  11: ['recipient_refused', true],
  13: ['wrong_password'],
  14: ['wrong_password'],
  15: ['wrong_password'],
  20: ['busy'],
  88: ['busy'],
  100: ['busy'],
  101: ['message_refused', true],
  102: ['message_refused', true],
}

export function troubleOfStatus(status: number): ChannelTrouble {
  const [code, final = false] = STATUSES[status] ?? (['message_refused', true] as const)
  return new ChannelTrouble(code, `command_status 0x${status.toString(16).padStart(8, '0')}`, final)
}

/** Whoever cannot sign in keeps trying: somebody may put it right. */
function troubleOfBind(status: number): ChannelTrouble {
  const { code, words } = troubleOfStatus(status)
  return new ChannelTrouble(STATUSES[status] ? code : 'not_allowed', words)
}

const LOST = new Set(['ECONNRESET', 'EPIPE'])

function troubleOfSocket(error: Error & { code?: string }): ChannelTrouble {
  const code = error.code ?? ''
  if (code === 'ETIMEDOUT') return new ChannelTrouble('no_answer', code)
  const trouble = unconnected(code) ?? (LOST.has(code) ? 'connection_lost' : 'unreadable')
  return new ChannelTrouble(trouble, code || error.message)
}
