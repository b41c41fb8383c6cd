import { isIP } from 'node:net'
import { rootCertificates } from 'node:tls'
import nodemailer, { type SMTPPoolOptions } from 'nodemailer'
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
  to: { address: string; name: string }
  subject: string
  text: string
  html: string
  date: Date
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
    tls: {
      rejectUnauthorized: settings.checkCertificate,
      minVersion: 'TLSv1.2',
      ...(settings.ca ? { ca: [...rootCertificates, settings.ca] } : {}),
      ...(isIP(settings.host) ? {} : { servername: settings.host }),
    },
    connectionTimeout: patient ? 20_000 : 10_000,
    greetingTimeout: patient ? 20_000 : 8_000,
    dnsTimeout: 10_000,
    socketTimeout: patient ? 60_000 : 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  // Repeating is the outbox's business, which counts and remembers; the pool itself must never send anything twice.
  const transport = patient
    ? nodemailer.createTransport({ ...options, pool: true, maxConnections: 3, maxRequeues: 0, idleTimeout: 20_000 })
    : nodemailer.createTransport(options)
  return {
    async send(letter) {
      try {
        const { response, rejected } = await transport.sendMail({
          from: { address: settings.fromAddress, name: oneLine(settings.fromName) },
          to: [{ address: letter.to.address, name: oneLine(letter.to.name) }],
          envelope: { from: settings.fromAddress, to: [letter.to.address] },
          messageId: letter.messageId,
          date: letter.date,
          subject: oneLine(letter.subject),
          text: letter.text,
          html: letter.html,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        if (rejected.length > 0) throw new MailTrouble('recipient_refused', response, true)
        return { answer: response.slice(0, 500) }
      } catch (error) {
        throw troubleOf(error, secrets)
      }
    },
    async check() {
      try {
        await transport.verify()
      } catch (error) {
        throw troubleOf(error, secrets)
      }
    },
    close: () => transport.close(),
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would begin another header
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()

/** The password in every form in which it goes over the wire. */
function secretsIn({ user, password }: SmtpSettings): string[] {
  if (!password) return []
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  return [base64(`\0${user ?? ''}\0${password}`), base64(password), password]
}
