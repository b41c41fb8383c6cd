import type { AddressInfo, Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { selfSigned } from './certificate.ts'

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
