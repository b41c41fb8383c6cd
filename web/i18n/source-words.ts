import { wordsOf } from './words.ts'

const CHANNELS: readonly string[] = ['form', 'phone', 'mail', 'messenger', 'api', 'manual']

/** A channel's name, or the source as somebody called it: that is no message, and none is to be fetched for it. */
export const sourceWords = (source: string): string =>
  (CHANNELS.includes(source) && wordsOf(`ui.channel.${source}`)) || source
