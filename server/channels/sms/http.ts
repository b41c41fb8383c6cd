import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { ChannelTrouble } from '../../core/channel.ts'
import { troubleOfSocket } from './smpp-link.ts'

const PATIENCE_MS = 20_000
const LONGEST_ANSWER = 1_000_000

export interface HttpAnswer {
  status: number
  /** Its body where it is JSON; else nothing. */
  json: Record<string, unknown> | null
}

export interface HttpQuestion {
  method?: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  /** It must not go out again once it may have arrived. */
  once?: boolean
}

/**
 * One request to a provider over a connection of its own: one kept open may just have been closed by the other side, which
 * looks like an answer lost. Throws ChannelTrouble where no answer came: 'perhaps_sent' where the request may have arrived and is
 * said to go out `once`.
 */
export function ask(
  url: string,
  { method = 'GET', headers, body = '', once = false }: HttpQuestion,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const address = new URL(url)
    const tls = address.protocol === 'https:'
    let connected = false
    const failed = (error: Error) => {
      const trouble = error instanceof ChannelTrouble ? error : troubleOfSocket(error)
      reject(once && connected ? new ChannelTrouble('perhaps_sent', trouble.words || trouble.code, true) : trouble)
    }
    const asked = (tls ? secure : plain)(address, {
      method,
      agent: false,
      headers: { accept: 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers },
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    asked.once('socket', (socket) => {
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    asked.once('error', (error) => failed(error.name === 'AbortError' ? new ChannelTrouble('no_answer', '') : error))
    asked.once('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > LONGEST_ANSWER) asked.destroy(new ChannelTrouble('unreadable', ''))
        else chunks.push(chunk)
      })
      response.once('error', failed)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, json: objectOf(Buffer.concat(chunks).toString('utf8')) }),
      )
    })
    asked.end(body)
  })
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

export const formOf = (fields: Record<string, string>): { body: string; headers: Record<string, string> } => ({
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
})
