import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface SmtpOptions {
  user?: string
  password?: string
  /** 'tls' speaks TLS from the first byte, 'starttls' after the command, 'none' not at all. */
  security?: 'starttls' | 'tls' | 'none'
}

/** A real SMTP server on loopback: signs people in, can go down and come up again, and misbehaves on demand. */
export class TestSmtp {
  readonly host = 'localhost'
  port = 0
  /** The server's certificate, self-signed: paste it as the own authority. */
  readonly certificate: string
  /** What it takes for the right one from now on. */
  password: string
  readonly mails: ParsedMail[] = []
  /** Messages received (accepted or not answered) by Message-ID. */
  readonly received = new Map<string, number>()
  connections = 0
  signIns = 0
  /** Sign-ins with a wrong name or password. */
  refusedSignIns = 0
  /** Messages that came without TLS or without a sign-in. */
  unprotected = 0
  /** Takes connections and says nothing for so many milliseconds, then drops them. */
  silence: number | null = null
  /** Breaks every connection in the middle of a message. */
  breaksOff = false
  /** Closes the connection after the whole message has come, before answering it; counts down. */
  dropAfterData = 0
  /** Answers to the next commands instead of the usual ones. */
  answerGreeting: { code: number; words: string } | null = null
  answerRecipient: { code: number; words: string } | null = null
  answerMessage: { code: number; words: string } | null = null
  private server: SMTPServer | null = null
  private readonly sockets = new Set<Socket>()
  private readonly key: string
  private readonly options: Required<SmtpOptions>

  private constructor(options: SmtpOptions) {
    this.options = { user: 'tok', password: 'zażółć-9', security: 'starttls', ...options }
    this.password = this.options.password
    const { key, certificate } = selfSigned()
    this.key = key
    this.certificate = certificate
  }

  static async start(options: SmtpOptions = {}): Promise<TestSmtp> {
    const smtp = new TestSmtp(options)
    await smtp.up()
    return smtp
  }

  /** Listens again, on the port it had before. */
  async up(): Promise<void> {
    const { user, security } = this.options
    const server = new SMTPServer({
      secure: security === 'tls',
      key: this.key,
      cert: this.certificate,
      disabledCommands: security === 'none' ? ['STARTTLS', 'AUTH'] : [],
      authOptional: security === 'none',
      disableReverseLookup: true,
      closeTimeout: 1,
      onConnect: (_session, done) => {
        this.connections += 1
        if (this.silence === null) return done(refusal(this.answerGreeting))
        setTimeout(() => this.drop(), this.silence)
      },
      onAuth: (auth, _session, done) => {
        if (auth.username !== user || auth.password !== this.password) {
          this.refusedSignIns += 1
          return done(Object.assign(new Error('5.7.8 Error: authentication failed'), { responseCode: 535 }))
        }
        this.signIns += 1
        done(null, { user })
      },
      onRcptTo: (_address, _session, done) => done(refusal(this.answerRecipient)),
      onData: (stream, session, done) => {
        if (security !== 'none' && !(session.secure && session.user)) this.unprotected += 1
        if (this.breaksOff) {
          stream.once('data', () => this.drop())
          return
        }
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          this.receive(Buffer.concat(chunks)).then((id) => done(refusal(this.answerMessage), `queued as ${id}`), done)
        })
      },
    })
    server.on('error', () => {})
    server.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', () => resolve())
    })
    this.port = (server.server.address() as AddressInfo).port
    this.server = server
  }

  private async receive(raw: Buffer): Promise<string> {
    const mail = await simpleParser(raw)
    const id = mail.messageId ?? ''
    this.received.set(id, (this.received.get(id) ?? 0) + 1)
    if (this.dropAfterData > 0) {
      this.dropAfterData -= 1
      this.drop()
      return id
    }
    if (!this.answerMessage) this.mails.push(mail)
    return id
  }

  /** Goes away at once, as on a power cut: open connections break, new ones are refused. */
  async down(): Promise<void> {
    const server = this.server
    if (!server) return
    this.server = null
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    this.drop()
    await closed
  }

  /** Breaks the open connections; new ones are taken. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  mailsTo(address: string): ParsedMail[] {
    return this.mails.filter((mail) => [mail.to].flat().some((to) => to?.value.some((box) => box.address === address)))
  }
}

const refusal = (answer: { code: number; words: string } | null): Error | null =>
  answer ? Object.assign(new Error(answer.words), { responseCode: answer.code }) : null

/** A certificate for localhost, made on the spot: a key in the repository would set off every scanner. */
export function selfSigned(): { key: string; certificate: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const name = sequence(
    der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost')))),
  )
  const time = (year: number) => der(0x18, Buffer.from(`${year}0101000000Z`))
  const localhost = Buffer.concat([der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1]))])
  const alternativeNames = sequence(der(0x06, Buffer.from('551d11', 'hex')), der(0x04, sequence(localhost)))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(2020), time(2120)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeNames)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, ecdsaWithSha256, signature).toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
