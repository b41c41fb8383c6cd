import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext, TLSSocket } from 'node:tls'
import { selfSigned } from './certificate.ts'

export interface ImapOptions {
  user?: string
  password?: string
  security?: 'starttls' | 'tls' | 'none'
  /** Extensions besides the plain protocol; those of every decent server when left out. */
  capabilities?: string[]
}

interface Letter {
  uid: number
  source: Buffer
  at: Date
  modseq: number
}

interface Folder {
  validity: number
  uidNext: number
  modseq: number
  use: string | null
  letters: Letter[]
}

const CRLF = '\r\n'

/**
 * An IMAP server on loopback (RFC 3501, with IDLE, CONDSTORE and SPECIAL-USE as far as a reader needs them): it can go down
 * and come up again, number its letters anew, and break off where it hurts. It holds no letter back and loses none.
 */
export class TestImap {
  readonly host = 'localhost'
  port = 0
  readonly certificate: string
  password: string
  readonly folders = new Map<string, Folder>()
  /** Commands as they came, without what they carry. */
  readonly commands: string[] = []
  signIns = 0
  refusedSignIns = 0
  /** Bytes of letters sent so far. */
  sentBytes = 0
  /** Breaks the connection in the middle of the letter with this UID; each time, until it is taken out. */
  readonly breaksAt = new Set<number>()
  /** Breaks every connection after so many letters more. */
  breaksAfter: number | null = null
  private server: Server | null = null
  private readonly key: string
  private readonly options: Required<ImapOptions>
  private readonly sessions = new Set<Session>()

  private constructor(options: ImapOptions) {
    this.options = {
      user: 'biuro@firma.pl',
      password: 'zażółć-9',
      security: 'none',
      capabilities: ['IDLE', 'CONDSTORE', 'ENABLE', 'SPECIAL-USE', 'ID'],
      ...options,
    }
    this.password = this.options.password
    const { key, certificate } = selfSigned()
    this.key = key
    this.certificate = certificate
    this.addFolder('INBOX', null)
    this.addFolder('Sent', '\\Sent')
  }

  static async start(options: ImapOptions = {}): Promise<TestImap> {
    const imap = new TestImap(options)
    await imap.up()
    return imap
  }

  addFolder(path: string, use: string | null): void {
    this.folders.set(path, { validity: 1_000 + this.folders.size, uidNext: 1, modseq: 1, use, letters: [] })
  }

  /** Puts a letter into a folder; whoever watches it is told. Answers its UID. */
  deliver(source: string | Buffer, { folder: path = 'INBOX', at = new Date() } = {}): number {
    const folder = this.folders.get(path)!
    folder.modseq += 1
    const uid = folder.uidNext++
    folder.letters.push({ uid, source: Buffer.from(source), at, modseq: folder.modseq })
    for (const session of this.sessions) session.tell(path)
    return uid
  }

  /** Numbers the letters of a folder anew, as after a restore: only what they are stays the same. */
  renumber(path = 'INBOX'): void {
    const folder = this.folders.get(path)!
    folder.validity += 1
    folder.uidNext = 1
    for (const letter of folder.letters) letter.uid = folder.uidNext++
    this.drop()
  }

  async up(): Promise<void> {
    const { security } = this.options
    const context = createSecureContext({ key: this.key, cert: this.certificate })
    const server = createServer((socket) => {
      const begin = security === 'tls' ? new TLSSocket(socket, { isServer: true, secureContext: context }) : socket
      const session = new Session(this, begin, context, this.options, () => this.sessions.delete(session))
      this.sessions.add(session)
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', () => resolve())
    })
    this.port = (server.address() as AddressInfo).port
    this.server = server
  }

  /** Goes away at once, as on a power cut. */
  async down(): Promise<void> {
    const server = this.server
    if (!server) return
    this.server = null
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    this.drop()
    await closed
  }

  drop(): void {
    for (const session of this.sessions) session.end()
  }
}

/** One connection. */
class Session {
  private socket: Socket
  private selected: string | null = null
  private told = 0
  private idling: string | null = null
  private signedIn = false
  private secure: boolean
  private pending = Buffer.alloc(0)
  private waitsForSasl: string | null = null
  private readonly imap: TestImap
  private readonly context: ReturnType<typeof createSecureContext>
  private readonly options: Required<ImapOptions>

  constructor(
    imap: TestImap,
    socket: Socket,
    context: ReturnType<typeof createSecureContext>,
    options: Required<ImapOptions>,
    gone: () => void,
  ) {
    this.imap = imap
    this.socket = socket
    this.context = context
    this.options = options
    this.secure = options.security !== 'starttls'
    socket.on('close', gone)
    this.listen(socket)
    this.say(`* OK [CAPABILITY ${this.capabilities()}] ready`)
  }

