import { createServer, type IncomingMessage as Request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TelegramMessage, Update } from '../../server/channels/telegram/read.ts'

type Answer = [status: number, body: object | Buffer]

/**
 * A Bot API server (core.telegram.org/bots/api) on loopback: keeps updates until an asker names a later offset, holds an empty answer
 * back, gives nothing out while a webhook is set; can go down, come up and break off.
 */
export class TestTelegram {
  readonly token = '123456789:AAE_test-token-of-a-bot-0123456789'
  url = ''
  webhook: { url: string; secret_token: string } | null = null
  readonly sent: { method: string; chat_id: string; text: string; file?: { name: string; content: string } }[] = []
  readonly files = new Map<string, Buffer>()
  /** Answers the next sends with this instead. */
  readonly refusals: { error_code: number; description: string; parameters?: object }[] = []
  /** Takes the next sends and breaks off without an answer. */
  breaksOff = 0
  asked = 0
  private updates: Update[] = []
  private nextUpdate = 1
  private nextMessage = 1
  private port = 0
  private server: Server | null = null
  private held = new Set<() => void>()

  async up(): Promise<this> {
    this.server = createServer((request, response) => void this.serve(request, response))
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    this.url = `http://127.0.0.1:${this.port}`
    return this
  }

  async down(): Promise<void> {
    for (const release of this.held) release()
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null))
    this.server = null
  }

  /** Somebody writes to the bot. */
  say(change: Partial<TelegramMessage> = {}): Update {
    const message = {
      message_id: this.nextMessage++,
      date: Math.floor(Date.now() / 1000),
      chat: { id: 5001, type: 'private' },
      from: { id: 5001, first_name: 'Ola', last_name: 'Zając', username: 'olazajac' },
      ...change,
    }
    const update = { update_id: this.nextUpdate++, message }
    this.updates.push(update)
    for (const release of this.held) release()
    return update
  }

  /** Updates nobody has confirmed. */
  get waiting(): number {
    return this.updates.length
  }

  private async serve(request: Request, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await this.answer(request, Buffer.concat(chunks))
    if (answer === null) return void request.socket.destroy()
    const [status, body] = answer
    const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json'
    response.writeHead(status, { 'content-type': type }).end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }

  private async answer({ url = '', headers }: Request, body: Buffer): Promise<Answer | null> {
    const [, kind, token, rest] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(url) ?? []
    if (token !== this.token) return refused(401, 'Unauthorized')
    if (kind) return this.files.has(rest!) ? [200, this.files.get(rest!)!] : refused(404, 'Not Found')
    const given = await read(body, headers['content-type'] ?? '')
    const done = (result: unknown): Answer => [200, { ok: true, result }]
    switch (rest) {
      case 'getMe':
        return done({ id: 123456789, is_bot: true, first_name: 'Firma', username: 'firma_bot' })
      case 'getUpdates':
        if (this.webhook) return refused(409, "Conflict: can't use getUpdates method while webhook is active")
        return done(await this.getUpdates(given))
      case 'setWebhook':
        this.webhook = { url: String(given.url), secret_token: String(given.secret_token) }
        return done(true)
      case 'deleteWebhook':
        this.webhook = null
        return done(true)
      case 'getWebhookInfo':
        return done({ url: this.webhook?.url ?? '', has_custom_certificate: false, pending_update_count: this.waiting })
      case 'getFile':
        return this.files.has(`documents/${given.file_id}`)
          ? done({ file_id: given.file_id, file_path: `documents/${given.file_id}` })
          : refused(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
      case 'sendMessage':
      case 'sendDocument':
        return this.send(rest, given)
      default:
        return refused(404, 'Not Found: method not found')
    }
  }

  private async getUpdates({ offset, limit, timeout }: Record<string, unknown>): Promise<Update[]> {
    this.asked += 1
    this.updates = this.updates.filter(({ update_id }) => update_id >= Number(offset ?? 0))
    if (this.updates.length === 0 && Number(timeout) > 0)
      await new Promise<void>((resolve) => {
        const release = () => {
          clearTimeout(timer)
          this.held.delete(release)
          resolve()
        }
        const timer = setTimeout(release, Number(timeout) * 1000)
        this.held.add(release)
      })
    return this.updates.slice(0, Number(limit ?? 100))
  }

  private async send(method: string, given: Record<string, unknown>): Promise<Answer | null> {
    const refusal = this.refusals.shift()
    if (refusal) return [refusal.error_code, { ok: false, ...refusal }]
    const text = String((method === 'sendMessage' ? given.text : given.caption) ?? '')
    if (method === 'sendMessage' && !text) return refused(400, 'Bad Request: message text is empty')
    if (text.length > (method === 'sendMessage' ? 4096 : 1024)) return refused(400, 'Bad Request: message is too long')
    const file = given.document instanceof File ? given.document : null
    if (method === 'sendDocument' && !file) return refused(400, 'Bad Request: there is no document in the request')
    const message_id = this.nextMessage++
    this.sent.push({
      method,
      chat_id: String(given.chat_id),
      text,
      ...(file ? { file: { name: file.name, content: await file.text() } } : {}),
    })
    if (this.breaksOff > 0) {
      this.breaksOff -= 1
      return null
    }
    return [200, { ok: true, result: { message_id, date: 0, chat: { id: Number(given.chat_id), type: 'private' } } }]
  }
}

const refused = (error_code: number, description: string): Answer => [
  error_code,
  { ok: false, error_code, description },
]

async function read(body: Buffer, type: string): Promise<Record<string, unknown>> {
  if (type.startsWith('multipart/form-data'))
    return Object.fromEntries(
      await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData(),
    )
  return body.length > 0 ? JSON.parse(body.toString('utf8')) : {}
}
