import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { forbidden, invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { dropUnread } from '../../letters/commands/tidy-uploads.ts'
import type { WordFile } from '../schema.ts'

const KEPT_DAYS = 2
const AT_ONCE = 50

/** A Word file that was looked through, for a template its sender is about to save. */
export async function createUpload(cx: Cx, file: WordFile): Promise<string> {
  allowAtAll(cx.actor, 'document_template', 'create')
  if (cx.actor.kind !== 'user') throw forbidden()
  const id = newId()
  await sql`insert into document_uploads (id, owner_id, file, created_at)
    values (${id}, ${cx.actor.id}, ${JSON.stringify(file)}::jsonb, ${cx.now})`.execute(cx.db)
  cx.record('document_template.file_received', {
    subject: { kind: 'document_template', id },
    payload: { uploadId: id, name: file.name, size: file.size },
  })
  return id
}

/** A Word file somebody sent in himself; refuses at `file` what is not there (any more). */
export async function uploadOf(cx: Cx, id: string): Promise<WordFile> {
  const { rows } = await sql<{ file: WordFile }>`select file from document_uploads
    where id = ${id} and owner_id = ${cx.actor.id} for update`.execute(cx.db)
  if (!rows[0]) throw invalid({ path: 'file', code: 'document_template.file_gone' })
  return rows[0].file
}

/** Lets go of files no template was saved with. True when there may be more. */
export async function tidyWordFiles(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{ digest: string }>`delete from document_uploads where id in (
      select id from document_uploads where created_at < ${cx.now}::timestamptz - make_interval(days => ${KEPT_DAYS})
      order by created_at limit ${AT_ONCE}) returning file ->> 'digest' as digest`.execute(cx.db)
  for (const { digest } of rows) await dropUnread(cx, digest)
  return rows.length === AT_ONCE
}
