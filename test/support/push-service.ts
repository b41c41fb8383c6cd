import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A browser's half of a subscription: its keys, and what reached it. */
export interface TestBrowser {
  endpoint: string
  keys: { p256dh: string; auth: string }
  /** Texts as the browser reads them, oldest first. */
  read: string[]
}

export interface Arrived {
  headers: IncomingMessage['headers']
  claims: { aud: string; exp: number; sub: string }
  text: string
}

/**
 * A push service on loopback as RFC 8030 has it, with the browsers behind it: refuses what is not signed by the key the browser was
 * subscribed with (RFC 8292), and opens what it takes as the browser would (RFC 8291 over RFC 8188), written from the texts of the
 * standards and not with the library that encrypts.
 */
export class TestPushService {
  host = ''
  readonly arrived: Arrived[] = []
  /** Answers the next requests with these instead of taking them. */
  readonly answers: { status: number; headers?: Record<string, string> }[] = []
  /** Requests in all, also those that were refused. */
  asked = 0
  private readonly browsers = new Map<string, TestBrowser & { ecdh: ReturnType<typeof createECDH>; key: string }>()
  private server: Server | null = null
  private port = 0

  async up(): Promise<this> {
    this.server = createServer((request, response) => void this.serve(request, response))
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    this.host = `127.0.0.1:${this.port}`
    return this
  }

  async down(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(null))
    this.server = null
  }

  /** A browser subscribes for the holder of that key. */
  subscribe(applicationServerKey: string): TestBrowser {
    const ecdh = createECDH('prime256v1')
    const path = `/push/${randomBytes(24).toString('base64url')}`
    const browser = {
      endpoint: `http://${this.host}${path}`,
      keys: { p256dh: ecdh.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
      read: [],
      ecdh,
      key: applicationServerKey,
    }
    this.browsers.set(path, browser)
    return browser
  }

  unsubscribe(browser: TestBrowser): void {
    this.browsers.delete(new URL(browser.endpoint).pathname)
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    this.asked += 1
    const end = (status: number, headers: Record<string, string> = {}) => response.writeHead(status, headers).end()
    const instead = this.answers.shift()
    if (instead) return void end(instead.status, instead.headers)
    const browser = this.browsers.get(request.url ?? '')
    if (!browser) return void end(410)
    const { headers } = request
    try {
      // RFC 8030, 5.2: without a TTL a push is none.
      if (request.method !== 'POST' || !/^\d+$/.test(String(headers.ttl))) return void end(400)
      if (headers['content-encoding'] !== 'aes128gcm') return void end(415)
      const claims = this.claimsOf(String(headers.authorization), browser.key)
      if (!claims) return void end(403)
      const text = opened(Buffer.concat(chunks), browser)
      this.arrived.push({ headers, claims, text })
      browser.read.push(text)
      end(201, { location: `/message/${randomBytes(8).toString('hex')}` })
    } catch {
      end(400)
    }
  }

  /** RFC 8292, 2 to 4: a JWT signed with ES256 by the very key the subscription is restricted to. */
  private claimsOf(authorization: string, key: string): Arrived['claims'] | null {
    const [, token = '', by = ''] = /^vapid t=([^,\s]+),\s*k=(\S+)$/.exec(authorization) ?? []
    const [header = '', payload = '', signature = ''] = token.split('.')
    const plain = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    if (by !== key || plain(header).alg !== 'ES256') return null
    const point = Buffer.from(key, 'base64url')
    const jwk = { kty: 'EC', crv: 'P-256', x: b64(point.subarray(1, 33)), y: b64(point.subarray(33)) }
    const signed = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    const claims = plain(payload)
    const seconds = Date.now() / 1000
    const holds =
      claims.aud === `http://${this.host}` &&
      claims.exp > seconds &&
      claims.exp <= seconds + 24 * 3600 &&
      /^(mailto:|https:)/.test(claims.sub)
    return signed && holds ? claims : null
  }
}

const b64 = (bytes: Buffer) => bytes.toString('base64url')

function opened(body: Buffer, browser: TestBrowser & { ecdh: ReturnType<typeof createECDH> }): string {
  // RFC 8188, 2.1: salt (16), record size (4), length of the key's name (1), the name: here the sender's public key.
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const named = body.readUInt8(20)
  const sender = body.subarray(21, 21 + named)
  const sealed = body.subarray(21 + named)
  if (named !== 65 || sealed.length > recordSize) throw new Error('not one record')
  // RFC 8291, 3.3 and 3.4.
  const derive = (from: Buffer, by: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', from, by, info, length))
  const ikm = derive(
    browser.ecdh.computeSecret(sender),
    Buffer.from(browser.keys.auth, 'base64url'),
    Buffer.concat([Buffer.from('WebPush: info\0'), Buffer.from(browser.keys.p256dh, 'base64url'), sender]),
    32,
  )
  const cipher = createDecipheriv(
    'aes-128-gcm',
    derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12),
  )
  cipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('not the last record')
  return padded.subarray(0, end).toString('utf8')
}
