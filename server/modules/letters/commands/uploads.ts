import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import { forbidden, invalid, notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { UploadView } from '../schema.ts'

/** A file whose bytes are kept, for a message its sender writes. */
export async function createUpload(
  cx: Cx,
  file: { name: string; type: string; digest: string; size: number },
): Promise<UploadView> {
  allowAtAll(cx.actor, 'message_upload', 'create')
  if (cx.actor.kind !== 'user') throw forbidden()
  const id = newId()
  await sql`insert into message_uploads (id, owner_id, name, type, digest, size, created_at)
    values (${id}, ${cx.actor.id}, ${file.name}, ${file.type}, ${file.digest}, ${file.size}, ${cx.now})`.execute(cx.db)
  cx.record('message_upload.created', {
    subject: { kind: 'message_upload', id },
    payload: { uploadId: id, size: file.size },
  })
  return { id, name: file.name, type: file.type, size: file.size }
}

/** Takes a file out of the message it was sent in for. */
export async function deleteUpload(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'message_upload', 'delete', id)
  const { rows } = await sql`delete from message_uploads where id = ${id} returning id`.execute(cx.db)
  if (!rows[0]) throw notFound()
  cx.record('message_upload.deleted', { subject: { kind: 'message_upload', id }, payload: { uploadId: id } })
}

export interface Uploaded extends UploadView {
  digest: string
}

/** One's own files by id, in that order; refuses at `fileIds` what is not there (any more). */
export async function uploadsOf(cx: Cx, ids: readonly string[]): Promise<Uploaded[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Uploaded>`select id, name, type, digest, size::float8 as size from message_uploads
    where id = any(${ids}::uuid[]) and owner_id = ${cx.actor.id} for update`.execute(cx.db)
  const known = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id, at) => {
    const file = known.get(id)
    if (!file) throw invalid({ path: `fileIds.${at}`, code: 'letter.file_gone' })
    return file
  })
}
