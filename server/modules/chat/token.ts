import { createHmac, timingSafeEqual } from 'node:crypto'
import { newId } from '../../core/ids.ts'

const mac = (secret: string, what: string): Buffer => createHmac('sha256', secret).update(`chat:${what}`).digest()

const signed = (secret: string, account: string, visitor: string): string =>
  `${visitor}.${mac(secret, `visitor:${account}:${visitor}`).toString('base64url')}`

/** Says who somebody is who signs in nowhere: the holder goes on with his own conversation and reads no other. */
export const newVisitor = (secret: string, account: string): string => signed(secret, account, newId())

/** The visitor of a token that was given out for this account; null for any other. */
export function readVisitor(secret: string, account: string, token: string): string | null {
  const visitor = token.split('.')[0]!
  return same(token, signed(secret, account, visitor)) ? visitor : null
}

/** In the address of a file, since a link can send no token. */
export const fileKey = (secret: string, visitor: string, message: string, position: number): string =>
  mac(secret, `file:${visitor}:${message}:${position}`).toString('base64url')

export const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
