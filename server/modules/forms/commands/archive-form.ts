import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { formForUpdate } from './update-form.ts'

/** Puts a form away: it takes nothing more and leaves the list; what came in through it stays. */
export async function archiveForm(cx: Cx, id: string): Promise<void> {
  await setArchived(cx, id, true)
}

/** Brings an archived form back as it was. */
export async function restoreForm(cx: Cx, id: string): Promise<void> {
  await setArchived(cx, id, false)
}

async function setArchived(cx: Cx, id: string, archived: boolean): Promise<void> {
  await allow(cx.db, cx.actor, 'form', 'archive', id)
  const form = await formForUpdate(cx, id)
  if (form.archived === archived) return
  await sql`update forms set archived_at = ${archived ? cx.now : null}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  cx.record(archived ? 'form.archived' : 'form.restored', {
    subject: { kind: 'form', id },
    payload: { name: form.name, key: form.key, version: form.version + 1 },
    changes: [{ field: 'archived', from: !archived, to: archived }],
  })
}
