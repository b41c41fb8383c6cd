import { ChannelTrouble } from '../core/channel.ts'

/** Sends what one message needs several calls for, in order; answers what the first said. Throws ChannelTrouble. */
export async function sendParts<T>(parts: (() => Promise<T>)[]): Promise<T> {
  let first: T | undefined
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
  return first!
}
