import { sql } from 'kysely'
import type { UserActor } from '../../core/actor.ts'
import { type Attachable, defineAttachable } from '../../core/attachable.ts'
import type { Db } from '../../core/db.ts'
import type { Subject } from '../../core/events.ts'
import type { Cx } from '../../core/write.ts'
import type { DocumentRow } from './queries/documents.ts'
import { fileOfDocument, mayLeave } from './rules/documents.ts'
import type { Format } from './schema.ts'

const MOST = 200

type Row = Pick<DocumentRow, 'id' | 'name' | 'number' | 'version' | 'sent_at' | 'made' | 'held' | 'released'> & {
  digest: string | null
  size: string | null
  format: Format
  of_version: number | null
}

/** Documents from templates, each as its newest version; as Word files those that have one beside their PDF. */
async function documentsOf(db: Db, about: Subject, word: boolean): Promise<Attachable[]> {
  const file = word
    ? sql`v.docx_digest as digest, v.docx_size as size, 'docx' as format`
    : sql`v.digest, v.size, v.format`
  const { rows } =
    await sql<Row>`select d.id, d.name, d.number, d.version, d.sent_at, d.made, d.held, d.released, ${file},
      v.of_version
    from documents d left join document_versions v on v.document_id = d.id and v.no = d.made
    where d.subject_kind = ${about.kind} and d.subject_id = ${about.id} and d.archived_at is null
      and d.template_id is not null ${word ? sql`and v.docx_digest is not null` : sql``}
    order by d.id desc limit ${MOST}`.execute(db)
  return rows.map((row) => ({
    kind: word ? 'document_word' : 'document',
    id: row.id,
    name: [row.name, row.number, word && '(DOCX)'].filter(Boolean).join(' '),
    file: row.digest ? { ...fileOfDocument(row, row.format), digest: row.digest, size: Number(row.size) } : null,
    held: !mayLeave(row),
    changed: row.digest !== null && row.of_version !== row.version,
    sentAt: row.sent_at,
  }))
}

async function sent(cx: Cx, id: string, digest: string): Promise<void> {
  await sql`update documents d set sent_at = ${cx.now},
      sent_no = (select max(no) from document_versions v where v.document_id = d.id
        and (v.digest = ${digest} or v.docx_digest = ${digest}))
    where id = ${id}`.execute(cx.db)
}

/** Documents from templates go along with letters about their record; what a module draws, it offers itself. */
defineAttachable({
  kind: 'document',
  of: (db: Db, _user: UserActor, about: Subject) => documentsOf(db, about, false),
  sent,
})

defineAttachable({
  kind: 'document_word',
  of: (db: Db, _user: UserActor, about: Subject) => documentsOf(db, about, true),
  sent,
})
