import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { unindexRecord } from '../../search/commands.ts'
import { contactForUpdate } from './update-contact.ts'

/** Takes a person out of lists, search and matching; the card stays readable from what it is tied to. */
export async function archiveContact(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'contact', 'archive', id)
  const contact = await contactForUpdate(cx, id)
  if (contact.archivedAt) return
  await sql`update contacts set archived_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  await unindexRecord(cx, 'contact', id)
  cx.record('contact.archived', {
    subject: { kind: 'contact', id },
    payload: { contactId: id, version: contact.version + 1 },
    changes: [{ field: 'archivedAt', from: null, to: cx.now.toISOString() }],
    also: contact.company ? [{ kind: 'company', id: contact.company.id }] : [],
  })
}
