import type { Channel } from '../core/channel.ts'
import { smsChannel } from './sms/sms.ts'

/** THE list of ways to reach customers and be reached. */
const list: Channel[] = [smsChannel]

export const channels: ReadonlyMap<string, Channel> = new Map(list.map((channel) => [channel.key, channel]))
