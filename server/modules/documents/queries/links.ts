import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { linkState } from '../rules/documents.ts'
import type { Format } from '../schema.ts'
import type { DocumentRow } from './documents.ts'

export interface OpenedLink {
  id: string
  no: number
  expiresAt: Date
  digest: string
  size: number
  format: Format
  document: DocumentRow
}

/** What a link opens; null when there is no such link, or it opens nothing any more. */
export async function linkByDigest(db: Db, digest: Buffer, now: Date): Promise<OpenedLink | null> {
  const { rows } = await sql<
    { id: string; no: number; expires_at: Date; revoked_at: Date | null; opened_at: Date | null } & {
      document: string
      digest: string
      size: string
      format: Format
    }
  >`select l.id, l.no, l.expires_at, l.revoked_at, l.opened_at, l.document_id as document, v.digest, v.size, v.format
    from document_links l join document_versions v on v.document_id = l.document_id and v.no = l.no
    where l.token_digest = ${digest}`.execute(db)
  const link = rows[0]
  if (!link || !['waiting', 'opened'].includes(linkState(link, now))) return null
  const { rows: documents } = await sql<DocumentRow>`select * from documents where id = ${link.document}
    and archived_at is null and (not held or released = ${link.no})`.execute(db)
  if (!documents[0]) return null
  return {
    id: link.id,
    no: link.no,
    expiresAt: link.expires_at,
    digest: link.digest,
    size: Number(link.size),
    format: link.format,
    document: documents[0],
  }
}
