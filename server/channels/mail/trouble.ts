import { ChannelTrouble, type ChannelTroubleCode } from '../../core/channel.ts'
import { withoutSecrets } from './secrets.ts'

/** What can go wrong between Tok and a mail server; the words for each are in pure/texts under 'mail.trouble.'. */
export type TroubleCode =
  | 'not_set_up'
  | 'password_unreadable'
  | 'no_such_host'
  | 'connection_refused'
  | 'no_answer'
  | 'no_greeting'
  | 'tls_not_spoken'
  | 'no_starttls'
  | 'certificate'
  | 'tls'
  | 'wrong_password'
  | 'sign_in_needed'
  | 'sender_refused'
  | 'recipient_refused'
  | 'message_refused'
  | 'busy'
  | 'connection_lost'
  | 'unexpected'

/** A mail that did not go out: why, in a code, and the server's own words where it said any. */
export class MailTrouble extends Error {
  readonly code: TroubleCode
  readonly words: string | null
  /** The same mail would be refused again, so it is not repeated. Never set for what an administrator can put right. */
  readonly final: boolean

  constructor(code: TroubleCode, words: string | null = null, final = false) {
    super(words ? `${code}: ${words}` : code)
    this.name = 'MailTrouble'
    this.code = code
    this.words = words
    this.final = final
  }
}

export const CERTIFICATE = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

interface Failure {
  code?: string
  originalCode?: string
  command?: string
  response?: string
  responseCode?: number
  timeoutType?: string
  message?: string
}

/** Reads nodemailer's error; `secrets` are taken out of the server's words, for some servers repeat what they were sent. */
export function troubleOf(error: unknown, secrets: string[] = []): MailTrouble {
  if (error instanceof MailTrouble) return error
  const failure = (error ?? {}) as Failure
  const said = failure.response ?? failure.message ?? null
  const code = codeOf(failure)
  const final = (failure.responseCode ?? 0) >= 500 && FINAL.has(code)
  return new MailTrouble(code, said === null ? null : withoutSecrets(said, secrets).slice(0, 500), final)
}

const FINAL = new Set<TroubleCode>(['sender_refused', 'recipient_refused', 'message_refused'])

function codeOf({ code, originalCode, command, responseCode, timeoutType, message = '' }: Failure): TroubleCode {
  if (responseCode && responseCode >= 400 && responseCode < 500) return 'busy'
  if (originalCode && CERTIFICATE.has(originalCode)) return 'certificate'
  // 530 comes to MAIL FROM as well: the server wants a sign-in (or TLS) first. That is a setting, not the mail.
  if (responseCode === 530) return 'sign_in_needed'
  switch (code) {
    case 'EAUTH':
      return responseCode ? 'wrong_password' : 'sign_in_needed'
    case 'ENOAUTH':
      return 'sign_in_needed'
    case 'EDNS':
      return 'no_such_host'
    case 'ETIMEDOUT':
      if (timeoutType === 'GREETING_TIMEOUT') return 'no_greeting'
      return timeoutType === 'UPGRADE_TIMEOUT' ? 'tls' : 'no_answer'
    case 'ETLS':
      return command === 'STARTTLS' && responseCode ? 'no_starttls' : tlsCodeOf(message)
    case 'EENVELOPE':
      if (command === 'MAIL FROM') return 'sender_refused'
      return command === 'RCPT TO' ? 'recipient_refused' : 'message_refused'
    case 'EMESSAGE':
      return 'message_refused'
    case 'ECONNECTION':
    case 'ESOCKET':
      if (originalCode === 'ECONNREFUSED') return 'connection_refused'
      if (originalCode === 'EHOSTUNREACH' || originalCode === 'ENETUNREACH' || originalCode === 'ETIMEDOUT')
        return 'no_answer'
      if (originalCode?.startsWith('ERR_SSL')) return tlsCodeOf(originalCode)
      return 'connection_lost'
    default:
      return 'unexpected'
  }
}

// What OpenSSL says when the other side answers TLS with plain SMTP.
const tlsCodeOf = (message: string): TroubleCode =>
  /wrong.version.number|packet.length.too.long|unexpected.message/i.test(message) ? 'tls_not_spoken' : 'tls'

const OF_CHANNELS: Partial<Record<TroubleCode, ChannelTroubleCode>> = {
  not_set_up: 'not_allowed',
  password_unreadable: 'wrong_password',
  no_greeting: 'no_answer',
  tls_not_spoken: 'tls',
  no_starttls: 'tls',
  sign_in_needed: 'wrong_password',
  sender_refused: 'not_allowed',
  unexpected: 'unknown',
}

/** The same trouble in the words that all channels share. */
export function channelTroubleOf(error: unknown, secrets: string[] = []): ChannelTrouble {
  if (error instanceof ChannelTrouble) return error
  const { code, words, final } = troubleOf(error, secrets)
  return new ChannelTrouble(OF_CHANNELS[code] ?? (code as ChannelTroubleCode), words ?? '', final)
}
