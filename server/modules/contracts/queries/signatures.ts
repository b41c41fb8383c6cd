import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'

/** The scan kept of a signature; 404 where there is none. */
export async function scanFile(
  db: Db,
  contractId: string,
  signatureId: string,
): Promise<{ digest: string; name: string; size: number }> {
  const { rows } = await sql<{
    digest: string
    name: string
    size: string
  }>`select file_digest as digest, file_name as name,
      file_size as size from contract_signatures
    where id = ${signatureId} and contract_id = ${contractId} and file_digest is not null`.execute(db)
  if (!rows[0]) throw notFound()
  return { ...rows[0], size: Number(rows[0].size) }
}

export interface Offered {
  id: string
  number: string
  title: string
  status: string
  approvedHash: string | null
  /** By his link, of the version it opens. */
  signer: string | null
  signedAt: Date | null
}

/** The contract a customer's link is about; null where its document is no contract's. */
export async function offeredBy(db: Db, link: { id: string; documentId: string }): Promise<Offered | null> {
  const { rows } = await sql<Offered>`select c.id, c.number, c.title, c.status, c.approved_hash as "approvedHash",
      s.signer, s.at as "signedAt"
    from contracts c left join contract_signatures s on s.contract_id = c.id and s.link_id = ${link.id}
    where c.document_id = ${link.documentId}`.execute(db)
  return rows[0] ?? null
}
