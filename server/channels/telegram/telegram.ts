import { createHash, timingSafeEqual } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import {
  type Channel,
  ChannelTrouble,
  defineChannel,
  type MessageFile,
  type OutgoingMessage,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../core/channel.ts'
import { pathOfFile } from '../../core/files.ts'
import { type Account, call, webhookSecret } from './api.ts'
import { listenToBot, type Manner, PATIENT } from './listen.ts'
import { externalIdOf, messagesOf, type TelegramMessage, type Update } from './read.ts'
import { type TelegramSettings, telegramSettings } from './settings.ts'

const LONGEST_TEXT = 4096
const LONGEST_CAPTION = 1024
/** Telegram gives up what it could not hand over for a day: a call with something older is a copy of an earlier one. */
const OLDEST_MS = 26 * 3_600_000

async function send(account: Account, message: OutgoingMessage): Promise<{ externalId: string; answer: string }> {
  const chat_id = message.to[0]!.address
  const { text, files } = message
  const captioned = files.length === 1 && text.length <= LONGEST_CAPTION
  const parts: (() => Promise<TelegramMessage>)[] = []
  if (text && !captioned) parts.push(() => call(account, 'sendMessage', { chat_id, text }, { once: true }))
  for (const file of files) parts.push(() => sendDocument(account, chat_id, file, captioned ? text : ''))
  let first: TelegramMessage | undefined
  for (const [at, part] of parts.entries()) {
    try {
      const sent = await part()
      first ??= sent
    } catch (error) {
      // What went before has arrived: all of it again would arrive twice.
      if (at > 0 && error instanceof ChannelTrouble)
        throw new ChannelTrouble('perhaps_sent', `${at}/${parts.length} ${error.words || error.code}`, true)
      throw error
    }
  }
  return { externalId: externalIdOf(first!), answer: `message_id ${first!.message_id}` }
}

async function sendDocument(
  account: Account,
  chatId: string,
  file: MessageFile,
  caption: string,
): Promise<TelegramMessage> {
  const form = new FormData()
  form.set('chat_id', chatId)
  if (caption) form.set('caption', caption)
  const path = pathOfFile({ config: { dataDir: account.dataDir } }, file.digest)
  form.set('document', await openAsBlob(path, { type: file.type }), file.name)
  return call(account, 'sendDocument', form, { once: true, patienceMs: 120_000 })
}

/** Whether the token works, and is that of the bot named. */
async function check(account: Account): Promise<void> {
  const { username } = await call<{ username: string }>(account, 'getMe')
  if (username.toLowerCase() !== account.address.replace(/^@/, '').toLowerCase())
    throw new ChannelTrouble('other_account', `@${username}`, true, 'address')
}

async function webhook(account: Account, { method, headers, body, now }: WebhookRequest): Promise<WebhookAnswer> {
  const given = headers['x-telegram-bot-api-secret-token']
  if (method !== 'POST' || typeof given !== 'string' || !same(given, webhookSecret(account)))
    throw new ChannelTrouble('signature', '', true)
  let update: Update
  try {
    update = JSON.parse(body.toString('utf8'))
    if (!Number.isInteger(update.update_id)) throw new TypeError('no update')
  } catch {
    throw new ChannelTrouble('unreadable', '', true)
  }
  const said = update.message ?? update.edited_message
  if (said && (said.edit_date ?? said.date) * 1000 < now.getTime() - OLDEST_MS)
    throw new ChannelTrouble('replayed', '', true)
  return { status: 200, type: 'text/plain', body: '', messages: await messagesOf(account, [update]), reports: [] }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

export const telegramWith = (manner: Manner): Channel =>
  defineChannel<TelegramSettings>({
    key: 'telegram',
    settings: telegramSettings,
    secrets: ['token'],
    secretsGoTo: ['url'],
    address: 'handle',
    threads: 'address',
    dropsDoubles: false,
    longest: LONGEST_TEXT,
    send,
    check,
    listen: (account, ear) => listenToBot(account, ear, manner),
    webhook,
  })

export const telegramChannel = telegramWith(PATIENT)
