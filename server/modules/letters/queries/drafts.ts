import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'
import type { DraftInput, DraftView, Place, UploadView } from '../schema.ts'

/** What this person began to write there and has not sent. */
export async function draftOf(db: Db, ownerId: string, place: Place): Promise<DraftView | null> {
  const { rows } = await sql<{ content: DraftInput; updated_at: Date }>`select content, updated_at from message_drafts
    where owner_id = ${ownerId} and place_kind = ${place.kind} and place_id = ${place.id}`.execute(db)
  const draft = rows[0]
  if (!draft) return null
  // What was begun before documents could go along names none.
  const { recipients, texts, accountId, signature, sendAt, fileIds, attached = [] } = draft.content
  const { rows: files } = await sql<UploadView>`select id, name, type, size::float8 as size from message_uploads
    where id = any(${fileIds}::uuid[]) and owner_id = ${ownerId} order by array_position(${fileIds}::uuid[], id)`.execute(
    db,
  )
  return {
    content: {
      recipients: recipients.map(({ address, name, card }) => ({ address, name, card })),
      ...{ texts, accountId, signature, sendAt, attached },
    },
    files,
    updatedAt: draft.updated_at.toISOString(),
  }
}
