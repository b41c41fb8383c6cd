import { ChannelTrouble, type ChannelTroubleCode, type MessageFile } from '../core/channel.ts'
import { Refusal } from '../core/errors.ts'
import { keepFile } from '../core/files.ts'

const PATIENCE_MS = 30_000
const LONGEST_ANSWER = 20_000_000
/** Larger files of a message stay at the provider; the text names them. */
export const LARGEST_FILE = 20 * 1024 * 1024

export interface ApiAnswer {
  status: number
  /** Its body where it is a JSON object; else nothing. */
  json: Record<string, unknown> | null
  headers: Headers
}

export interface ApiQuestion {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  /** An object goes as JSON. */
  body?: FormData | object
  patienceMs?: number
  signal?: AbortSignal
  /** It must not go out again once it may have arrived. */
  once?: boolean
}

/** Failures before anything was handed over: the connection never came about. */
const UNCONNECTED: Record<string, ChannelTroubleCode> = {
  ENOTFOUND: 'no_such_host',
  EAI_AGAIN: 'no_such_host',
  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'no_answer',
  ENETUNREACH: 'no_answer',
  UND_ERR_CONNECT_TIMEOUT: 'no_answer',
}

/**
 * One request to a provider over a connection of its own: one kept open may just have been closed by the other side, which looks
 * like an answer lost. Throws ChannelTrouble where no answer came: 'perhaps_sent' where the request may have arrived and goes out
 * `once`.
 */
export async function ask(url: string, question: ApiQuestion = {}): Promise<ApiAnswer> {
  const { method = 'GET', headers = {}, body, once = false } = question
  try {
    const response = await open(url, question, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body ? payloadOf(body, headers) : {}),
    })
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > LONGEST_ANSWER) throw new ChannelTrouble('unreadable', '')
      chunks.push(chunk)
    }
    return {
      status: response.status,
      json: objectOf(Buffer.concat(chunks).toString('utf8')),
      headers: response.headers,
    }
  } catch (error) {
    const { trouble, reached } = troubleOfFetch(error)
    throw once && reached ? new ChannelTrouble('perhaps_sent', trouble.words || trouble.code, true) : trouble
  }
}

/** Keeps a file the provider holds; null where it is larger than LARGEST_FILE. Throws ChannelTrouble. */
export async function download(
  url: string,
  { headers = {}, signal, dataDir }: { headers?: Record<string, string>; signal?: AbortSignal; dataDir: string },
): Promise<Pick<MessageFile, 'digest' | 'size'> | null> {
  try {
    const response = await open(url, { ...(signal ? { signal } : {}), patienceMs: 120_000 }, { headers })
    if (response.status !== 200) {
      await response.body?.cancel()
      throw new ChannelTrouble(response.status >= 500 ? 'busy' : 'message_refused', `HTTP ${response.status}`)
    }
    return await keepFile({ config: { dataDir } }, response.body as AsyncIterable<Uint8Array>, LARGEST_FILE)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file.too_big') return null
    throw troubleOfFetch(error).trouble
  }
}

function open(url: string, { patienceMs = PATIENCE_MS, signal }: ApiQuestion, init: RequestInit): Promise<Response> {
  const patience = AbortSignal.timeout(patienceMs)
  return fetch(url, {
    ...init,
    headers: { ...init.headers, connection: 'close' },
    // What is secret stays with the server it was given for.
    redirect: 'error',
    signal: signal ? AbortSignal.any([patience, signal]) : patience,
  })
}

const payloadOf = (body: FormData | object, headers: Record<string, string>): RequestInit =>
  body instanceof FormData
    ? { body }
    : {
        body: JSON.stringify(body),
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      }

/** `reached`: the other side may have taken the request. */
function troubleOfFetch(error: unknown): { trouble: ChannelTrouble; reached: boolean } {
  if (error instanceof ChannelTrouble) return { trouble: error, reached: true }
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError' || name === 'AbortError')
    return { trouble: new ChannelTrouble('no_answer', ''), reached: true }
  const code = cause?.code ?? ''
  const unconnected = UNCONNECTED[code]
  if (unconnected) return { trouble: new ChannelTrouble(unconnected, code), reached: false }
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code))
    return { trouble: new ChannelTrouble('certificate', code), reached: false }
  if (/SSL|TLS/.test(code)) return { trouble: new ChannelTrouble('tls', code), reached: false }
  return { trouble: new ChannelTrouble('connection_lost', code), reached: true }
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** What is in the text of a message for something that is no text: a mark, and what is known of it. */
export const stands = (mark: string, ...parts: (string | number | null | undefined)[]): string =>
  [mark, ...parts.filter((part) => part !== undefined && part !== null && part !== '')].join(' ')

export const megabytes = (bytes: number): string => `(${(bytes / 1024 / 1024).toFixed(1)} MB)`
