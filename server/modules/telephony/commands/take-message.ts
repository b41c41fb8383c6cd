import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Deps } from '../../../core/deps.ts'
import { Refusal } from '../../../core/errors.ts'
import { decrypt } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { EXCHANGE_COLUMNS, type ExchangeRow } from '../queries/exchanges.ts'

/** How far the clock of an exchange may be from ours, and how old a message may be that it signed. */
const TOLERANCE_S = 300

const refused = () => new Refusal('exchange.signature', { status: 401 })

const sameText = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(one!, other!)
}

export interface Proof {
  authorization: string | undefined
  signature: string | undefined
}

/**
 * The exchange a message comes from: it bears its secret (`Authorization: Bearer`), or `Tok-Signature: t=<seconds>,v1=<hex>`,
 * the HMAC-SHA256 of "<seconds>.<body>" by the secret. Refuses everything else with 401, and says no more. `digest` of what
 * was signed is to be taken once.
 */
export async function exchangeOf(
  deps: Deps,
  id: string,
  proof: Proof,
  body: Buffer,
): Promise<{ exchange: ExchangeRow; digest: Buffer | null }> {
  const { rows } = await sql<ExchangeRow>`select ${EXCHANGE_COLUMNS} from exchanges
    where id = ${id} and kind = 'webhook' and active and archived_at is null`.execute(deps.database.db)
  const exchange = rows[0]
  if (!exchange?.settings.secret) throw refused()
  const secret = decrypt(deps.config.secret, exchange.settings.secret)
  const bearer = /^Bearer +(\S+)$/i.exec(proof.authorization ?? '')?.[1]
  if (proof.signature === undefined) {
    if (bearer === undefined || !sameText(bearer, secret)) throw refused()
    return { exchange, digest: null }
  }
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(proof.signature) ?? []
  if (!seconds || !given) throw refused()
  const hmac = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()
  if (!sameText(given, hmac.toString('hex'))) throw refused()
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > TOLERANCE_S)
    throw new Refusal('exchange.too_old', { status: 401, params: { seconds: TOLERANCE_S } })
  return { exchange, digest: hmac }
}

/** A signed message is taken once: whoever sends it again is told that it has been (409). */
export async function refuseReplay(cx: Cx, exchangeId: string, digest: Buffer | null): Promise<void> {
  if (!digest) return
  const { rows } = await sql`insert into exchange_messages (exchange_id, digest, sent_at)
    values (${exchangeId}, ${digest}, clock_timestamp()) on conflict do nothing returning 1`.execute(cx.db)
  if (rows.length === 0) throw new Refusal('exchange.replayed')
}
