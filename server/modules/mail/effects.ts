import { openSmtp, type Smtp } from '../../channels/mail/smtp.ts'
import { troubleOf } from '../../channels/mail/trouble.ts'
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

/** Sends queued mails, over one pool of connections as long as the settings stay the same. */
export function mailEffects(deps: Deps, retry: Retry = RETRY): [EffectSender & { close(): void }] {
  let open: { settings: string; smtp: Smtp } | null = null

  async function server(): Promise<Smtp> {
    const settings = await smtpSettings(deps.database.db, deps.config.secret)
    const key = JSON.stringify(settings)
    if (open?.settings !== key) {
      open?.smtp.close()
      open = { settings: key, smtp: openSmtp(settings) }
    }
    return open.smtp
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
          return await (await server()).send(letter)
        } catch (error) {
          const trouble = troubleOf(error)
          if (!trouble.final && attempt < retry.attempts) {
            await write(deps, system('mail'), (cx) => markWaiting(cx, mailId, trouble))
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