  private listen(socket: Socket): void {
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      this.pending = Buffer.concat([this.pending, chunk])
      this.read()
    })
  }

  end(): void {
    this.socket.destroy()
  }

  private capabilities(): string {
    const more = this.secure ? ['AUTH=PLAIN', ...this.options.capabilities] : ['STARTTLS', 'LOGINDISABLED']
    return ['IMAP4rev1', ...more].join(' ')
  }

  private say(line: string): void {
    this.socket.write(line + CRLF)
  }

  private read(): void {
    for (;;) {
      const end = this.pending.indexOf(CRLF)
      if (end < 0) return
      let line = this.pending.subarray(0, end).toString('utf8')
      let used = end + 2
      // A literal: its bytes follow the line that announces it, and the line goes on behind them.
      for (let literal = /\{(\d+)(\+?)\}$/.exec(line); literal; literal = /\{(\d+)(\+?)\}$/.exec(line)) {
        const length = Number(literal[1])
        const next = this.pending.indexOf(CRLF, used + length)
        if (next < 0) {
          if (!literal[2] && this.pending.length === used) this.say('+ go on')
          return
        }
        const words = this.pending.subarray(used, used + length).toString('utf8')
        line = `${line.slice(0, literal.index)}"${words.replace(/["\\]/g, '\\$&')}"${this.pending.subarray(used + length, next).toString('utf8')}`
        used = next + 2
      }
      this.pending = this.pending.subarray(used)
      this.take(line)
    }
  }

  private take(line: string): unknown {
    if (this.waitsForSasl) {
      const tag = this.waitsForSasl
      this.waitsForSasl = null
      const [, user = '', password = ''] = Buffer.from(line, 'base64').toString('utf8').split('\0')
      return this.signIn(tag, user, password)
    }
    if (this.idling && line.toUpperCase() === 'DONE') {
      this.say(`${this.idling} OK idled`)
      this.idling = null
      return
    }
    const [, tag = '*', verb = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/s.exec(line) ?? []
    const command = verb.toUpperCase()
    this.imap.commands.push(command)
    const open = ['CAPABILITY', 'STARTTLS', 'LOGIN', 'AUTHENTICATE', 'NOOP', 'LOGOUT', 'ID'].includes(command)
    if (!open && !this.signedIn) return this.say(`${tag} BAD sign in first`)
    switch (command) {
      case 'CAPABILITY':
        this.say(`* CAPABILITY ${this.capabilities()}`)
        return this.say(`${tag} OK done`)
      case 'STARTTLS':
        this.say(`${tag} OK begin`)
        return this.upgrade()
      case 'ID':
        this.say('* ID ("name" "TestImap")')
        return this.say(`${tag} OK done`)
      case 'LOGIN': {
        const [user = '', password = ''] = wordsOf(rest)
        return this.signIn(tag, user, password)
      }
      case 'AUTHENTICATE': {
        const [, initial] = rest.split(' ')
        this.waitsForSasl = tag
        if (initial) return this.take(initial)
        return this.say('+ ')
      }
      case 'NOOP':
        if (this.selected) this.tell(this.selected, true)
        return this.say(`${tag} OK done`)
      case 'LOGOUT':
        this.say('* BYE bye')
        this.say(`${tag} OK done`)
        return this.socket.end()
      case 'ENABLE':
        this.say('* ENABLED CONDSTORE')
        return this.say(`${tag} OK done`)
      case 'LIST':
      case 'LSUB':
        if (wordsOf(rest)[1] === '') {
          this.say(`* ${command} (\\Noselect) "/" ""`)
          return this.say(`${tag} OK done`)
        }
        for (const [path, { use }] of this.imap.folders)
          this.say(`* ${command} (${use ?? '\\HasNoChildren'}) "/" "${path}"`)
        return this.say(`${tag} OK done`)
      case 'STATUS':
        return this.status(tag, rest)
      case 'SELECT':
      case 'EXAMINE':
        return this.select(tag, command, rest)
      case 'UID SEARCH':
        return this.search(tag, rest)
      case 'UID FETCH':
        return this.fetch(tag, rest)
      case 'IDLE':
        this.idling = tag
        this.say('+ idling')
        return this.tell(this.selected ?? '', true)
      default:
        return this.say(`${tag} BAD ${command} is not known here`)
    }
  }

  private upgrade(): void {
    this.socket.removeAllListeners('data')
    const socket = new TLSSocket(this.socket, { isServer: true, secureContext: this.context })
    this.socket = socket
    this.secure = true
    this.listen(socket)
  }

  private signIn(tag: string, user: string, password: string): unknown {
    if (user !== this.options.user || password !== this.imap.password) {
      this.imap.refusedSignIns += 1
      return this.say(`${tag} NO [AUTHENTICATIONFAILED] Authentication failed.`)
    }
    this.imap.signIns += 1
    this.signedIn = true
    this.say(`${tag} OK [CAPABILITY ${this.capabilities()}] signed in`)
  }

  private has(capability: string): boolean {
    return this.options.capabilities.includes(capability)
  }

  private status(tag: string, rest: string): unknown {
    const [path = ''] = wordsOf(rest)
    const folder = this.imap.folders.get(path)
    if (!folder) return this.say(`${tag} NO [NONEXISTENT] no such folder`)
    const values: Record<string, number> = {
      MESSAGES: folder.letters.length,
      UIDNEXT: folder.uidNext,
      UIDVALIDITY: folder.validity,
      HIGHESTMODSEQ: folder.modseq,
    }
    const asked = (/\(([^)]*)\)/.exec(rest)?.[1] ?? '').toUpperCase().split(' ')
    this.say(
      `* STATUS "${path}" (${asked
        .filter((key) => key in values)
        .map((key) => `${key} ${values[key]}`)
        .join(' ')})`,
    )
    this.say(`${tag} OK done`)
  }

  private select(tag: string, command: string, rest: string): unknown {
    const [path = ''] = wordsOf(rest)
    const folder = this.imap.folders.get(path)
    if (!folder) return this.say(`${tag} NO [NONEXISTENT] no such folder`)
    this.selected = path
    this.told = folder.letters.length
    this.say('* FLAGS (\\Seen \\Answered)')
    this.say(`* ${folder.letters.length} EXISTS`)
    this.say(`* OK [UIDVALIDITY ${folder.validity}] valid`)
    this.say(`* OK [UIDNEXT ${folder.uidNext}] next`)
    if (this.has('CONDSTORE')) this.say(`* OK [HIGHESTMODSEQ ${folder.modseq}] highest`)
    this.say(`${tag} OK [${command === 'EXAMINE' ? 'READ-ONLY' : 'READ-WRITE'}] selected`)
  }

  /** Tells of new letters: at once while idling, else with the answer to the next command. */
  tell(path: string, asked = false): void {
    if (path !== this.selected || !(asked || this.idling)) return
    const { length } = this.imap.folders.get(path)!.letters
    if (length === this.told) return
    this.told = length
    this.say(`* ${length} EXISTS`)
  }

  private search(tag: string, rest: string): void {
    const { letters } = this.imap.folders.get(this.selected!)!
    const range = /UID ([\d:,*]+)/i.exec(rest)?.[1]
    const since = /SINCE "?(\d+-\w+-\d+)"?/i.exec(rest)?.[1]
    const from = since ? Date.parse(`${since} 00:00:00 UTC`) : Number.NEGATIVE_INFINITY
    const found = letters.filter(
      (letter) => letter.at.getTime() >= from && (!range || within(range, letter.uid, letters)),
    )
    this.say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`)
    this.say(`${tag} OK done`)
  }

  private fetch(tag: string, rest: string): void {
    const { letters } = this.imap.folders.get(this.selected!)!
    const [, range = '', items = ''] = /^(\S+) (.*)$/s.exec(rest) ?? []
    this.tell(this.selected!, true)
    for (const [index, letter] of letters.entries()) {
      if (!within(range, letter.uid, letters)) continue
      const parts: (string | Buffer)[] = [`UID ${letter.uid}`]
      if (/RFC822\.SIZE/i.test(items)) parts.push(` RFC822.SIZE ${letter.source.length}`)
      if (/INTERNALDATE/i.test(items)) parts.push(` INTERNALDATE "${internalDate(letter.at)}"`)
      if (/MODSEQ/i.test(items)) parts.push(` MODSEQ (${letter.modseq})`)
      if (/BODYSTRUCTURE/i.test(items)) parts.push(` BODYSTRUCTURE ${structureOf(letter.source)}`)
      let carries = false
      for (const [, section = '', start, length] of items.matchAll(/BODY\.PEEK\[([^\]]*)\](?:<(\d+)\.(\d+)>)?/gi)) {
        carries = true
        const whole = sectionOf(letter.source, section.toUpperCase())
        const bytes = start === undefined ? whole : whole.subarray(Number(start), Number(start) + Number(length))
        parts.push(` BODY[${section}]${start === undefined ? '' : `<${start}>`} {${bytes.length}}${CRLF}`, bytes)
        this.imap.sentBytes += bytes.length
      }
      const answer = Buffer.concat([`* ${index + 1} FETCH (`, ...parts, `)${CRLF}`].map((part) => Buffer.from(part)))
      if (carries && this.breaksOff(letter.uid)) {
        this.socket.write(answer.subarray(0, Math.floor(answer.length / 2)), () => this.socket.destroy())
        return
      }
      this.socket.write(answer)
    }
    this.say(`${tag} OK done`)
  }

  private breaksOff(uid: number): boolean {
    if (this.imap.breaksAt.has(uid)) return true
    if (this.imap.breaksAfter === null) return false
    this.imap.breaksAfter -= 1
    if (this.imap.breaksAfter >= 0) return false
    this.imap.breaksAfter = null
    return true
  }
}

/** Whether a UID stands in "1:3,7,9:*". */
function within(range: string, uid: number, letters: Letter[]): boolean {
  const last = letters.at(-1)?.uid ?? 0
  return range.split(',').some((each) => {
    const [from = 0, to = from] = each.split(':').map((end) => (end === '*' ? last : Number(end)))
    return uid >= Math.min(from, to) && uid <= Math.max(from, to)
  })
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s()]+/g)].map(([whole, quoted]) => quoted?.replace(/\\(.)/g, '$1') ?? whole)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
function internalDate(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  return `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${time} +0000`
}

/** Head and body of a part. */
function halves(part: Buffer): { head: Buffer; body: Buffer } {
  const at = part.indexOf('\r\n\r\n')
  return at < 0
    ? { head: part, body: Buffer.alloc(0) }
    : { head: part.subarray(0, at + 4), body: part.subarray(at + 4) }
}

function headerOf(head: Buffer, name: string): string {
  const text = head.toString('latin1').replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? ''
}

function childrenOf(part: Buffer): Buffer[] | null {
  const { head, body } = halves(part)
  const type = headerOf(head, 'content-type')
  const boundary = /^multipart\//i.test(type) ? /boundary="?([^";]+)"?/i.exec(type)?.[1] : undefined
  if (!boundary) return null
  const text = `\r\n${body.toString('latin1')}`
  return text
    .split(`\r\n--${boundary}`)
    .slice(1)
    .filter((piece) => !piece.startsWith('--'))
    .map((piece) => Buffer.from(piece.replace(/^[ \t]*\r\n/, ''), 'latin1'))
}

/** What BODY[section] means (RFC 3501, 6.4.5). */
function sectionOf(source: Buffer, section: string): Buffer {
  if (section === '') return source
  if (section === 'HEADER') return halves(source).head
  if (section === 'TEXT') return halves(source).body
  const [, path = '', , what] = /^([\d.]*\d)(\.(MIME|HEADER|TEXT))?$/.exec(section) ?? []
  let part: Buffer | undefined = source
  for (const number of path.split('.').map(Number)) {
    const children: Buffer[] | null = part ? childrenOf(part) : null
    part = children ? children[number - 1] : number === 1 ? part : undefined
  }
  if (!part) return Buffer.alloc(0)
  return what === 'MIME' ? halves(part).head : halves(part).body
}

const quoted = (text: string): string => (text === '' ? 'NIL' : `"${text.replace(/["\\]/g, '\\$&')}"`)
const paramsOf = (header: string): string => {
  const pairs = [...header.matchAll(/;\s*([\w-]+)="?([^";]*)"?/g)].map(
    ([, key = '', value = '']) => `"${key}" ${quoted(value)}`,
  )
  return pairs.length === 0 ? 'NIL' : `(${pairs.join(' ')})`
}

function structureOf(part: Buffer): string {
  const { head, body } = halves(part)
  const type = headerOf(head, 'content-type') || 'text/plain'
  const [major = 'text', minor = 'plain'] = type.split(';')[0]!.trim().split('/')
  const disposition = headerOf(head, 'content-disposition')
  const disposed =
    disposition === '' ? 'NIL' : `(${quoted(disposition.split(';')[0]!.trim())} ${paramsOf(disposition)})`
  const children = childrenOf(part)
  if (children) return `(${children.map(structureOf).join('')} ${quoted(minor)} ${paramsOf(type)} ${disposed} NIL NIL)`
  const lines = /^text$/i.test(major) ? ` ${body.toString('latin1').split(CRLF).length}` : ''
  const id = quoted(headerOf(head, 'content-id'))
  const encoding = quoted(headerOf(head, 'content-transfer-encoding') || '7bit')
  return `(${quoted(major)} ${quoted(minor)} ${paramsOf(type)} ${id} NIL ${encoding} ${body.length}${lines} NIL ${disposed} NIL NIL)`
}
