import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { unindexRecord } from '../../search/commands.ts'
import { filed, indexOne, linksOf, named, recordForUpdate, subjectOf } from './record-row.ts'

/** Deletes a record from the lists and the search; it can be brought back, and its number is never given again. */
export async function archiveRecord(cx: Cx, id: string, archived = true): Promise<void> {
  await allow(cx.db, cx.actor, OWN, 'delete', id)
  const record = await recordForUpdate(cx, id)
  if (record.archived === archived) return
  await sql`update records set archived_at = ${archived ? cx.now : null}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  if (archived) await unindexRecord(cx, OWN, id)
  else await indexOne(cx, id)
  cx.record(archived ? 'record.archived' : 'record.restored', {
    subject: subjectOf(record),
    payload: { ...(await named(cx, record)), ...filed(record) },
    also: await linksOf(cx, record),
  })
}
