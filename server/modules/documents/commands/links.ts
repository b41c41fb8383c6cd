import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { DocumentRow } from '../queries/documents.ts'
import { leaving } from '../rules/documents.ts'
import { openForUpdate, tell } from './documents.ts'
import { by } from './templates.ts'

const DAY_MS = 86_400_000

export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** A link by which a customer opens the newest PDF without signing in; its token is told this once and kept as a digest. */
export async function createLink(cx: Cx, documentId: string, days: number): Promise<{ id: string; token: string }> {
  const document = await openForUpdate(cx, documentId)
  const no = leaving(document)
  const id = newId()
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(cx.now.getTime() + days * DAY_MS)
  await sql`insert into document_links (id, document_id, no, token_digest, created_by, created_at, expires_at)
    values (${id}, ${documentId}, ${no}, ${digestOfToken(token)}, ${JSON.stringify(by(cx))}::jsonb, ${cx.now},
      ${expiresAt})`.execute(cx.db)
  tell(cx, 'document.link_created', document, {
    further: { no, linkId: id, expiresAt: expiresAt.toISOString() },
  })
  return { id, token }
}

/** From now on the link opens nothing. */
export async function revokeLink(cx: Cx, documentId: string, linkId: string): Promise<void> {
  const document = await openForUpdate(cx, documentId)
  const { rows } = await sql<{ revoked_at: Date | null }>`select revoked_at from document_links
    where id = ${linkId} and document_id = ${documentId} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  if (rows[0].revoked_at) return
  await sql`update document_links set revoked_at = ${cx.now} where id = ${linkId}`.execute(cx.db)
  tell(cx, 'document.link_revoked', document, { further: { linkId } })
}

/** A customer opens the PDF: counted each time, told the first time. */
export async function openLink(cx: Cx, link: { id: string; no: number }, document: DocumentRow): Promise<void> {
  const { rows } = await sql<{ opens: number }>`update document_links set opens = opens + 1,
    opened_at = coalesce(opened_at, ${cx.now}), last_opened_at = ${cx.now} where id = ${link.id} returning opens`.execute(
    cx.db,
  )
  if (rows[0]?.opens === 1) tell(cx, 'document.opened', document, { further: { no: link.no, linkId: link.id } })
}
