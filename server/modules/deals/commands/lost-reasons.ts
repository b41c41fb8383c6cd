import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { notFound } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { nextPosition, putInOrder } from '../../pipelines/commands/in-order.ts'

interface Name {
  pl: string
  en: string
}

const subject = (id: string) => ({ kind: 'lost_reason', id })

/** Adds a reason at the end of the list. */
export async function createLostReason(cx: Cx, { name }: { name: Name }): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  return putLostReason(cx, { key: null, name, position: null })
}

/** Part of the set-up too, which knows who may run it. */
export async function putLostReason(
  cx: Cx,
  { key, name, position }: { key: string | null; name: Name; position: number | null },
): Promise<{ id: string }> {
  const id = newId()
  await sql`insert into lost_reasons (id, key, name, position, created_at) values (${id}, ${key}, ${JSON.stringify(name)}::jsonb,
    ${position ?? nextPosition('lost_reasons')}, ${cx.now})`.execute(cx.db)
  cx.record('lost_reason.created', { subject: subject(id), payload: { name, version: 1 } })
  return { id }
}

/** Renames a reason; deals lost for it are remembered by the new name. */
export async function updateLostReason(
  cx: Cx,
  { id, set, expected }: { id: string; set: { name: Name }; expected: number | null },
): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const before = await reasonForUpdate(cx, id)
  const columns = { name: { column: 'name', json: true } }
  const edited = await editRow(cx, {
    table: 'lost_reasons',
    ...{ id, subject: subject(id), columns, before, set, expected },
  })
  if (!edited) return
  const { changes, version } = edited
  cx.record('lost_reason.updated', { subject: subject(id), payload: { ...set, version }, changes })
}

/** Takes a reason off the list; deals lost for it keep it. */
export async function archiveLostReason(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const { name, version } = await reasonForUpdate(cx, id)
  await sql`update lost_reasons set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  cx.record('lost_reason.archived', { subject: subject(id), payload: { name, version: version + 1 } })
}

export async function orderLostReasons(cx: Cx, ids: string[]): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  for (const { id, name, from, to, version } of await putInOrder(cx, 'lost_reasons', ids)) {
    const changes = [{ field: 'position', from, to }]
    cx.record('lost_reason.updated', { subject: subject(id), payload: { name, version }, changes })
  }
}

async function reasonForUpdate(cx: Cx, id: string): Promise<{ name: Name; version: number }> {
  const { rows } = await sql<{ name: Name; version: number }>`select name, version from lost_reasons
    where id = ${id} and archived_at is null for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
