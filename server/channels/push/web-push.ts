import { createECDH, hkdfSync } from 'node:crypto'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { ChannelTrouble } from '../../core/channel.ts'
import { mayBeCalled, publicLookup } from '../public-address.ts'
import { unconnected } from '../unconnected.ts'

/** A browser, as its PushSubscription tells of itself. */
export interface Subscription {
  endpoint: string
  /** Its key and its secret, base64url. */
  p256dh: string
  auth: string
}

export interface PushKeys {
  publicKey: string
  privateKey: string
}

/**
 * The keys by which push services know this installation (RFC 8292), of its own secret: the same on every node and after every
 * restore, as what browsers allowed is bound to them.
 */
export function pushKeys(secret: string): PushKeys {
  const ecdh = createECDH('prime256v1')
  for (let at = 0; ; at += 1) {
    try {
      ecdh.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', `tok web push ${at}`, 32)))
      return { publicKey: ecdh.getPublicKey('base64url'), privateKey: ecdh.getPrivateKey('base64url') }
    } catch {
      // Not below the order of the curve, as one in four billion.
    }
  }
}

/** Whether the server may call that address; `inside` are hosts (with port) of push services within the company's own network. */
export const isPushService = (endpoint: string, inside: readonly string[]): boolean =>
  isInside(endpoint, inside) || mayBeCalled(endpoint)

const isInside = (endpoint: string, inside: readonly string[]): boolean =>
  URL.canParse(endpoint) && inside.includes(new URL(endpoint).host)

/** Whether a browser could read what is encrypted for these keys: a point of P-256 and 16 bytes (RFC 8291, 3.1 and 3.2). */
export function areKeys({ p256dh, auth }: Omit<Subscription, 'endpoint'>): boolean {
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.generateKeys()
    ecdh.computeSecret(Buffer.from(p256dh, 'base64url'))
    return Buffer.from(p256dh, 'base64url').length === 65 && Buffer.from(auth, 'base64url').length === 16
  } catch {
    return false
  }
}

/** The subscription is no more (RFC 8030, 7.3 and 8.1). */
export class Gone extends ChannelTrouble {
  constructor(words: string) {
    super('recipient_refused', words, true)
  }
}

/** It was too much at once: not before so many seconds have passed. */
export class NotYet extends ChannelTrouble {
  readonly seconds: number
  constructor(words: string, seconds: number) {
    super('busy', words)
    this.seconds = seconds
  }
}

export interface Push {
  text: string
  keys: PushKeys
  /** Where whoever runs the push service reaches whoever sends: mailto: or https: (RFC 8292, 2.1). */
  contact: string
  /** Replaces what waits for the browser under the same one; 32 characters of base64url at most (RFC 8030, 5.4). */
  topic: string
  /** How long it is kept for a browser that is off. */
  seconds: number
  urgent: boolean
  inside: readonly string[]
}

const PATIENCE_MS = 20_000

/** Hands a text over for one browser, encrypted for it alone (RFC 8291) and signed by us (RFC 8292). Throws ChannelTrouble. */
export async function push(to: Subscription, { text, keys, contact, inside, ...how }: Push): Promise<void> {
  if (!isPushService(to.endpoint, inside)) throw new ChannelTrouble('not_allowed', '', true)
  // Loaded by the first push: what it brings along is large.
  const { default: webpush } = await import('web-push')
  const { headers, body } = webpush.generateRequestDetails(
    { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
    text,
    {
      vapidDetails: { subject: contact, ...keys },
      contentEncoding: 'aes128gcm',
      TTL: how.seconds,
      urgency: how.urgent ? 'high' : 'normal',
      topic: how.topic,
    },
  )
  const { status, after } = await post(to.endpoint, headers as Record<string, string>, body!, {
    ...(isInside(to.endpoint, inside) ? {} : { lookup: publicLookup }),
  })
  if (status === 201 || status === 202 || status === 200 || status === 204) return
  const words = `HTTP ${status}`
  if (status === 404 || status === 410) throw new Gone(words)
  if (status === 429 || status === 503) throw new NotYet(words, after)
  if (status === 401 || status === 403) throw new ChannelTrouble('not_allowed', words, true)
  if (status === 413) throw new ChannelTrouble('too_big', words, true)
  if (status >= 500) throw new ChannelTrouble('busy', words)
  // An answer that sends elsewhere is not followed: that address nobody has looked at.
  throw new ChannelTrouble('message_refused', words, true)
}

function post(
  endpoint: string,
  headers: Record<string, string>,
  body: Buffer,
  how: RequestOptions,
): Promise<{ status: number; after: number }> {
  const send = endpoint.startsWith('https:') ? secure : plain
  return new Promise((resolve, reject) => {
    const request = send(endpoint, {
      ...how,
      method: 'POST',
      headers: { ...headers, connection: 'close' },
      agent: false,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    request.on('error', (error: Error & { code?: string }) => reject(troubleOf(error)))
    request.on('response', (response) => {
      const after = Number(response.headers['retry-after'])
      resolve({ status: response.statusCode ?? 0, after: Number.isFinite(after) && after > 0 ? after : 0 })
      response.destroy()
    })
    request.end(body)
  })
}

function troubleOf({ name, code = '' }: Error & { code?: string }): ChannelTrouble {
  if (code === 'ENOTPUBLIC') return new ChannelTrouble('not_allowed', code, true)
  if (name === 'AbortError' || name === 'TimeoutError') return new ChannelTrouble('no_answer', '')
  return new ChannelTrouble(unconnected(code) ?? 'connection_lost', code)
}
