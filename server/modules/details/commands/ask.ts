import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import { allow } from '../../../core/access.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { companyOf } from '../../staff/queries.ts'
import { aboutOf, cardsOf, type RequestRow } from '../queries/requests.ts'
import { stateOf } from '../rules.ts'
import type { About } from '../schema.ts'

const DAY_MS = 86_400_000

export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Asks the customer of a record for his details by a link; its token is told this once and kept as a digest. */
export async function askForDetails(
  cx: Cx,
  about: About,
  days: number,
): Promise<{ id: string; token: string; locale: Locale }> {
  await allow(cx.db, cx.actor, about.kind, 'update', about.id)
  const locale = (await cardsOf(cx.db, cx.actor, about, [])).locale ?? (await companyOf(cx.db)).locale
  const id = newId()
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(cx.now.getTime() + days * DAY_MS)
  await sql`insert into detail_requests (id, about_kind, about_id, locale, token_digest, created_by, created_at, expires_at)
    values (${id}, ${about.kind}, ${about.id}, ${locale}, ${digestOfToken(token)},
      ${cx.actor.kind === 'user' ? cx.actor.id : null}, ${cx.now}, ${expiresAt})`.execute(cx.db)
  cx.record('details.asked', {
    subject: { ...about },
    payload: { requestId: id, expiresAt: expiresAt.toISOString() },
  })
  return { id, token, locale }
}

/** From now on the link opens nothing. */
export async function revokeRequest(cx: Cx, id: string): Promise<void> {
  const request = await requestForUpdate(cx, id)
  await allow(cx.db, cx.actor, request.about_kind, 'update', request.about_id)
  if (request.revoked_at) return
  if (request.answered_at) throw new Refusal('details.answered_already')
  await sql`update detail_requests set revoked_at = ${cx.now} where id = ${id}`.execute(cx.db)
  tell(cx, 'details.revoked', request, {})
}

/** Locks a request for the rest of the transaction. */
export async function requestForUpdate(cx: Cx, id: string): Promise<RequestRow> {
  const { rows } = await sql<RequestRow>`select * from detail_requests where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** The timeline of the record shows what becomes of a request. */
export const tell = (cx: Cx, name: string, request: RequestRow, further: object, also: Subject[] = []): void =>
  void cx.record(name, { subject: { ...aboutOf(request) }, also, payload: { requestId: request.id, ...further } })

export const stillOpen = (request: RequestRow, now: Date): boolean =>
  ['waiting', 'opened'].includes(stateOf(request, now))
