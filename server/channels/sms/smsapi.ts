import { createHash } from 'node:crypto'
import {
  ChannelTrouble,
  type ChannelTroubleCode,
  type DeliveryReport,
  type IncomingMessage,
  type OpenAccount,
  type OutgoingMessage,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../core/channel.ts'
import { type ApiAnswer, ask } from '../http-api.ts'
import { same } from '../same.ts'
import type { SmsapiSettings } from './settings.ts'
import { textToSend } from './texts.ts'

type Account = OpenAccount<SmsapiSettings>

/** Codes of SMSAPI's documentation ("Kody błędów"); `final` where the same message would be refused again. */
const ERRORS: Record<number, [ChannelTroubleCode, final?: boolean]> = {
  11: ['message_refused', true],
  12: ['too_long', true],
  13: ['recipient_refused', true],
  14: ['not_allowed'],
  52: ['busy'],
  70: ['not_allowed'],
  94: ['message_refused', true],
  98: ['not_allowed'],
  101: ['wrong_password'],
  102: ['wrong_password'],
  103: ['no_credit'],
  105: ['not_allowed'],
  110: ['not_allowed'],
  200: ['busy'],
  201: ['busy'],
  202: ['busy'],
  203: ['busy'],
  999: ['busy'],
  1000: ['not_allowed'],
  1001: ['not_allowed'],
}
/** The same `idx` was sent within 24 hours: an earlier try arrived though nobody saw it. */
const SENT_BEFORE = 53

const authorised = ({ settings }: Account) => ({ authorization: `Bearer ${settings.token}` })

function troubleOf({ status, json }: ApiAnswer): ChannelTrouble | null {
  const error = Number(json?.error)
  if (json && Number.isInteger(error) && error > 0) {
    const [code, final = false] = ERRORS[error] ?? (['message_refused', true] as const)
    return new ChannelTrouble(code, `${error} ${String(json.message ?? '')}`.trim(), final)
  }
  if (status === 401 || status === 403) return new ChannelTrouble('wrong_password', `HTTP ${status}`)
  if (status < 200 || status >= 300) return new ChannelTrouble('busy', `HTTP ${status}`)
  return json ? null : new ChannelTrouble('unreadable', `HTTP ${status}`)
}

const callback = ({ webhookUrl, settings }: Account) => `${webhookUrl}?key=${settings.callbackKey}`

/** `POST /sms.do`. With `idx` and `check_idx` SMSAPI itself drops what is sent twice, so a lost answer is simply asked again. */
export async function sendSmsapi(
  account: Account,
  message: OutgoingMessage,
): Promise<{ externalId: string; answer: string }> {
  const idx = message.id.replaceAll('-', '')
  const body = new URLSearchParams({
    to: message.to[0]!.address.replace(/^\+/, ''),
    ...(account.address ? { from: account.address } : {}),
    message: textToSend(message, account.settings),
    encoding: 'utf-8',
    format: 'json',
    max_parts: '10',
    idx,
    check_idx: '1',
    notify_url: callback(account),
  })
  const answer = await ask(`${account.settings.url}/sms.do`, {
    method: 'POST',
    headers: authorised(account),
    body,
  })
  if (Number(answer.json?.error) === SENT_BEFORE) return { externalId: `idx:${idx}`, answer: `${SENT_BEFORE}` }
  const trouble = troubleOf(answer)
  if (trouble) throw trouble
  const [sent] = (answer.json?.list ?? []) as { id?: unknown; error?: unknown; status?: unknown }[]
  if (!sent || typeof sent.id !== 'string') throw new ChannelTrouble('unreadable', 'sms.do')
  if (sent.error) throw new ChannelTrouble('recipient_refused', String(sent.error), true)
  return { externalId: sent.id, answer: String(sent.status ?? '') }
}

/** `GET /profile`: who the token belongs to and what is left. */
export async function checkSmsapi(account: Account): Promise<void> {
  const answer = await ask(`${account.settings.url}/profile`, { headers: authorised(account) })
  const trouble = troubleOf(answer)
  if (trouble) throw trouble
}

/** "Lista statusów doręczenia"; what is still under way, or unknown, says nothing. */
const STATES: Record<string, DeliveryReport['state']> = {
  402: 'failed',
  404: 'delivered',
  405: 'failed',
  406: 'failed',
  407: 'failed',
  412: 'failed',
}

/** Reports (up to five at once, parted by commas) and incoming messages, by GET or POST; both want "OK" back. */
export async function webhookSmsapi(account: Account, request: WebhookRequest): Promise<WebhookAnswer> {
  const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')))
  const said: Record<string, string | undefined> = { ...form, ...request.query }
  if (!same(said.key ?? '', account.settings.callbackKey)) throw new ChannelTrouble('signature', '', true)
  const answer = { status: 200, type: 'text/plain', body: 'OK' }
  if (said.sms_from !== undefined) return { ...answer, messages: [incoming(said)], reports: [] }
  const [ids, statuses, keys] = [said.MsgId, said.status, said.idx].map((list) => (list ?? '').split(','))
  if (!said.MsgId || !said.status) throw new ChannelTrouble('unreadable', '', true)
  const reports = ids!.flatMap((id, at): DeliveryReport[] => {
    const status = statuses![at] ?? ''
    const state = STATES[status]
    if (!state) return []
    const failure = state === 'failed' ? { trouble: 'recipient_refused', detail: status } : {}
    const known = keys![at] ? [id, `idx:${keys![at]}`] : [id]
    return known.map((externalId) => ({ externalId, state, ...failure }))
  })
  return { ...answer, messages: [], reports }
}

function incoming(said: Record<string, string | undefined>): IncomingMessage {
  const { sms_from = '', sms_to = '', sms_text = '', sms_date = '', MsgId } = said
  const seconds = Number(sms_date)
  const from = /^\d{8,15}$/.test(sms_from) ? `+${sms_from}` : sms_from
  if (!from) throw new ChannelTrouble('unreadable', '', true)
  return {
    externalId: MsgId ?? createHash('sha256').update([sms_from, sms_to, sms_date, sms_text].join('|')).digest('hex'),
    from: { address: from, name: '' },
    to: [{ address: sms_to, name: '' }],
    subject: '',
    text: sms_text,
    html: null,
    references: [],
    sentAt: seconds > 0 ? new Date(seconds * 1000) : null,
    automatic: false,
    files: [],
  }
}
