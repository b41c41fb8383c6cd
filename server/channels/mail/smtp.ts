import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { SMTPPoolOptions } from 'nodemailer'
import { type Correspondent, UNSUBSCRIBE } from '../../core/channel.ts'
import { tlsOptions } from '../tls.ts'
import { oneLine } from './lines.ts'
import { secretsIn } from './secrets.ts'
import { MailTrouble, troubleOf } from './trouble.ts'

export interface SmtpSettings {
  host: string
  port: number
  security: 'starttls' | 'tls' | 'none'
  user: string | null
  password: string | null
  fromAddress: string
  fromName: string
  checkCertificate: boolean
  /** Certificates of an own authority (PEM), trusted besides the usual ones. */
  ca: string | null
}

export interface Letter {
  /** With its angle brackets; the same at every repetition, so that receivers can drop a double. */
  messageId: string
  to: Correspondent[]
  cc?: Correspondent[]
  subject: string
  text: string
  html: string | null
  date: Date
  /** Message-IDs of the conversation, oldest first: the last is the one it answers. */
  references?: string[]
  files?: LetterFile[]
  /** No person wrote it: others' machines are asked not to answer. */
  automatic: boolean
  /** Where a receiver writes who wants no more of its kind (RFC 2369). */
  unsubscribeAt?: string | null
}

export interface LetterFile {
  name: string
  type: string
  path: string
  /** What the HTML refers to it by; null for an attachment. */
  contentId: string | null
}

export interface Smtp {
  /** Hands the letter to the server and returns its answer; throws MailTrouble. */
  send(letter: Letter): Promise<{ answer: string }>
  /** Connects and signs in without sending anything; throws MailTrouble. */
  check(): Promise<void>
  close(): void
}

/** A connection to a mail server: pooled for the worker, or (patient: false) for one try while a person waits. */
export function openSmtp(settings: SmtpSettings, { patient = true }: { patient?: boolean } = {}): Smtp {
  const { user, password } = settings
  const secrets = secretsIn(settings)
  const options: SMTPPoolOptions = {
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    tls: tlsOptions(settings),
    connectionTimeout: patient ? 20_000 : 10_000,
    greetingTimeout: patient ? 20_000 : 8_000,
    dnsTimeout: 10_000,
    socketTimeout: patient ? 60_000 : 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  // Loaded by the first letter: many a thread never sends one. Repeating is the outbox's business, which counts and remembers; the
  // pool itself must never send anything twice.
  const open = async () => {
    const { default: nodemailer } = await import('nodemailer')
    return patient
      ? nodemailer.createTransport({ ...options, pool: true, maxConnections: 3, maxRequeues: 0, idleTimeout: 20_000 })
      : nodemailer.createTransport(options)
  }
  let opened: ReturnType<typeof open> | undefined
  const transport = () => {
    opened ??= open()
    return opened
  }
  return {
    async send(letter) {
      try {
        const { to, cc = [], references = [], files = [] } = letter
        const { response, rejected } = await (await transport()).sendMail({
          from: { address: settings.fromAddress, name: oneLine(settings.fromName) },
          to: to.map(named),
          cc: cc.map(named),
          envelope: { from: settings.fromAddress, to: [...to, ...cc].map((each) => each.address) },
          messageId: letter.messageId,
          date: letter.date,
          subject: oneLine(letter.subject),
          text: letter.text,
          ...(letter.html === null ? {} : { html: letter.html }),
          ...(references.length > 0 ? { inReplyTo: references.at(-1), references } : {}),
          attachments: files.map(({ name, type, path, contentId }) => ({
            filename: oneLine(name),
            contentType: type,
            content: Readable.from(bytesOf(path)),
            ...(contentId ? { cid: contentId, contentDisposition: 'inline' as const } : {}),
          })),
          ...(letter.unsubscribeAt ? { list: { unsubscribe: `${letter.unsubscribeAt}?subject=${UNSUBSCRIBE}` } } : {}),
          ...(letter.automatic
            ? { headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } }
            : {}),
        })
        if (rejected.length > 0) throw new MailTrouble('recipient_refused', response, true)
        return { answer: response.slice(0, 500) }
      } catch (error) {
        throw troubleOf(error, secrets)
      }
    },
    async check() {
      try {
        await (await transport()).verify()
      } catch (error) {
        throw troubleOf(error, secrets)
      }
    },
    // What could not be loaded has been told to who sent.
    close: () =>
      void opened?.then(
        (transport) => transport.close(),
        () => {},
      ),
  }
}

const named = ({ address, name }: Correspondent): Correspondent => ({ address, name: oneLine(name) })

/** Opened only when it is asked for: a letter that is refused before its files come leaves none of them open. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path)
}
