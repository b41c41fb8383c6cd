import type { IncomingMessage, MessageFile } from '../../core/channel.ts'
import { LARGEST_FILE, megabytes, stands } from '../http-api.ts'
import { type Account, fetchFile } from './api.ts'

interface User {
  id: number
  first_name?: string
  last_name?: string
  username?: string
}

interface Held {
  file_id: string
  file_name?: string
  mime_type?: string
  file_size?: number
}

/** Of https://core.telegram.org/bots/api#message, what is read here. */
export interface TelegramMessage {
  message_id: number
  date: number
  edit_date?: number
  chat: { id: number; type: string }
  from?: User
  text?: string
  caption?: string
  reply_to_message?: { message_id: number }
  photo?: (Held & { width: number; height: number })[]
  document?: Held
  video?: Held
  audio?: Held
  voice?: Held
  video_note?: Held
  animation?: Held
  sticker?: Held & { emoji?: string }
  location?: { latitude: number; longitude: number }
  venue?: { title: string; address: string; location: { latitude: number; longitude: number } }
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number }
}

export interface Update {
  update_id: number
  message?: TelegramMessage
  edited_message?: TelegramMessage
}

export const UPDATES = ['message', 'edited_message']

const nameOf = ({ first_name, last_name, username }: User): string => {
  const name = [first_name, last_name].filter(Boolean).join(' ')
  return username ? `${name} (@${username})`.trim() : name
}

/** The messages of updates: what is said to the bot itself, not in groups it was put into. */
export async function messagesOf(
  account: Account,
  updates: Update[],
  signal?: AbortSignal,
): Promise<IncomingMessage[]> {
  const read: IncomingMessage[] = []
  for (const { message, edited_message } of updates) {
    const said = message ?? edited_message
    if (said?.chat.type !== 'private' || !said.from) continue
    read.push(await messageOf(account, said, said.from, signal))
  }
  return read
}

export const externalIdOf = ({ chat, message_id, edit_date }: TelegramMessage): string =>
  `${chat.id}:${message_id}${edit_date ? `:${edit_date}` : ''}`

async function messageOf(
  account: Account,
  said: TelegramMessage,
  from: User,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const { files, lines } = await filesOf(account, said, signal)
  const { contact, location, venue } = said
  if (said.text ?? said.caption) lines.unshift((said.text ?? said.caption)!)
  if (venue) lines.push(stands('📍', venue.title, venue.address))
  else if (location) lines.push(stands('📍', `${location.latitude}, ${location.longitude}`))
  if (contact) lines.push(stands('👤', contact.first_name, contact.last_name, international(contact.phone_number)))
  const text = lines.join('\n')
  return {
    externalId: externalIdOf(said),
    from: { address: String(said.chat.id), name: nameOf(from) },
    to: [{ address: account.address, name: account.name }],
    subject: '',
    text: said.edit_date ? stands('✏️', text) : text,
    html: null,
    references: said.reply_to_message ? [`${said.chat.id}:${said.reply_to_message.message_id}`] : [],
    sentAt: new Date((said.edit_date ?? said.date) * 1000),
    // Telegram's own button says this, before the person has said anything.
    automatic: /^\/start(@\S+)?$/.test(said.text ?? ''),
    files,
    // Only his own number says who he is; one of somebody else's address book does not.
    ...(contact?.user_id === from.id ? { gives: { phone: international(contact.phone_number) } } : {}),
  }
}

const international = (number: string): string => (number.startsWith('+') ? number : `+${number}`)

async function filesOf(account: Account, said: TelegramMessage, signal?: AbortSignal) {
  const { document, video, audio, voice, video_note, animation, sticker } = said
  // Telegram keeps a photo in several sizes, smallest first.
  const photo = said.photo?.at(-1)
  const held: [Held | undefined, name: string, type: string][] = [
    [photo, `photo-${said.message_id}.jpg`, 'image/jpeg'],
    // An animation comes as a document besides.
    [animation ?? document, `file-${said.message_id}`, 'application/octet-stream'],
    [video, `video-${said.message_id}.mp4`, 'video/mp4'],
    [audio, `audio-${said.message_id}.mp3`, 'audio/mpeg'],
    [voice, `voice-${said.message_id}.ogg`, 'audio/ogg'],
    [video_note, `video-${said.message_id}.mp4`, 'video/mp4'],
  ]
  const files: MessageFile[] = []
  const lines: string[] = sticker ? [sticker.emoji ?? '🖼'] : []
  for (const [file, usual, type] of held) {
    if (!file) continue
    const name = file.file_name?.slice(0, 200) || usual
    const kept = (file.file_size ?? 0) > LARGEST_FILE ? null : await fetchFile(account, file.file_id, signal)
    if (kept) files.push({ name, type: file.mime_type ?? type, ...kept, contentId: null })
    else lines.push(stands('📎', name, file.file_size && megabytes(file.file_size)))
  }
  return { files, lines }
}
