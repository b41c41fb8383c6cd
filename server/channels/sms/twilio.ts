import { createHmac } from 'node:crypto'
import {
  ChannelTrouble,
  type ChannelTroubleCode,
  type DeliveryReport,
  type OpenAccount,
  type OutgoingMessage,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../core/channel.ts'
import { type ApiAnswer, ask } from '../http-api.ts'
import { same } from '../same.ts'
import type { TwilioSettings } from './settings.ts'
import { textToSend } from './texts.ts'

type Account = OpenAccount<TwilioSettings>

/** Twilio's error dictionary, as far as it speaks of messages; `final` where the same message would be refused again. */
const ERRORS: Record<number, [ChannelTroubleCode, final?: boolean]> = {
  20003: ['wrong_password'],
  20005: ['not_allowed'],
  20404: ['wrong_password'],
  20429: ['busy'],
  21211: ['recipient_refused', true],
  21212: ['not_allowed'],
  21408: ['not_allowed'],
  21606: ['not_allowed'],
  21610: ['recipient_opted_out', true],
  21612: ['recipient_refused', true],
  21614: ['recipient_refused', true],
  21617: ['too_long', true],
  21659: ['not_allowed'],
  21703: ['not_allowed'],
  30001: ['busy'],
  30002: ['not_allowed'],
}

const accountUrl = ({ settings }: Account) => `${settings.url}/2010-04-01/Accounts/${settings.accountSid}`

const authorised = ({ settings }: Account) => ({
  authorization: `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}`,
})

function troubleOf({ status, json }: ApiAnswer): ChannelTrouble | null {
  if (status >= 200 && status < 300) return json ? null : new ChannelTrouble('unreadable', `HTTP ${status}`)
  const words = `${String(json?.code ?? `HTTP ${status}`)} ${String(json?.message ?? '')}`.trim()
  const known = ERRORS[Number(json?.code)]
  if (known) return new ChannelTrouble(known[0], words, known[1] ?? false)
  if (status === 401 || status === 403) return new ChannelTrouble('wrong_password', words)
  if (status === 429 || status === 503) return new ChannelTrouble('busy', words)
  if (status >= 500) return new ChannelTrouble('connection_lost', words)
  return new ChannelTrouble('message_refused', words, true)
}

/** `POST .../Messages.json`. Twilio takes the same message twice as two: an answer nobody saw is "perhaps sent". */
export async function sendTwilio(
  account: Account,
  message: OutgoingMessage,
): Promise<{ externalId: string; answer: string }> {
  const { messagingServiceSid } = account.settings
  const body = new URLSearchParams({
    To: message.to[0]!.address,
    ...(messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : { From: account.address }),
    Body: textToSend(message, account.settings),
    StatusCallback: account.webhookUrl,
  })
  const answer = await ask(`${accountUrl(account)}/Messages.json`, {
    method: 'POST',
    headers: authorised(account),
    body,
    once: true,
  })
  const trouble = troubleOf(answer)
  // A server that broke, or answered beside the point, may have taken it before.
  if (trouble?.code === 'connection_lost' || trouble?.code === 'unreadable')
    throw new ChannelTrouble('perhaps_sent', trouble.words, true)
  if (trouble) throw trouble
  const { sid, status } = answer.json!
  if (typeof sid !== 'string') throw new ChannelTrouble('perhaps_sent', 'Messages.json', true)
  return { externalId: sid, answer: String(status ?? '') }
}

export async function checkTwilio(account: Account): Promise<void> {
  const answer = await ask(`${accountUrl(account)}.json`, { headers: authorised(account) })
  const trouble = troubleOf(answer)
  if (trouble) throw trouble
  if (answer.json?.status !== 'active') throw new ChannelTrouble('not_allowed', String(answer.json?.status ?? ''))
}

/** X-Twilio-Signature: HMAC-SHA1 of the whole address and of the form's fields by name, under the account's token. */
export function signatureOf(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
  return createHmac('sha1', authToken)
    .update(url + fields.join(''), 'utf8')
    .digest('base64')
}

/** A request's address as the provider used it: ours, with its query as it came. */
const calledUrl = ({ webhookUrl }: Account, { url }: WebhookRequest): string => {
  const query = url.indexOf('?')
  return query < 0 ? webhookUrl : webhookUrl + url.slice(query)
}

const STATES: Record<string, DeliveryReport['state']> = {
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
}
/** No answer to the sender: what Tok writes back goes by itself. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

export async function webhookTwilio(account: Account, request: WebhookRequest): Promise<WebhookAnswer> {
  const form = request.method === 'POST' ? new URLSearchParams(request.body.toString('utf8')) : new URLSearchParams()
  const signed = signatureOf(account.settings.authToken, calledUrl(account, request), form)
  const given = request.headers['x-twilio-signature']
  if (typeof given !== 'string' || !same(given, signed)) throw new ChannelTrouble('signature', '', true)
  const said = request.method === 'POST' ? Object.fromEntries(form) : request.query
  const { MessageSid, MessageStatus, SmsStatus } = said
  if (said.AccountSid !== account.settings.accountSid || !MessageSid) throw new ChannelTrouble('unreadable', '', true)
  if (said.Body !== undefined || SmsStatus === 'received') {
    // Pictures stay at Twilio: their addresses are kept with the text.
    const pictures = Array.from({ length: Number(said.NumMedia ?? 0) || 0 }, (_, at) => said[`MediaUrl${at}`] ?? '')
    const message = {
      externalId: MessageSid,
      from: { address: said.From ?? '', name: '' },
      to: [{ address: said.To ?? '', name: '' }],
      subject: '',
      text: [said.Body ?? '', ...pictures].filter(Boolean).join('\n'),
      html: null,
      references: [],
      sentAt: null,
      automatic: false,
      files: [],
    }
    return { status: 200, type: 'text/xml', body: EMPTY_TWIML, messages: [message], reports: [] }
  }
  const state = STATES[MessageStatus ?? '']
  const failure = (): Partial<DeliveryReport> => {
    const code = Number(said.ErrorCode ?? 0)
    return { trouble: ERRORS[code]?.[0] ?? 'recipient_refused', detail: said.ErrorCode ?? '' }
  }
  const reports = state ? [{ externalId: MessageSid, state, ...(state === 'failed' ? failure() : {}) }] : []
  return { status: 200, type: 'text/plain', body: '', messages: [], reports }
}
