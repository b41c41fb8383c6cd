import { sql } from 'kysely'
import { type AttachableKind, defineAttachable } from '../../core/attachable.ts'
import type { DocumentRow } from './queries/documents.ts'
import { fileName, mayLeave } from './rules/documents.ts'

const MOST = 200

/** Documents from templates go along with letters about their record, each as its newest PDF; what a module draws, it offers itself. */
export const documentAttachable: AttachableKind = defineAttachable({
  kind: 'document',
  async of(db, _user, about) {
    const { rows } = await sql<
      Pick<DocumentRow, 'id' | 'name' | 'number' | 'version' | 'sent_at' | 'made' | 'held' | 'released'> & {
        digest: string | null
        size: string | null
        of_version: number | null
      }
    >`select d.id, d.name, d.number, d.version, d.sent_at, d.made, d.held, d.released, v.digest, v.size, v.of_version from documents d
      left join document_versions v on v.document_id = d.id and v.no = d.made
      where d.subject_kind = ${about.kind} and d.subject_id = ${about.id} and d.archived_at is null
        and d.template_id is not null
      order by d.id desc limit ${MOST}`.execute(db)
    return rows.map((row) => ({
      kind: 'document',
      id: row.id,
      name: [row.name, row.number].filter(Boolean).join(' '),
      file: row.digest
        ? { name: fileName(row), type: 'application/pdf', digest: row.digest, size: Number(row.size) }
        : null,
      held: !mayLeave(row),
      changed: row.digest !== null && row.of_version !== row.version,
      sentAt: row.sent_at,
    }))
  },
  async sent(cx, id, digest) {
    await sql`update documents d set sent_at = ${cx.now},
        sent_no = (select max(no) from document_versions v where v.document_id = d.id and v.digest = ${digest})
      where id = ${id}`.execute(cx.db)
  },
})
