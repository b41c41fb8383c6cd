import { createHash, randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { AmiAccount } from './ami.ts'
import { type AmiFields, type AmiMessage, AmiReader, writeAmi } from './ami-protocol.ts'

/** A call to be played. */
export interface Played {
  number: string
  outcome: 'missed' | 'answered'
  /** Who answers, or whose telephone rings; null: of a missed call, nobody's. */
  extension: string | null
  ringSeconds: number
  /** Rings on until this is settled, however long it takes. */
  until?: Promise<unknown>
  talkSeconds: number
}

interface Channel {
  name: string
  uniqueid: string
  linkedid: string
  state: number
  callerId: string
  exten: string
  context: string
  bridge: string
}

const STATES: Record<number, string> = { 0: 'Down', 4: 'Ring', 5: 'Ringing', 6: 'Up' }
const TRUNK = 'trunk'
const CONTEXT = 'from-trunk'

/**
 * An Asterisk as its manager interface shows it (events and actions of Asterisk 18): for trying an exchange out without one,
 * for the demo, and for tests. Calls go on whether anybody listens or not; who was away is told nothing afterwards.
 */
export class AmiSimulator {
  readonly account: AmiAccount
  private readonly server: Server
  private readonly listeners = new Map<Socket, { events: boolean; listed: boolean }>()
  private readonly channels = new Map<string, Channel>()
  private readonly waiting: (() => void)[] = []
  private made = 0

  private constructor(server: Server, account: AmiAccount) {
    this.server = server
    this.account = account
    server.on('connection', (socket) => this.serve(socket))
  }

  /** On loopback; without a port on one that is free. */
  static start({ user, password, port = 0 }: { user: string; password: string; port?: number }): Promise<AmiSimulator> {
    const server = createServer({ noDelay: true })
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        const { port: taken } = server.address() as AddressInfo
        resolve(new AmiSimulator(server, { host: '127.0.0.1', port: taken, user, password }))
      })
    })
  }

  /** Answers once somebody has signed in and asked what is going on. */
  listened(): Promise<void> {
    if ([...this.listeners.values()].some(({ listed }) => listed)) return Promise.resolve()
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** Breaks every connection off; calls go on. */
  breakOff(): void {
    for (const socket of this.listeners.keys()) socket.destroy()
  }

  async stop(): Promise<void> {
    this.breakOff()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Somebody calls in; answers when the call is over, with its id. */
  async ring({ number, outcome, extension, ringSeconds, until, talkSeconds }: Played): Promise<string> {
    const caller = this.newChannel({ peer: TRUNK, state: 4, callerId: number, exten: 's', linkedid: null })
    const phone = extension
      ? this.newChannel({ peer: extension, state: 0, callerId: extension, exten: '', linkedid: caller.linkedid })
      : null
    if (phone) {
      this.dial('DialBegin', caller, phone, [['DialString', extension!]])
      this.newState(phone, 5)
    }
    await Promise.all([pause(ringSeconds), until])
    if (phone && outcome === 'answered') {
      this.newState(phone, 6)
      this.dial('DialEnd', caller, phone, [['DialStatus', 'ANSWER']])
      this.newState(caller, 6)
      await this.talk(caller, phone, talkSeconds)
    } else {
      if (phone) {
        this.dial('DialEnd', caller, phone, [['DialStatus', 'CANCEL']])
        this.hangUp(phone, 26, 'Answered elsewhere')
      }
      this.hangUp(caller, 16, 'Normal Clearing')
    }
    return caller.linkedid
  }

  /** One of our telephones rings, is taken, and the number is dialled and answered. */
  private async playOriginate(message: AmiMessage): Promise<void> {
    const extension = /\/(\d+)/.exec(message.get('Channel'))?.[1] ?? '0'
    const number = message.get('Exten')
    const id = message.get('ChannelId') || null
    const phone = this.newChannel({ peer: extension, state: 0, callerId: number, exten: '', linkedid: null, id })
    this.dial('DialBegin', null, phone, [['DialString', extension]])
    this.newState(phone, 5)
    await pause(0.5)
    this.newState(phone, 6)
    this.dial('DialEnd', null, phone, [['DialStatus', 'ANSWER']])
    const other = this.newChannel({ peer: TRUNK, state: 0, callerId: number, exten: '', linkedid: phone.linkedid })
    this.dial('DialBegin', phone, other, [['DialString', `${number}@${TRUNK}`]])
    this.newState(other, 5)
    await pause(1)
    this.newState(other, 6)
    this.dial('DialEnd', phone, other, [['DialStatus', 'ANSWER']])
    await this.talk(phone, other, 4)
  }

  private async talk(one: Channel, other: Channel, seconds: number): Promise<void> {
    const bridge = randomBytes(8).toString('hex')
    for (const channel of [one, other]) {
      channel.bridge = bridge
      this.tell('BridgeEnter', [['BridgeUniqueid', bridge], ['BridgeType', 'basic'], ...snapshot(channel)])
    }
    await pause(seconds)
    for (const channel of [other, one]) {
      channel.bridge = ''
      this.tell('BridgeLeave', [['BridgeUniqueid', bridge], ['BridgeType', 'basic'], ...snapshot(channel)])
    }
    this.hangUp(other, 16, 'Normal Clearing')
    this.hangUp(one, 16, 'Normal Clearing')
  }

  private newChannel(of: {
    peer: string
    state: number
    callerId: string
    exten: string
    linkedid: string | null
    id?: string | null
  }): Channel {
    this.made += 1
    const uniqueid = of.id ?? `${Math.floor(Date.now() / 1000)}.${this.made}`
    const channel: Channel = {
      name: `PJSIP/${of.peer}-${this.made.toString(16).padStart(8, '0')}`,
      uniqueid,
      linkedid: of.linkedid ?? uniqueid,
      ...{ state: of.state, callerId: of.callerId, exten: of.exten, context: CONTEXT, bridge: '' },
    }
    this.channels.set(uniqueid, channel)
    this.tell('Newchannel', snapshot(channel))
    return channel
  }

  private newState(channel: Channel, state: number): void {
    channel.state = state
    this.tell('Newstate', snapshot(channel))
  }

  private dial(event: string, caller: Channel | null, phone: Channel, further: AmiFields): void {
    this.tell(event, [...(caller ? snapshot(caller) : []), ...snapshot(phone, 'Dest'), ...further])
  }

  private hangUp(channel: Channel, cause: number, words: string): void {
    this.channels.delete(channel.uniqueid)
    this.tell('Hangup', [...snapshot(channel), ['Cause', String(cause)], ['Cause-txt', words]])
  }

  private tell(event: string, fields: AmiFields): void {
    const text = writeAmi([['Event', event], ['Privilege', 'call,all'], ...fields])
    for (const [socket, { events }] of this.listeners) if (events) socket.write(text)
  }

  private serve(socket: Socket): void {
    const state = { events: false, listed: false }
    this.listeners.set(socket, state)
    const challenge = String(100_000_000 + Math.floor(Math.random() * 900_000_000))
    let signedIn = false
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('close', () => this.listeners.delete(socket))
    socket.write('Asterisk Call Manager/7.0.3\r\n')
    const reader = new AmiReader((message) => {
      const answer = (response: 'Success' | 'Error', words: string, more: AmiFields = []) =>
        socket.write(
          writeAmi([['Response', response], ['ActionID', message.get('ActionID')], ['Message', words], ...more]),
        )
      const action = message.get('Action').toLowerCase()
      if (action === 'challenge') return answer('Success', '', [['Challenge', challenge]])
      if (action === 'login') {
        const key = createHash('md5').update(challenge).update(this.account.password).digest('hex')
        if (message.get('Username') !== this.account.user || message.get('Key') !== key)
          return answer('Error', 'Authentication failed')
        signedIn = true
        state.events = message.get('Events') !== 'off'
        return answer('Success', 'Authentication accepted')
      }
      if (!signedIn) return answer('Error', 'Permission denied')
      switch (action) {
        case 'ping':
          return answer('Success', '', [['Ping', 'Pong']])
        case 'coreshowchannels':
          return this.list(socket, message, state)
        case 'originate':
          answer('Success', 'Originate successfully queued')
          return void this.playOriginate(message)
        case 'logoff':
          return socket.end()
        default:
          return answer('Error', 'Invalid/unknown command')
      }
    })
    socket.on('data', (bytes: string) => reader.take(bytes))
  }

  private list(socket: Socket, message: AmiMessage, state: { listed: boolean }): void {
    const id: AmiFields = [['ActionID', message.get('ActionID')]]
    const channels = [...this.channels.values()]
    socket.write(
      [
        writeAmi([['Response', 'Success'], ...id, ['EventList', 'start'], ['Message', 'Channels will follow']]),
        ...channels.map((channel) =>
          writeAmi([['Event', 'CoreShowChannel'], ...id, ...snapshot(channel), ['BridgeId', channel.bridge]]),
        ),
        writeAmi([
          ['Event', 'CoreShowChannelsComplete'],
          ...id,
          ['EventList', 'Complete'],
          ['ListItems', String(channels.length)],
        ]),
      ].join(''),
    )
    state.listed = true
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000))

/** A channel as every event bears it. */
const snapshot = (channel: Channel, before = ''): AmiFields => [
  [`${before}Channel`, channel.name],
  [`${before}ChannelState`, String(channel.state)],
  [`${before}ChannelStateDesc`, STATES[channel.state] ?? ''],
  [`${before}CallerIDNum`, channel.callerId],
  [`${before}CallerIDName`, '<unknown>'],
  [`${before}ConnectedLineNum`, '<unknown>'],
  [`${before}ConnectedLineName`, '<unknown>'],
  [`${before}Language`, 'en'],
  [`${before}AccountCode`, ''],
  [`${before}Context`, channel.context],
  [`${before}Exten`, channel.exten],
  [`${before}Priority`, '1'],
  [`${before}Uniqueid`, channel.uniqueid],
  [`${before}Linkedid`, channel.linkedid],
]
