import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { callForUpdate, tellCall } from './call-row.ts'

/** Whoever rang from this number and was missed has been spoken to. */
export async function callBack(
  cx: Cx,
  number: string,
  { by, byCall }: { by: string | null; byCall: string | null },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from calls where number = ${number}
    and call_back_due_at is not null and called_back_at is null order by id`.execute(cx.db)
  for (const { id } of rows) await markCalledBack(cx, id, by, byCall)
}

async function markCalledBack(cx: Cx, id: string, by: string | null, byCall: string | null): Promise<void> {
  const call = await callForUpdate(cx, id)
  if (call.callBackDueAt === null || call.calledBackAt !== null) return
  await sql`update calls set called_back_at = ${cx.now}, called_back_by = ${by}, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  tellCall(cx, 'call.called_back', { ...call, version: call.version + 1 }, { further: { by, byCall } })
}

/** Somebody says that a missed call needs no calling back any more: all those from the same number. */
export async function settleCallBack(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'call', 'update', id)
  const call = await callForUpdate(cx, id)
  if (call.callBackDueAt === null || call.number === null) throw new Refusal('call.not_missed')
  await callBack(cx, call.number, { by: cx.actor.kind === 'user' ? cx.actor.id : null, byCall: null })
}
