import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { callForUpdate, tellCall } from './call-row.ts'

/** The sound of a call, kept already; the same again changes nothing, another one takes its place. */
export async function attachRecording(
  cx: Cx,
  of: { exchangeId: string; externalId: string },
  file: { digest: string; type: string; size: number },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from calls where exchange_id = ${of.exchangeId}
    and external_id = ${of.externalId}`.execute(cx.db)
  if (!rows[0]) throw notFound()
  const call = await callForUpdate(cx, rows[0].id)
  if (call.recordingDigest === file.digest) return
  await sql`update calls set recording_digest = ${file.digest}, recording_type = ${file.type}, recording_size = ${file.size},
      version = version + 1, updated_at = ${cx.now} where id = ${call.id}`.execute(cx.db)
  tellCall(cx, 'call.recorded', { ...call, version: call.version + 1 }, { further: { size: file.size } })
}
