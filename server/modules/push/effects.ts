import { createHash } from 'node:crypto'
import { Gone, push, pushKeys } from '../../channels/push/web-push.ts'
import { system } from '../../core/actor.ts'
import { ChannelTrouble } from '../../core/channel.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { decrypt } from '../../core/settings.ts'
import { write } from '../../core/write.ts'
import { linkTo, wordsOf } from '../mail/queries.ts'
import { forgetPush, markPushed } from './commands.ts'
import { PUSH_TOPIC } from './gather.ts'
import { type Browser, browserToTell, type Told } from './queries.ts'

/** What is older than that is found in the list of notifications soon enough. */
const KEPT_SECONDS = 12 * 3600
// Doubling to ten minutes: twelve hours, as long as it is worth telling.
const RETRY = { attempts: 80, pause: (attempt: number) => Math.min(600, 2 ** attempt) }
/** A push told of in words names this many and counts the rest. */
const NAMED = 4

/** Tells browsers of notices; what was read meanwhile is not told. */
export const pushEffects = (deps: Deps): EffectSender => ({
  topic: PUSH_TOPIC,
  retry: RETRY,
  async send({ key, payload }) {
    const id = String(payload.subscriptionId)
    const { database, config } = deps
    const browser = await browserToTell(database.db, id, (payload.noticeIds as string[] | null) ?? null)
    if (!browser || browser.told?.length === 0) return {}
    // Sent twice it replaces what waits at the service, and in the browser what is shown.
    const tag = createHash('sha256').update(key).digest('base64url').slice(0, 32)
    try {
      await push(
        { ...browser, auth: decrypt(config.secret, browser.auth) },
        {
          text: JSON.stringify({ ...shown(browser), tag, lang: browser.locale }),
          keys: pushKeys(config.secret),
          contact: config.publicUrl.startsWith('https:') ? config.publicUrl : `mailto:${browser.contact}`,
          topic: tag,
          seconds: KEPT_SECONDS,
          urgent: browser.told?.some(({ urgent }) => urgent) ?? true,
          inside: config.pushHosts,
        },
      )
    } catch (error) {
      if (error instanceof Gone) {
        await write(deps, system('push'), (cx) => forgetPush(cx, id))
        return {}
      }
      await write(deps, system('push'), (cx) => markPushed(cx, id, troubleOf(error)))
      throw error
    }
    return { pushed: true }
  },
  async sent(cx, { payload }, { pushed }) {
    if (pushed === true) await markPushed(cx, String(payload.subscriptionId), null)
  },
  // Kept with the browser it was for, where its owner sees it.
  gaveUp: (cx, { payload }, error) =>
    markPushed(cx, String(payload.subscriptionId), troubleOf(error)).then(() => undefined),
})

const troubleOf = (error: unknown) => (error instanceof ChannelTrouble ? error.code : 'unknown')

/** The words of one notice, or of several gathered, and where a press leads. */
function shown(browser: Browser): { title: string; body: string; url: string } {
  const { told } = browser
  if (!told) return { title: wordsOf(browser, 'push.try', {}), body: wordsOf(browser, 'push.try.body', {}), url: '/' }
  const [first] = told as [Told]
  const lines = told.map(({ code, params }) => wordsOf(browser, `notice.${code}`, params))
  if (told.length === 1) {
    const url = linkTo('', { kind: first.subject_kind, id: first.subject_id }, first.task_id)
    return { title: first.title || 'Tok', body: lines[0]!.slice(0, 500), url }
  }
  const more = told.length - NAMED
  return {
    title: wordsOf(browser, 'mail.notices.subject', { count: told.length }),
    body: [
      ...lines.slice(0, NAMED).map((line) => line.slice(0, 160)),
      ...(more > 0 ? [wordsOf(browser, 'mail.notices.more', { count: more })] : []),
    ].join('\n'),
    url: linkTo('', null),
  }
}
