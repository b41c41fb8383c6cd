import type { Channel } from '../core/channel.ts'
import { chatChannel } from './chat/chat.ts'
import { mailChannel } from './mail/channel.ts'
import { smsChannel } from './sms/sms.ts'
import { telegramChannel } from './telegram/telegram.ts'
import { whatsappChannel } from './whatsapp/whatsapp.ts'

/** THE list of ways to reach customers and be reached. */
const list: Channel[] = [mailChannel, smsChannel, telegramChannel, whatsappChannel, chatChannel]

export const channels: ReadonlyMap<string, Channel> = new Map(list.map((channel) => [channel.key, channel]))
