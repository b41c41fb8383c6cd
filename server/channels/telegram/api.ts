import { createHash } from 'node:crypto'
import { ChannelTrouble, type OpenAccount } from '../../core/channel.ts'
import { type ApiQuestion, ask, download } from '../http-api.ts'
import type { TelegramSettings } from './settings.ts'

export type Account = OpenAccount<TelegramSettings>

/** Until then Telegram wants to hear nothing from an account (its answer 429). */
const quietUntil = new Map<string, number>()

/** What Telegram sends back with each call, so that nobody else calls in its name; made of the token, which nobody else knows. */
export const webhookSecret = ({ settings }: Account): string =>
  createHash('sha256').update(`tok webhook ${settings.token}`).digest('hex')

/** Calls a method of the Bot API and answers its result. Throws ChannelTrouble. */
export async function call<T>(
  account: Account,
  method: string,
  body: FormData | object = {},
  question: Pick<ApiQuestion, 'once' | 'patienceMs' | 'signal'> = {},
): Promise<T> {
  const wait = (quietUntil.get(account.id) ?? 0) - Date.now()
  if (wait > 0) throw new ChannelTrouble('busy', `retry after ${Math.ceil(wait / 1000)}`)
  const { url, token } = account.settings
  const { status, json } = await ask(`${url}/bot${token}/${method}`, { method: 'POST', body, ...question })
  if (json?.ok === true) return json.result as T
  throw refusalOf(account, status, json, question.once === true)
}

function refusalOf(
  account: Account,
  status: number,
  json: Record<string, unknown> | null,
  once: boolean,
): ChannelTrouble {
  if (!json || typeof json.error_code !== 'number') {
    // Whoever answered stands before Telegram and knows nothing of what became of the request.
    if (status === 503) return new ChannelTrouble('busy', `HTTP ${status}`)
    return once && status >= 500
      ? new ChannelTrouble('perhaps_sent', `HTTP ${status}`, true)
      : new ChannelTrouble('unreadable', `HTTP ${status}`)
  }
  const words = `${json.error_code} ${String(json.description ?? '')}`.trim()
  switch (json.error_code) {
    case 401:
    case 404:
      return new ChannelTrouble('wrong_password', words)
    case 403:
      return new ChannelTrouble('recipient_blocked', words, true)
    case 409:
      return new ChannelTrouble('not_allowed', words)
    case 413:
      return new ChannelTrouble('too_big', words, true)
    case 429: {
      const seconds = Number((json.parameters as { retry_after?: unknown } | undefined)?.retry_after)
      if (seconds > 0) quietUntil.set(account.id, Date.now() + Math.min(seconds, 3600) * 1000)
      return new ChannelTrouble('busy', words)
    }
    case 400:
      return /chat not found|PEER_ID_INVALID|user not found|deactivated/i.test(words)
        ? new ChannelTrouble('recipient_refused', words, true)
        : new ChannelTrouble(/too long/i.test(words) ? 'too_long' : 'message_refused', words, true)
    default:
      return once && json.error_code >= 500
        ? new ChannelTrouble('perhaps_sent', words, true)
        : new ChannelTrouble('busy', words)
  }
}

/** Keeps a file that lies at Telegram; null where it does not give it out or it is too large to keep. */
export async function fetchFile(account: Account, fileId: string, signal?: AbortSignal) {
  try {
    const { file_path } = await call<{ file_path?: string }>(
      account,
      'getFile',
      { file_id: fileId },
      signal ? { signal } : {},
    )
    if (!file_path) return null
    const { url, token } = account.settings
    return await download(`${url}/file/bot${token}/${file_path}`, {
      dataDir: account.dataDir,
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    // Another try would be refused again, and what it came with must not wait for that.
    if (error instanceof ChannelTrouble && error.code === 'message_refused') return null
    throw error
  }
}
