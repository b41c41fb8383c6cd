import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  path: string
  authorization: string
  form: Record<string, string>
}

/** What both have in common: an HTTP server on loopback that can break off, go down and come up. */
abstract class TestProvider {
  url = ''
  readonly asked: Asked[] = []
  /** Takes the next requests and breaks off without an answer. */
  breaksOff = 0
  private port = 0
  private server: Server | null = null

  async up(): Promise<this> {
    this.server = createServer(async (request, response) => {
      const asked = await read(request)
      this.asked.push(asked)
      const [status, body] = this.answer(asked)
      if (this.breaksOff > 0) {
        this.breaksOff -= 1
        request.socket.destroy()
        return
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    this.url = `http://127.0.0.1:${this.port}`
    return this
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null))
    this.server = null
  }

  protected abstract answer(asked: Asked): [status: number, body: object]
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))),
  }
}

/** SMSAPI as its documentation has it: sms.do in JSON, codes of errors, `idx` with `check_idx`. */
export class TestSmsapi extends TestProvider {
  readonly token = 'token-smsapi'
  readonly sent: { id: string; to: string; from: string; message: string; idx: string; notify: string }[] = []
  /** A code of the documentation instead of what it would answer. */
  error: number | null = null

  protected answer({ method, path, authorization, form }: Asked): [number, object] {
    if (authorization !== `Bearer ${this.token}`) return [401, { error: 101, message: 'Authorization failed' }]
    if (this.error !== null) return [400, { error: this.error, message: 'refused' }]
    if (method === 'GET' && path === '/profile') return [200, { name: 'firma', username: 'firma', points: 100 }]
    if (method !== 'POST' || path !== '/sms.do' || form.format !== 'json' || form.encoding !== 'utf-8')
      return [404, { error: 1001, message: 'Invalid action' }]
    if (!/^48\d{9}$/.test(form.to ?? '')) return [400, { error: 13, message: 'No correct phonenumbers' }]
    if (!/^[A-Za-z0-9]{1,255}$/.test(form.idx ?? ''))
      return [400, { error: 20, message: 'Wrong number of IDX parameters' }]
    if (form.check_idx === '1' && this.sent.some(({ idx }) => idx === form.idx))
      return [400, { error: 53, message: 'Not unique IDX parameter' }]
    const id = String(1_460_969_715_572_091_219n + BigInt(this.sent.length))
    this.sent.push({
      id,
      to: form.to!,
      from: form.from ?? '',
      message: form.message ?? '',
      idx: form.idx!,
      notify: form.notify_url ?? '',
    })
    const one = {
      id,
      points: 0.16,
      number: form.to,
      date_sent: 1_764_385_200,
      submitted_number: form.to,
      status: 'QUEUE',
      error: null,
      idx: form.idx,
    }
    return [200, { count: 1, list: [one] }]
  }
}

/** Twilio's REST API as its documentation has it: Messages.json and the account. */
export class TestTwilio extends TestProvider {
  readonly sid = `AC${'0123456789abcdef'.repeat(2)}`
  readonly authToken = 'token-twilio'
  readonly sent: Record<string, string>[] = []
  /** A code of its dictionary and the status it comes with. */
  error: [status: number, code: number] | null = null

  protected answer({ method, path, authorization, form }: Asked): [number, object] {
    const expected = `Basic ${Buffer.from(`${this.sid}:${this.authToken}`).toString('base64')}`
    const refused = (status: number, code: number): [number, object] => [
      status,
      { code, message: 'refused', more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    ]
    if (authorization !== expected) return refused(401, 20003)
    if (this.error) return refused(...this.error)
    if (method === 'GET' && path === `/2010-04-01/Accounts/${this.sid}.json`)
      return [200, { sid: this.sid, status: 'active' }]
    if (method !== 'POST' || path !== `/2010-04-01/Accounts/${this.sid}/Messages.json`) return refused(404, 20404)
    if (!/^\+\d{8,15}$/.test(form.To ?? '')) return refused(400, 21211)
    if (!form.From && !form.MessagingServiceSid) return refused(400, 21603)
    if (!form.Body) return refused(400, 21602)
    this.sent.push(form)
    const sid = `SM${String(this.sent.length).padStart(32, '0')}`
    return [
      201,
      {
        sid,
        account_sid: this.sid,
        status: 'queued',
        error_code: null,
        error_message: null,
        to: form.To,
        body: form.Body,
      },
    ]
  }
}
