import type { Channel } from '../core/channel.ts'
import { mailChannel } from './mail/channel.ts'
import { telegramChannel } from './telegram/telegram.ts'

/** THE list of ways to reach customers and be reached. */
const list: Channel[] = [mailChannel, telegramChannel]

export const channels: ReadonlyMap<string, Channel> = new Map(list.map((channel) => [channel.key, channel]))
