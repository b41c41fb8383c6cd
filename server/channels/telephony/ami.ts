import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { ChannelTrouble, type ChannelTroubleCode } from '../../core/channel.ts'
import { AmiCalls, type HeardCall } from './ami-calls.ts'
import { type AmiFields, type AmiMessage, AmiReader, writeAmi } from './ami-protocol.ts'

/** How the manager interface of an Asterisk is reached. */
export interface AmiAccount {
  host: string
  port: number
  user: string
  password: string
}

const CONNECT_MS = 10_000
const ANSWER_MS = 10_000
const PING_MS = 15_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

const BY_CODE: Record<string, ChannelTroubleCode> = {
  ENOTFOUND: 'no_such_host',
  EAI_AGAIN: 'no_such_host',
  ECONNREFUSED: 'connection_refused',
  ETIMEDOUT: 'no_answer',
  EHOSTUNREACH: 'no_answer',
  ENETUNREACH: 'no_answer',
}

export function troubleOf(error: unknown): ChannelTrouble {
  if (error instanceof ChannelTrouble) return error
  const { code, message } = error as { code?: string; message?: string }
  return new ChannelTrouble(BY_CODE[code ?? ''] ?? 'connection_lost', message ?? '')
}

interface Waiting {
  list: AmiMessage[] | null
  done: (messages: AmiMessage[]) => void
  failed: (error: ChannelTrouble) => void
}

/** A connection that is signed in. */
export class AmiConnection {
  /** Set by whoever listens, before the first event may come. */
  onEvent: (message: AmiMessage) => void = () => {}
  onClose: (trouble: ChannelTrouble) => void = () => {}
  private readonly socket: Socket
  private readonly waiting = new Map<string, Waiting>()
  private actions = 0
  private closed: ChannelTrouble | null = null

  private constructor(socket: Socket) {
    this.socket = socket
    const reader = new AmiReader((message) => this.take(message))
    socket.setEncoding('utf8')
    socket.on('data', (bytes: string) => {
      try {
        reader.take(bytes)
      } catch (error) {
        this.end(new ChannelTrouble('unreadable', (error as Error).message))
      }
    })
    socket.on('error', (error) => this.end(troubleOf(error)))
    socket.on('close', () => this.end(new ChannelTrouble('connection_lost', '')))
  }

  /** Connects and signs in, by challenge: the password itself never goes over the line. Throws ChannelTrouble. */
  static async open(account: AmiAccount, events: 'call' | 'off'): Promise<AmiConnection> {
    const connection = new AmiConnection(await reach(account))
    try {
      const [challenge] = await connection.act('Challenge', [['AuthType', 'MD5']])
      if (challenge!.get('Response') !== 'Success')
        throw new ChannelTrouble('not_allowed', challenge!.get('Message'), true)
      const key = createHash('md5').update(challenge!.get('Challenge')).update(account.password).digest('hex')
      const [answer] = await connection.act('Login', [
        ['AuthType', 'MD5'],
        ['Username', account.user],
        ['Key', key],
        ['Events', events],
      ])
      if (answer!.get('Response') !== 'Success')
        throw new ChannelTrouble('wrong_password', answer!.get('Message'), true)
      return connection
    } catch (error) {
      connection.close()
      throw troubleOf(error)
    }
  }

  /**
   * Asks for something and gives the answer; of an action that answers with a list (`until` names the event at its end) the
   * answer and the events of it.
   */
  act(action: string, fields: AmiFields = [], until?: string): Promise<AmiMessage[]> {
    if (this.closed) return Promise.reject(this.closed)
    this.actions += 1
    const id = `tok-${this.actions}`
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(new ChannelTrouble('no_answer', `${action}: no answer`)), ANSWER_MS)
      const settled = () => {
        clearTimeout(timer)
        this.waiting.delete(id)
      }
      this.waiting.set(id, {
        list: until ? [] : null,
        done(messages) {
          settled()
          resolve(messages)
        },
        failed(error) {
          settled()
          reject(error)
        },
      })
      this.socket.write(writeAmi([['Action', action], ['ActionID', id], ...fields]))
    })
  }

  private take(message: AmiMessage): void {
    const waiting = this.waiting.get(message.get('ActionID'))
    if (!waiting) {
      if (message.event) this.onEvent(message)
      return
    }
    const { list } = waiting
    list?.push(message)
    if (!list || message.get('Response') === 'Error') waiting.done([message])
    else if (message.get('EventList').toLowerCase() === 'complete') waiting.done(list)
  }

  private end(trouble: ChannelTrouble): void {
    if (this.closed) return
    this.closed = trouble
    this.socket.destroy()
    for (const waiting of [...this.waiting.values()]) waiting.failed(trouble)
    this.onClose(trouble)
  }

  close(): void {
    if (!this.closed) this.socket.write(writeAmi([['Action', 'Logoff']]))
    this.onClose = () => {}
    this.end(new ChannelTrouble('connection_lost', 'closed by Tok'))
  }
}

