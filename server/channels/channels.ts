import type { Channel } from '../core/channel.ts'
import { mailChannel } from './mail/channel.ts'

/** THE list of ways to reach customers and be reached. */
const list: Channel[] = [mailChannel]

export const channels: ReadonlyMap<string, Channel> = new Map(list.map((channel) => [channel.key, channel]))
