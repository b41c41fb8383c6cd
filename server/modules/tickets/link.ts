import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../core/config.ts'

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

const signature = (secret: string, id: string): Buffer =>
  createHmac('sha256', secret).update(`ticket:${id}`).digest().subarray(0, 18)

/** The address of the customer's page. Whoever has it may follow the ticket, so it is given to the customer alone. */
export const linkOf = ({ publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>, id: string): string =>
  `${publicUrl}/t/${tokenOf(secret, id)}`

export const tokenOf = (secret: string, id: string): string =>
  Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), signature(secret, id)]).toString('base64url')

/** Which ticket a token is for; null where we have not signed it. */
export function ticketOf(secret: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 34 || bytes.toString('base64url') !== token) return null
  const id = bytes
    .subarray(0, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return UUID.test(id) && timingSafeEqual(bytes.subarray(16), signature(secret, id)) ? id : null
}
