import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { firstStage, listPipelines } from '../../pipelines/queries/pipelines.ts'
import { DEALS } from '../queries/held.ts'
import { canReopen } from '../rules.ts'
import type { DealView } from '../schema.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Opens a closed deal again, at the stage where it was closed; where that is gone, at the beginning. */
export async function reopenDeal(cx: Cx, { dealId }: { dealId: string }): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'reopen', dealId)
  const deal = await dealForUpdate(cx, dealId)
  canReopen(deal)
  const stage = await stageToReturnTo(cx, deal)
  await sql`update deals set status = 'open', lost_reason = null, lost_reason_id = null, closed_at = null, closed_by = null,
    stage_id = ${stage.id}, pipeline_id = ${stage.pipelineId}, stage_entered_at = ${cx.now},
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  const moveId = cx.record('deal.reopened', {
    subject: { kind: 'deal', id: dealId },
    payload: { ...named(deal), ...filed(deal) },
    changes: [
      { field: 'status', from: deal.status, to: 'open' },
      ...(deal.lostReason ? [{ field: 'lostReason', from: deal.lostReason, to: null }] : []),
      ...(stage.id === deal.stage.id ? [] : [{ field: 'stageId', from: deal.stage.id, to: stage.id }]),
    ],
    also: cardsOfView(deal),
  })
  await putMove(cx, DEALS, { id: moveId, of: dealId, fromStageId: null, toStageId: stage.id })
}

async function stageToReturnTo(cx: Cx, deal: DealView): Promise<{ id: string; pipelineId: string }> {
  const pipelines = await listPipelines(cx.db)
  const pipeline = pipelines.find(({ id }) => id === deal.pipelineId)
  if (pipeline?.stages.some(({ id }) => id === deal.stage.id)) return { id: deal.stage.id, pipelineId: pipeline.id }
  return firstStage(cx.db, pipeline?.id)
}
