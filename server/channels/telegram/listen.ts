import { setTimeout as sleep } from 'node:timers/promises'
import { ChannelTrouble, type Ear, type Listener } from '../../core/channel.ts'
import { type Account, call, webhookSecret } from './api.ts'
import { messagesOf, UPDATES, type Update } from './read.ts'

export interface Manner {
  /** How long to wait after so many failures in a row. */
  pauseMs(failures: number): number
  /** How long Telegram holds an answer back until something comes. */
  holdSeconds: number
  /** How often it is asked how its calls went. */
  lookEveryMs: number
}

export const PATIENT: Manner = {
  pauseMs: (failures) => Math.min(60_000, 1000 * 2 ** (failures - 1)),
  holdSeconds: 50,
  lookEveryMs: 60_000,
}
const AT_ONCE = 100

/** Fetches what is said to the bot until it is stopped, or sees to it that Telegram calls. */
export function listenToBot(account: Account, ear: Ear, manner: Manner): Listener {
  const ending = new AbortController()
  const { signal } = ending
  let offset = typeof account.cursor.offset === 'number' ? account.cursor.offset : 0
  let failures = 0
  // Nothing is known yet: what was wrong before a restart may have gone.
  let told: string | null | undefined

  async function tell(trouble: ChannelTrouble | null): Promise<void> {
    const code = trouble?.code ?? null
    if (told === code) return
    await ear.trouble(trouble)
    told = code
  }

  async function untilItFails(turn: () => Promise<void>, begin: () => Promise<unknown>): Promise<void> {
    await begin()
    for (;;) {
      await turn()
      failures = 0
      await tell(null)
      if (signal.aborted) return
    }
  }

  async function fetchSome(): Promise<void> {
    const updates = await call<Update[]>(
      account,
      'getUpdates',
      {
        offset,
        limit: AT_ONCE,
        timeout: failures === 0 && told === null ? manner.holdSeconds : 0,
        allowed_updates: UPDATES,
      },
      { signal, patienceMs: (manner.holdSeconds + 15) * 1000 },
    )
    const last = updates.at(-1)
    if (!last) return
    const next = last.update_id + 1
    // Telegram forgets them when it is asked for later ones: not before they are kept.
    await ear.received(await messagesOf(account, updates, signal), { offset: next })
    offset = next
  }

  async function look(): Promise<void> {
    const info = await call<{ url: string; last_error_date?: number; last_error_message?: string }>(
      account,
      'getWebhookInfo',
      {},
      { signal },
    )
    if (info.url !== account.webhookUrl) await setWebhook()
    else if ((info.last_error_date ?? 0) * 1000 > Date.now() - 2 * manner.lookEveryMs)
      throw new ChannelTrouble('not_allowed', info.last_error_message ?? '')
    await sleep(manner.lookEveryMs, null, { signal })
  }

  const setWebhook = () =>
    call(
      account,
      'setWebhook',
      { url: account.webhookUrl, secret_token: webhookSecret(account), allowed_updates: UPDATES },
      { signal },
    )

  async function keepGoing(): Promise<void> {
    while (!signal.aborted) {
      try {
        if (account.settings.receive === 'webhook') await untilItFails(look, setWebhook)
        // While a webhook is set Telegram gives nothing out; what waits there is kept for the asker.
        else await untilItFails(fetchSome, () => call(account, 'deleteWebhook', {}, { signal }))
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        // Else the house itself did not take it, which is no trouble of the bot.
        if (error instanceof ChannelTrouble) await tell(error).catch(() => {})
        await sleep(manner.pauseMs(failures), null, { signal }).catch(() => {})
      }
    }
  }

  const going = keepGoing()
  return {
    async stop() {
      ending.abort()
      await going
    },
  }
}
