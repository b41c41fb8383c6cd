import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { stageInUse, stageOf } from '../queries/pipelines.ts'
import { stillOpen } from '../rules.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Moves an open deal to a stage, also of another pipeline; `expected` is the version the mover saw, null for no matter which. */
export async function moveDeal(
  cx: Cx,
  { dealId, stageId }: { dealId: string; stageId: string },
  expected: number | null = null,
): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'move', dealId)
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  if (deal.stage.id === stageId) return
  const subject = { kind: 'deal', id: dealId }
  await refuseStale(cx.db, subject, expected, deal.version, ['stageId'])
  const from = await stageOf(cx.db, deal.stage.id)
  const to = await stageInUse(cx.db, stageId)
  await sql`update deals set stage_id = ${to.id}, pipeline_id = ${to.pipelineId}, stage_entered_at = ${cx.now},
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  cx.record('deal.stage_changed', {
    subject,
    payload: { ...named(deal), from, to, ...filed(deal) },
    changes: [{ field: 'stageId', from: from.id, to: to.id }],
    also: cardsOfView(deal),
  })
}
