import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { unindexRecord } from '../../search/commands.ts'
import { companyForUpdate } from './update-company.ts'

/** Takes a company out of lists, search and matching; its people and deals keep it. */
export async function archiveCompany(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'company', 'archive', id)
  const company = await companyForUpdate(cx, id)
  if (company.archivedAt) return
  await sql`update companies set archived_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  await unindexRecord(cx, 'company', id)
  cx.record('company.archived', {
    subject: { kind: 'company', id },
    payload: { companyId: id, name: company.name, version: company.version + 1 },
    changes: [{ field: 'archivedAt', from: null, to: cx.now.toISOString() }],
  })
}