function reach({ host, port }: AmiAccount): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    const late = setTimeout(() => {
      socket.destroy()
      reject(new ChannelTrouble('no_answer', `${host}:${port}`))
    }, CONNECT_MS)
    socket.once('connect', () => {
      clearTimeout(late)
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', (error) => {
      clearTimeout(late)
      reject(troubleOf(error))
    })
  })
}

/** Signs in and out again; throws ChannelTrouble. */
export async function checkAmi(account: AmiAccount): Promise<void> {
  const connection = await AmiConnection.open(account, 'off')
  connection.close()
}

/**
 * Rings somebody's own telephone and, when it is taken, the number. The call bears `callId`, so that its events are known
 * again. Throws ChannelTrouble; once the exchange has taken the order nothing more is known here.
 */
export async function originate(
  account: AmiAccount & { dialChannel: string; dialContext: string },
  { extension, number, callId }: { extension: string; number: string; callId: string },
): Promise<void> {
  const connection = await AmiConnection.open(account, 'off')
  try {
    const [answer] = await connection.act('Originate', [
      ['Channel', account.dialChannel.replaceAll('{extension}', extension)],
      ['Context', account.dialContext],
      ['Exten', number],
      ['Priority', '1'],
      ['CallerID', `"${number}" <${number}>`],
      ['Timeout', '30000'],
      ['ChannelId', callId],
      ['Async', 'true'],
    ])
    if (answer!.get('Response') !== 'Success') throw new ChannelTrouble('not_allowed', answer!.get('Message'), true)
  } finally {
    connection.close()
  }
}

/** What a listener does with what it hears; each call may be repeated after a failure. */
export interface CallEar {
  /** Answers once they are kept. */
  heard(calls: HeardCall[]): Promise<void>
  /** The calls there were at this moment; every other one that had begun by then has ended while nobody listened. */
  present(callIds: string[], asOf: string): Promise<void>
  /** null: it is heard again. */
  trouble(trouble: ChannelTrouble | null): Promise<void>
}

/**
 * Listens to the calls of an exchange until it is stopped; comes back by itself, ever more slowly. The protocol keeps nothing
 * for who was away: after each connection the calls there are then are asked for, and what is open here and unknown there
 * has ended. A call that began and ended in between is not to be learnt by AMI.
 */
export function listenAmi(account: AmiAccount, ear: CallEar): { stop(): Promise<void> } {
  let stopping = false
  let connection: AmiConnection | null = null
  let hurry: (() => void) | null = null
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (stopping) return resolve()
      const timer = setTimeout(resolve, ms)
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  // What was heard is kept here until the house has it: its database may be away for a while.
  const queue: (() => Promise<void>)[] = []
  let emptying: Promise<void> | null = null
  const later = (work: () => Promise<void>) => {
    queue.push(work)
    emptying ??= empty().finally(() => {
      emptying = null
    })
  }
  async function empty(): Promise<void> {
    for (let wait = 200; queue.length > 0; ) {
      try {
        await queue[0]!()
        queue.shift()
        wait = 200
      } catch {
        if (stopping) return
        await rest(wait)
        wait = Math.min(wait * 2, 10_000)
      }
    }
  }
  let gathered: HeardCall[] = []
  const hear = (calls: HeardCall[]) => {
    if (calls.length === 0) return
    gathered.push(...calls)
    if (gathered.length > calls.length) return
    setImmediate(() => {
      const all = gathered
      gathered = []
      later(() => ear.heard(all))
    })
  }

  async function session(): Promise<void> {
    connection = await AmiConnection.open(account, 'call')
    const open = connection
    const gone = new Promise<ChannelTrouble>((resolve) => {
      open.onClose = resolve
    })
    const calls = new AmiCalls()
    // Events come from the moment of signing in; those told before the list is whole wait behind it.
    let early: AmiMessage[] | null = []
    open.onEvent = (message) => {
      if (early) early.push(message)
      else hear(calls.take(message))
    }
    const asOf = new Date().toISOString()
    const list = await open.act('CoreShowChannels', [], 'CoreShowChannelsComplete')
    const found = calls.begin(list.filter(({ event }) => event === 'CoreShowChannel'))
    hear(found.heard)
    // Behind what has been gathered until now.
    setImmediate(() => later(() => ear.present(found.present, asOf)))
    later(() => ear.trouble(null))
    const waited = early
    early = null
    for (const message of waited) hear(calls.take(message))
    const beat = setInterval(() => {
      open.act('Ping').catch(() => {})
    }, PING_MS)
    try {
      throw await gone
    } finally {
      clearInterval(beat)
    }
  }

  const running = (async () => {
    for (let wait = FIRST_WAIT_MS; !stopping; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const began = Date.now()
      try {
        await session()
      } catch (error) {
        if (stopping) break
        later(() => ear.trouble(troubleOf(error)))
      }
      if (Date.now() - began > LONGEST_WAIT_MS) wait = FIRST_WAIT_MS
      await rest(wait)
    }
  })()

  return {
    async stop() {
      stopping = true
      hurry?.()
      // Closed without a word to `onClose`: the session ends by its own promise.
      const open = connection
      if (open) {
        const told = open.onClose
        open.close()
        told(new ChannelTrouble('connection_lost', 'closed by Tok'))
      }
      await running
      await emptying
    },
  }
}
