import { allow } from '../../core/access.ts'
import { forbidden, notFound } from '../../core/errors.ts'
import type { Subject } from '../../core/events.ts'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'

/** A note on a record, by whoever may read the record. */
export async function addNote(cx: Cx, subject: Subject, body: string): Promise<string> {
  if (cx.actor.kind !== 'user') throw forbidden()
  await allow(cx.db, cx.actor, subject.kind, 'read', subject.id)
  const id = newId()
  await cx.db
    .insertInto('notes')
    .values({
      id,
      subject_kind: subject.kind,
      subject_id: subject.id,
      author_id: cx.actor.id,
      body,
      created_at: cx.now,
      updated_at: cx.now,
    })
    .execute()
  cx.record('note.added', { subject, payload: { noteId: id } })
  return id
}

/** Takes back one's own note; the log keeps that there was one. */
export async function deleteNote(cx: Cx, id: string): Promise<void> {
  const subject = await ownNote(cx, id, 'is')
  await cx.db.updateTable('notes').set({ deleted_at: cx.now }).where('id', '=', id).execute()
  cx.record('note.deleted', { subject, payload: { noteId: id } })
}

/** Undo of `deleteNote`. */
export async function restoreNote(cx: Cx, id: string): Promise<void> {
  const subject = await ownNote(cx, id, 'is not')
  await cx.db.updateTable('notes').set({ deleted_at: null }).where('id', '=', id).execute()
  cx.record('note.restored', { subject, payload: { noteId: id } })
}

/** The record of a note the actor wrote, `deleted` being null or not; refuses notes of others. */
async function ownNote(cx: Cx, id: string, deleted: 'is' | 'is not'): Promise<Subject> {
  const note = await cx.db
    .selectFrom('notes')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', deleted, null)
    .forUpdate()
    .executeTakeFirst()
  if (!note) throw notFound()
  await allow(cx.db, cx.actor, note.subject_kind, 'read', note.subject_id)
  if (cx.actor.kind !== 'user' || note.author_id !== cx.actor.id) throw forbidden()
  return { kind: note.subject_kind, id: note.subject_id }
}
