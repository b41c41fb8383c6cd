import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type Channel,
  ChannelTrouble,
  type DeliveryReport,
  defineChannel,
  type Ear,
  type IncomingMessage,
  type OutgoingMessage,
} from '../../server/core/channel.ts'
import type { Deps } from '../../server/core/deps.ts'
import { earOf } from '../../server/modules/messages/commands/listen.ts'

/** A channel of the tests' own, with the outer world in memory: what was sent, what arrives, what goes wrong. */
export class FakeChannel {
  readonly sent: OutgoingMessage[] = []
  /** Each send throws the first of these, until none is left. */
  readonly troubles: ChannelTrouble[] = []
  readonly channel: Channel
  /** Accounts somebody listens for. */
  readonly heard = new Map<string, Ear>()
  private readonly deps: Deps

  constructor(deps: Deps, of: Pick<Channel, 'key' | 'address' | 'threads' | 'dropsDoubles'> & { longest?: number }) {
    this.deps = deps
    this.channel = defineChannel({
      ...of,
      settings: z.strictObject({ host: z.string().min(1).max(253), password: z.string().min(1).max(1000) }),
      secrets: ['password'],
      secretsGoTo: ['host'],
      send: async (account, message) => {
        if (account.settings.password !== 'tajne') throw new ChannelTrouble('wrong_password', 'no such key')
        const trouble = this.troubles.shift()
        if (trouble) throw trouble
        this.sent.push(message)
        return { externalId: of.dropsDoubles ? message.key : `ext-${message.id}`, answer: 'taken' }
      },
      check: async (account) => {
        if (account.settings.password !== 'tajne') throw new ChannelTrouble('wrong_password', 'no such key')
      },
      listen: (account, ear) => {
        this.heard.set(account.id, ear)
        return { stop: async () => void this.heard.delete(account.id) }
      },
      webhook: async (_account, { body, headers }) => {
        if (headers['x-signature'] !== 'right') throw new ChannelTrouble('signature', '')
        return {
          status: 200,
          type: 'text/plain',
          body: 'ok',
          messages: [incoming(JSON.parse(body.toString()))],
          reports: [],
        }
      },
    })
  }

  /** Lets messages arrive at an account. */
  async deliver(accountId: string, ...messages: Partial<IncomingMessage>[]): Promise<IncomingMessage[]> {
    const whole = messages.map(incoming)
    await earOf(this.deps, accountId).received(whole)
    return whole
  }

  report = (accountId: string, ...reports: DeliveryReport[]): Promise<void> =>
    earOf(this.deps, accountId).reported(reports)

  trouble = (accountId: string, trouble: ChannelTrouble | null): Promise<void> =>
    earOf(this.deps, accountId).trouble(trouble)
}

export const incoming = (change: Partial<IncomingMessage>): IncomingMessage => ({
  externalId: `<${randomUUID()}@klient.pl>`,
  from: { address: 'jan@klient.pl', name: 'Jan Klient' },
  to: [{ address: 'biuro@firma.pl', name: '' }],
  subject: 'Pytanie o okna',
  text: 'Dzień dobry, ile kosztują okna?',
  html: null,
  references: [],
  sentAt: null,
  automatic: false,
  files: [],
  ...change,
})
