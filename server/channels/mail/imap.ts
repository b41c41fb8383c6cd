import type { ImapFlow, ImapFlowError } from 'imapflow'
import { ChannelTrouble, type ChannelTroubleCode } from '../../core/channel.ts'
import { tlsOptions } from '../tls.ts'
import { secretsIn, withoutSecrets } from './secrets.ts'
import type { MailboxSettings } from './settings.ts'
import { CERTIFICATE } from './trouble.ts'

/** A client that is not connected yet. It only ever reads. The library comes with the first mailbox: without one nobody pays its memory. */
export async function openImap(
  settings: MailboxSettings,
  { patient = true }: { patient?: boolean } = {},
): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const { imapHost: host, imapPort, imapSecurity, user, password, checkCertificate, ca = null } = settings
  const client = new ImapFlow({
    host,
    port: imapPort,
    secure: imapSecurity === 'tls',
    doSTARTTLS: imapSecurity === 'starttls',
    auth: { user, pass: password },
    tls: tlsOptions({ host, checkCertificate, ca }),
    clientInfo: { name: 'Tok' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: patient ? 30_000 : 10_000,
    greetingTimeout: patient ? 20_000 : 8_000,
    socketTimeout: patient ? 120_000 : 15_000,
    // A letter is asked for whole only when it is small; whatever sends more than was asked is not listened to.
    maxLiteralSize: 16_000_000,
    maxLineLength: 32_000_000,
    maxResponseSize: 64_000_000,
  })
  // It is told by the call that failed; without a listener it would end the process.
  client.on('error', () => {})
  return client
}

/** Reads imapflow's errors. */
export function imapTroubleOf(error: unknown, settings: Pick<MailboxSettings, 'user' | 'password'>): ChannelTrouble {
  if (error instanceof ChannelTrouble) return error
  const failure = (error ?? {}) as ImapFlowError
  const response = typeof failure.response === 'string' ? failure.response : null
  const words = failure.responseText ?? response ?? failure.message ?? ''
  return new ChannelTrouble(codeOf(failure), withoutSecrets(words, secretsIn(settings)))
}

function codeOf(failure: ImapFlowError): ChannelTroubleCode {
  const { code = '', authenticationFailed, serverResponseCode = '', tlsFailed, message = '' } = failure
  const cause = (failure._err as NodeJS.ErrnoException | undefined)?.code ?? code
  if (/^(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)$/i.test(serverResponseCode) || code === 'ETHROTTLE') return 'busy'
  if (/^(?:AUTHORIZATIONFAILED|PRIVACYREQUIRED|NOPERM|CONTACTADMIN)$/i.test(serverResponseCode)) return 'not_allowed'
  if (authenticationFailed) return 'wrong_password'
  if (CERTIFICATE.has(code) || CERTIFICATE.has(cause)) return 'certificate'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return 'no_such_host'
  if (code === 'ECONNREFUSED') return 'connection_refused'
  if (/^(?:CONNECT_TIMEOUT|GREETING_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'no_answer'
  if (tlsFailed || code === 'UPGRADE_TIMEOUT' || code.startsWith('ERR_SSL') || code === 'STARTTLS_INJECTION')
    return 'tls'
  if (/STARTTLS/i.test(message)) return 'tls'
  if (/^(?:ECONNRESET|EPIPE|ETIMEOUT|NoConnection|EConnectionClosed|ClosedAfterConnect\w+|ECONNABORTED)$/.test(code))
    return 'connection_lost'
  return 'unknown'
}
