import { createHmac } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import {
  ChannelTrouble,
  defineChannel,
  type MessageFile,
  type OutgoingMessage,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../core/channel.ts'
import { pathOfFile } from '../../core/files.ts'
import { sendParts } from '../parts.ts'
import { same } from '../same.ts'
import { type Account, call } from './api.ts'
import { messagesOf, reportsOf, secondsOf, type Value, valuesOf } from './read.ts'
import { whatsappSettings } from './settings.ts'

const LONGEST_TEXT = 4096
const LONGEST_CAPTION = 1024
/** Of the body of a template, its own words with it. */
const LONGEST_IN_TEMPLATE = 900
const WINDOW_MS = 24 * 3_600_000
/** Meta gives up what it could not hand over after seven days: a call with something older is a copy of an earlier one. */
const OLDEST_MS = 7.5 * 24 * 3_600_000
const IMAGES = ['image/jpeg', 'image/png']
const LARGEST_IMAGE = 5 * 1024 * 1024

async function send(account: Account, message: OutgoingMessage): Promise<{ externalId: string; answer: string }> {
  const { text, files, sinceHeard } = message
  const open = sinceHeard !== null && sinceHeard < WINDOW_MS
  if (!open) return answerOf(await say(account, message, templateFor(account, message)))
  const captioned = files.length === 1 && text.length <= LONGEST_CAPTION
  const parts: (() => Promise<Sent>)[] = []
  if (text && !captioned)
    parts.push(() => say(account, message, { type: 'text', text: { preview_url: false, body: text } }))
  for (const file of files) parts.push(() => sendFile(account, message, file, captioned ? text : ''))
  return answerOf(await sendParts(parts))
}

interface Sent {
  messages: { id: string; message_status?: string }[]
}
function answerOf({ messages: [sent] = [] }: Partial<Sent>): { externalId: string; answer: string } {
  if (!sent) throw new ChannelTrouble('perhaps_sent', '', true)
  return { externalId: sent.id, answer: sent.message_status ?? 'accepted' }
}

/** A phone number, or what WhatsApp calls somebody who goes by a username. */
const recipientOf = (address: string) =>
  /^\+?\d+$/.test(address) ? { to: address.replace(/^\+/, '') } : { recipient: address }

const say = (account: Account, { to }: OutgoingMessage, content: object): Promise<Sent> =>
  call<Sent>(account, `${account.settings.phoneNumberId}/messages`, {
    method: 'POST',
    once: true,
    body: {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...recipientOf(to[0]!.address),
      ...content,
    },
  })

/** Outside the 24 hours after the other side's last word only what Meta approved beforehand goes out. */
function templateFor({ settings: { template, templateLanguage } }: Account, { text, files }: OutgoingMessage): object {
  if (!template || files.length > 0) throw new ChannelTrouble('window_closed', '', true)
  // A variable of a template may hold no line breaks, tabs or rows of blanks.
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length > LONGEST_IN_TEMPLATE)
    throw new ChannelTrouble('too_long', `${line.length} > ${LONGEST_IN_TEMPLATE}`, true)
  return {
    type: 'template',
    template: {
      name: template,
      language: { code: templateLanguage },
      components: [{ type: 'body', parameters: [{ type: 'text', text: line }] }],
    },
  }
}

async function sendFile(account: Account, message: OutgoingMessage, file: MessageFile, caption: string): Promise<Sent> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', file.type)
  const path = pathOfFile({ config: { dataDir: account.dataDir } }, file.digest)
  form.set('file', await openAsBlob(path, { type: file.type }), file.name)
  const { id } = await call<{ id: string }>(account, `${account.settings.phoneNumberId}/media`, {
    method: 'POST',
    body: form,
    patienceMs: 120_000,
  })
  const words = caption ? { caption } : {}
  return IMAGES.includes(file.type) && file.size <= LARGEST_IMAGE
    ? say(account, message, { type: 'image', image: { id, ...words } })
    : say(account, message, { type: 'document', document: { id, filename: file.name, ...words } })
}

const digits = (number: string): string => number.replace(/\D/g, '')

/** Whether token and app secret work, and the number is the one named. */
async function check(account: Account): Promise<void> {
  const { display_phone_number } = await call<{ display_phone_number: string }>(
    account,
    `${account.settings.phoneNumberId}?fields=display_phone_number,verified_name`,
  ).catch((error) => {
    // There is no such number, or not for this token.
    if (error instanceof ChannelTrouble && error.code === 'message_refused')
      throw new ChannelTrouble('not_allowed', error.words, true, 'phoneNumberId')
    throw error
  })
  if (digits(display_phone_number) !== digits(account.address))
    throw new ChannelTrouble('other_account', display_phone_number, true, 'address')
}

const answered = (body: string, more: Partial<WebhookAnswer> = {}): WebhookAnswer => ({
  status: 200,
  type: 'text/plain',
  body,
  messages: [],
  reports: [],
  ...more,
})

async function webhook(
  account: Account,
  { method, query, headers, body, now }: WebhookRequest,
): Promise<WebhookAnswer> {
  const { appSecret, verifyToken, phoneNumberId } = account.settings
  if (method === 'GET') {
    if (query['hub.mode'] !== 'subscribe' || !same(query['hub.verify_token'] ?? '', verifyToken))
      throw new ChannelTrouble('signature', '', true)
    return answered((query['hub.challenge'] ?? '').slice(0, 200))
  }
  const given = headers['x-hub-signature-256']
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
  if (typeof given !== 'string' || !same(given, signature)) throw new ChannelTrouble('signature', '', true)
  let values: Value[]
  try {
    values = valuesOf(body, phoneNumberId)
  } catch {
    throw new ChannelTrouble('unreadable', '', true)
  }
  const times = values.flatMap(secondsOf)
  if (times.length > 0 && Math.max(...times) * 1000 < now.getTime() - OLDEST_MS)
    throw new ChannelTrouble('replayed', '', true)
  const messages = (await Promise.all(values.map((value) => messagesOf(account, value)))).flat()
  return answered('', { messages, reports: values.flatMap(reportsOf) })
}

export const whatsappChannel = defineChannel({
  key: 'whatsapp',
  settings: whatsappSettings,
  secrets: ['token', 'appSecret'],
  secretsGoTo: ['url'],
  address: 'phone',
  threads: 'address',
  dropsDoubles: false,
  longest: LONGEST_TEXT,
  send,
  check,
  webhook,
})
