import { z } from 'zod'
import type { DeliveryReport, IncomingMessage, MessageFile } from '../../core/channel.ts'
import { stands } from '../http-api.ts'
import { type Account, fetchMedia, type MetaError, troubleOf } from './api.ts'

interface Media {
  id: string
  mime_type?: string
  caption?: string
  filename?: string
}

const MEDIA = { image: 'jpg', video: 'mp4', audio: 'ogg', document: 'bin', sticker: 'webp' } as const
type MediaType = keyof typeof MEDIA

/** Of https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages, what is read here. */
export interface WhatsappMessage extends Partial<Record<MediaType, Media>> {
  id: string
  /** The phone number; absent for somebody who goes by a username. */
  from?: string
  from_user_id?: string
  timestamp: string
  type: string
  context?: { id?: string }
  text?: { body: string }
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  contacts?: { name?: { formatted_name?: string }; phones?: { phone?: string }[] }[]
  button?: { text?: string }
  interactive?: { button_reply?: { title?: string }; list_reply?: { title?: string } }
  reaction?: { message_id: string; emoji?: string }
  system?: { body?: string }
  errors?: MetaError[]
}

export interface Status {
  id: string
  status: string
  timestamp: string
  errors?: MetaError[]
}

export interface Contact {
  profile?: { name?: string; username?: string }
  wa_id?: string
  user_id?: string
}

export interface Value {
  metadata: { phone_number_id: string; display_phone_number?: string }
  contacts?: Contact[]
  messages?: WhatsappMessage[]
  statuses?: Status[]
}

const timed = z.looseObject({ id: z.string().min(1).max(500), timestamp: z.string().regex(/^\d{1,12}$/) })
const notification = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.looseObject({
            metadata: z.object({ phone_number_id: z.string() }).optional(),
            contacts: z.array(z.looseObject({})).optional(),
            messages: z.array(timed.extend({ type: z.string() })).optional(),
            statuses: z.array(timed.extend({ status: z.string() })).optional(),
          }),
        }),
      ),
    }),
  ),
})

/** What a call says of one phone number; an app calls the same address for all it has. Throws where it is no such call. */
export const valuesOf = (body: Buffer, phoneNumberId: string): Value[] =>
  notification
    .parse(JSON.parse(body.toString('utf8')))
    .entry.flatMap(({ changes }) => changes)
    .filter(({ field, value }) => field === 'messages' && value.metadata?.phone_number_id === phoneNumberId)
    .map(({ value }) => value as unknown as Value)

export const secondsOf = ({ messages = [], statuses = [] }: Value): number[] =>
  [...messages, ...statuses].map(({ timestamp }) => Number(timestamp))

const STATES: Partial<Record<string, DeliveryReport['state']>> = {
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

export function reportsOf({ statuses = [] }: Value): DeliveryReport[] {
  return statuses.flatMap(({ id, status, errors }): DeliveryReport[] => {
    const state = STATES[status]
    if (!state) return []
    if (state !== 'failed') return [{ externalId: id, state }]
    const trouble = errors?.[0] && troubleOf(errors[0])
    return [{ externalId: id, state, trouble: trouble?.code ?? 'message_refused', detail: trouble?.words ?? '' }]
  })
}

export async function messagesOf(
  account: Account,
  { contacts = [], messages = [] }: Value,
): Promise<IncomingMessage[]> {
  const read: IncomingMessage[] = []
  for (const message of messages) {
    const sender = message.from ? `+${message.from}` : message.from_user_id
    // A reaction taken back says nothing.
    if (!sender || (message.reaction && !message.reaction.emoji)) continue
    const { text, files } = await contentOf(account, message)
    read.push({
      externalId: message.id,
      from: { address: sender, name: nameOf(contacts, message) },
      to: [{ address: account.address, name: account.name }],
      subject: '',
      text,
      html: null,
      references: [message.reaction?.message_id ?? message.context?.id].filter((id) => id !== undefined),
      sentAt: new Date(Number(message.timestamp) * 1000),
      // A thumb up asks for no answer, and that somebody changed his number WhatsApp itself tells.
      automatic: message.reaction !== undefined || message.system !== undefined,
      files,
    })
  }
  return read
}

function nameOf(contacts: Contact[], { from, from_user_id }: WhatsappMessage): string {
  const contact = contacts.find(({ wa_id, user_id }) =>
    from ? wa_id === from : from_user_id !== undefined && user_id === from_user_id,
  )
  const { name, username } = contact?.profile ?? {}
  return [name, username && `(@${username})`].filter(Boolean).join(' ')
}

async function contentOf(account: Account, message: WhatsappMessage): Promise<{ text: string; files: MessageFile[] }> {
  const { text, location, contacts = [], button, interactive, reaction, system, errors } = message
  const lines: (string | undefined)[] = [
    text?.body,
    button?.text,
    interactive?.button_reply?.title ?? interactive?.list_reply?.title,
    reaction?.emoji,
    system?.body,
  ]
  if (location) lines.push(stands('📍', location.name, location.address, `${location.latitude}, ${location.longitude}`))
  for (const { name, phones = [] } of contacts)
    lines.push(stands('👤', name?.formatted_name, ...phones.map(({ phone }) => phone)))
  const files: MessageFile[] = []
  for (const [type, ending] of Object.entries(MEDIA)) {
    const media = message[type as MediaType]
    if (!media) continue
    lines.push(media.caption)
    const name = media.filename?.slice(0, 200) || `${type}-${message.timestamp}.${ending}`
    const kept = await fetchMedia(account, media.id)
    if (kept) {
      const mime = media.mime_type?.split(';')[0] ?? 'application/octet-stream'
      files.push({ name, type: mime, ...kept, contentId: null })
    } else lines.push(stands('📎', name))
  }
  const said = lines.filter(Boolean).join('\n')
  // Of what the Cloud API does not hand over it says only that there was something.
  return { text: said || (files.length > 0 ? '' : stands('❔', errors?.[0]?.title ?? message.type)), files }
}
