import { createHmac } from 'node:crypto'
import { ChannelTrouble, type ChannelTroubleCode, type OpenAccount } from '../../core/channel.ts'
import { type ApiQuestion, ask, download } from '../http-api.ts'
import type { WhatsappSettings } from './settings.ts'

export type Account = OpenAccount<WhatsappSettings>

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
export interface MetaError {
  code: number
  title?: string
  message?: string
  error_data?: { details?: string }
}

const authorised = ({ settings }: Account) => ({ authorization: `Bearer ${settings.token}` })

/** With this the Graph API tells a wrong app secret, too: https://developers.facebook.com/docs/graph-api/guides/secure-requests */
const proofOf = ({ settings }: Account): string =>
  createHmac('sha256', settings.appSecret).update(settings.token).digest('hex')

/** Calls the Graph API and answers what it says. Throws ChannelTrouble. */
export async function call<T>(
  account: Account,
  path: string,
  question: Pick<ApiQuestion, 'method' | 'body' | 'once' | 'patienceMs'> = {},
): Promise<T> {
  const address = new URL(`${account.settings.url}/${path}`)
  address.searchParams.set('appsecret_proof', proofOf(account))
  const { status, json } = await ask(address.href, { ...question, headers: authorised(account) })
  if (status === 200 && json && !json.error) return json as T
  const error = json?.error as MetaError | undefined
  if (typeof error?.code === 'number') throw troubleOf(error)
  // Whoever answered stands before Meta and knows nothing of what became of the request.
  if (status === 429 || status === 503) throw new ChannelTrouble('busy', `HTTP ${status}`)
  throw question.once && status >= 500
    ? new ChannelTrouble('perhaps_sent', `HTTP ${status}`, true)
    : new ChannelTrouble('unreadable', `HTTP ${status}`)
}

export const wordsOf = ({ code, title, message, error_data }: MetaError): string =>
  [code, error_data?.details ?? message ?? title].filter(Boolean).join(' ')

const CODES: Record<number, [code: ChannelTroubleCode, final: boolean]> = {
  0: ['wrong_password', false],
  190: ['wrong_password', false],
  1: ['busy', false],
  2: ['busy', false],
  4: ['busy', false],
  80007: ['busy', false],
  130429: ['busy', false],
  131000: ['busy', false],
  131016: ['busy', false],
  131048: ['busy', false],
  131056: ['busy', false],
  131057: ['busy', false],
  3: ['not_allowed', false],
  10: ['not_allowed', false],
  368: ['not_allowed', false],
  131005: ['not_allowed', false],
  131031: ['not_allowed', false],
  133010: ['not_allowed', false],
  131042: ['no_credit', false],
  131021: ['recipient_refused', true],
  131026: ['recipient_refused', true],
  131030: ['recipient_refused', true],
  131047: ['window_closed', true],
  131049: ['recipient_refused', true],
  131050: ['recipient_opted_out', true],
  131053: ['message_refused', true],
  132005: ['too_long', true],
}

export function troubleOf(error: MetaError): ChannelTrouble {
  const words = wordsOf(error)
  if (error.code === 100 && /appsecret_proof/.test(error.message ?? ''))
    return new ChannelTrouble('wrong_password', words, false, 'appSecret')
  const [code, final] = CODES[error.code] ?? [
    error.code >= 200 && error.code < 300 ? 'not_allowed' : 'message_refused',
    true,
  ]
  return new ChannelTrouble(code, words, final, code === 'wrong_password' ? 'token' : null)
}

/** Hosts to which Meta sends for its files, beside the API's own: the token goes nowhere else. */
const HOLDS_FILES = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net)$/

/** Keeps a file that lies at Meta; null where it is not given out (any more) or is too large to keep. */
export async function fetchMedia(account: Account, id: string) {
  try {
    const { url } = await call<{ url: string }>(account, encodeURIComponent(id))
    const { protocol, hostname, origin } = new URL(url)
    if (origin !== new URL(account.settings.url).origin && !(protocol === 'https:' && HOLDS_FILES.test(hostname)))
      throw new ChannelTrouble('message_refused', hostname)
    return await download(url, { headers: authorised(account), dataDir: account.dataDir })
  } catch (error) {
    // Another try would be refused again, and what it came with must not wait for that.
    if (error instanceof ChannelTrouble && error.code === 'message_refused') return null
    throw error
  }
}
