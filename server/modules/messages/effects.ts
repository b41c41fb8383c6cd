import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { write } from '../../core/write.ts'
import { markFailed, markSent, markWaiting, startSending } from './commands/deliver.ts'
import { keepsOptOuts } from './commands/peace.ts'
import { MESSAGE_TOPIC } from './commands/write-message.ts'
import { openAccount } from './queries/accounts.ts'
import { normalAddress, optedOut } from './queries/peace.ts'

// Forty tries in the first hour or so, then every ten minutes: a server that is away over a weekend loses nothing.
const RETRY = { attempts: 460, pause: (attempt: number) => (attempt < 40 ? Math.min(120, 2 ** attempt) : 600) }

const troubleOf = (error: unknown): ChannelTrouble =>
  error instanceof ChannelTrouble ? error : new ChannelTrouble('unknown', (error as Error).message)

/** Sends messages through their channels. */
export const messageEffects = (deps: Deps, retry = RETRY): EffectSender => ({
  topic: MESSAGE_TOPIC,
  retry,
  async send({ payload, attempt, repeated }) {
    const messageId = String(payload.messageId)
    const started = await write(deps, system('channels'), (cx) => startSending(cx, messageId))
    if (!started) return {}
    try {
      const { channel, account } = openAccount(deps, started.account)
      // Nobody saw how the last try ended, and the receiver would take the same message twice.
      if (repeated && !channel.dropsDoubles) throw new ChannelTrouble('perhaps_sent', '', true)
      // Whoever asked to be left alone after it was written is left alone.
      const { to, cc } = started.message
      const addresses = [...to, ...cc].map(({ address }) => normalAddress(channel, address))
      const [refused] = keepsOptOuts(channel, started.message)
        ? await optedOut(deps.database.db, channel.key, addresses)
        : []
      if (refused !== undefined) throw new ChannelTrouble('recipient_opted_out', '', true)
      return await channel.send(account, started.message)
    } catch (error) {
      const trouble = troubleOf(error)
      if (!trouble.final && attempt < retry.attempts) {
        await write(deps, system('channels'), (cx) => markWaiting(cx, messageId, trouble))
      }
      throw trouble
    }
  },
  async sent(cx, { payload }, answer) {
    if (typeof answer.externalId === 'string')
      await markSent(cx, String(payload.messageId), {
        externalId: answer.externalId,
        answer: String(answer.answer ?? ''),
      })
  },
  gaveUp: (cx, { payload }, error) => markFailed(cx, String(payload.messageId), troubleOf(error)),
})
