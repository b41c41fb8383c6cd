import { type Letter, openSmtp, type Smtp } from '../../channels/mail/smtp.ts'
import { type MailTrouble, troubleOf } from '../../channels/mail/trouble.ts'
import { system } from '../../core/actor.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { write } from '../../core/write.ts'
import { markFailed, markSent, markWaiting, startSending } from './commands.ts'
import { MAIL_TOPIC } from './put-mails.ts'
import { smtpSettings } from './queries.ts'

type Retry = NonNullable<EffectSender['retry']>

// Forty tries in the first hour or so, then every ten minutes: a server that is away over a weekend loses nothing.
const RETRY: Retry = { attempts: 460, pause: (attempt) => (attempt < 40 ? Math.min(120, 2 ** attempt) : 600) }

// Servers shut out whoever keeps signing in with a wrong password: the next mails then wait without knocking.
const QUIET_AFTER_REFUSAL_MS = 60_000

/**
 * Sends queued mails, over one pool of connections as long as the settings stay the same. `clock` is machine time in
 * milliseconds.
 */
export function mailEffects(
  deps: Deps,
  retry: Retry = RETRY,
  clock: () => number = Date.now,
): [EffectSender & { close(): void }] {
  let open: { settings: string; smtp: Smtp; refused: { until: number; trouble: MailTrouble } | null } | null = null

  async function sendBy(letter: Letter): Promise<{ answer: string }> {
    const settings = await smtpSettings(deps.database.db, deps.config.secret)
    const key = JSON.stringify(settings)
    if (open?.settings !== key) {
      open?.smtp.close()
      open = { settings: key, smtp: openSmtp(settings), refused: null }
    }
    const server = open
    if (server.refused && clock() < server.refused.until) throw server.refused.trouble
    try {
      const answer = await server.smtp.send(letter)
      server.refused = null
      return answer
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble.code === 'wrong_password') server.refused = { until: clock() + QUIET_AFTER_REFUSAL_MS, trouble }
      throw trouble
    }
  }

  return [
    {
      topic: MAIL_TOPIC,
      retry,
      async send({ payload, attempt }) {
        const mailId = String(payload.mailId)
        const letter = await write(deps, system('mail'), (cx) => startSending(cx, mailId))
        if (!letter) return {}
        try {
          return await sendBy(letter)
        } catch (error) {
          const trouble = troubleOf(error)
          if (!trouble.final && attempt < retry.attempts) {
            await write(deps, system('mail'), (cx) => markWaiting(cx, mailId, trouble, attempt))
          }
          throw trouble
        }
      },
      async sent(cx, { payload }, { answer }) {
        if (typeof answer === 'string') await markSent(cx, String(payload.mailId), answer)
      },
      gaveUp: (cx, { payload }, error) => markFailed(cx, String(payload.mailId), troubleOf(error)),
      close() {
        open?.smtp.close()
        open = null
      },
    },
  ]
}
