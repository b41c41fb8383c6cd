import { sql } from 'kysely'
import { dropFile } from '../../../core/files.ts'
import type { Cx } from '../../../core/write.ts'
import type { ImportRow, Phase } from '../schema.ts'

const AFTER: Partial<Record<Phase, Phase>> = { checking: 'checked', running: 'finished', undoing: 'undone' }
const KEPT_DAYS = 7

/** Nothing is left to do, or it was stopped: a check of a file then leaves it as it was before. */
export async function endImport(cx: Cx, id: string, { stopped = false }): Promise<void> {
  const { rows } = await sql<ImportRow>`select * from imports where id = ${id} for update`.execute(cx.db)
  const file = rows[0]
  const after = file && AFTER[file.phase]
  if (!after) return
  const phase = stopped && file.phase === 'checking' ? 'draft' : after
  await sql`update imports set phase = ${phase}, finished_at = ${after === 'finished' ? cx.now : file.finished_at},
      stopped_at = ${stopped && after === 'finished' ? cx.now : file.stopped_at} where id = ${id}`.execute(cx.db)
  const said = { kind: file.kind, file: file.file_name }
  const subject = { kind: 'import', id }
  const { made, updated, skipped, refused } = file
  if (after === 'finished')
    cx.record(stopped ? 'import.stopped' : 'import.finished', {
      subject,
      payload: { ...said, made, updated, skipped, refused },
    })
  if (after === 'undone')
    cx.record('import.undone', { subject, payload: { ...said, undone: file.undone, kept: file.kept } })
}

/**
 * Lets go of files whose import is over, and of those nobody came back to; a file something else reads stays for that.
 * Returns whether there may be more.
 */
export async function dropFiles(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{ digest: string; needed: boolean }>`
    with over as (
      update imports set dropped_at = ${cx.now} where id in (select id from imports where dropped_at is null
        and (phase in ('finished', 'undoing', 'undone') or created_at < ${cx.now}::timestamptz - make_interval(days => ${KEPT_DAYS}))
        limit 50) returning id, digest
    )
    select o.digest, file_in_messages(o.digest) or exists (select from imports i where i.digest = o.digest and i.dropped_at is null
      and i.id not in (select id from over)) as needed from over o`.execute(cx.db)
  for (const { digest, needed } of rows) if (!needed) await dropFile(cx.deps, digest)
  return rows.length === 50
}
