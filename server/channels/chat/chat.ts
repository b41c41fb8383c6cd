import { defineChannel } from '../../core/channel.ts'
import { type ChatSettings, chatSettings } from './settings.ts'

/** The window on the company's own web site. Both ends are Tok: what is sent lies where the visitor's window looks. */
export const chatChannel = defineChannel<ChatSettings>({
  key: 'chat',
  settings: chatSettings,
  secrets: [],
  secretsGoTo: [],
  address: 'handle',
  threads: 'address',
  dropsDoubles: true,
  longest: 4000,
  send: async (_account, { key }) => ({ externalId: key, answer: 'shown' }),
  check: async () => {},
})
