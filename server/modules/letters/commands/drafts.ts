import { sql } from 'kysely'
import { forbidden } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { DraftInput, Place } from '../schema.ts'
import { allowPlace } from './place.ts'

/** Keeps what somebody is writing, so that a closed window loses nothing. It is his alone: no event tells of it. */
export async function saveDraft(cx: Cx, place: Place, content: DraftInput): Promise<void> {
  if (cx.actor.kind !== 'user') throw forbidden()
  await allowPlace(cx, place)
  await sql`insert into message_drafts (owner_id, place_kind, place_id, content, updated_at)
    values (${cx.actor.id}, ${place.kind}, ${place.id}, ${JSON.stringify(content)}::jsonb, ${cx.now})
    on conflict (owner_id, place_kind, place_id) do update set content = excluded.content, updated_at = excluded.updated_at`.execute(
    cx.db,
  )
}

/** It was sent, or thrown away. */
export async function deleteDraft(cx: Cx, place: Place): Promise<void> {
  await sql`delete from message_drafts
    where owner_id = ${cx.actor.id} and place_kind = ${place.kind} and place_id = ${place.id}`.execute(cx.db)
}
