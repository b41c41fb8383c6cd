import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { putTicks, takeTick } from '../../pipelines/commands/ticks.ts'
import { stageOf } from '../../pipelines/queries/pipelines.ts'
import type { Check, StageView } from '../../pipelines/schema.ts'
import { DEALS } from '../queries/held.ts'
import { stillOpen } from '../rules.ts'
import type { DealView } from '../schema.ts'
import { dealForUpdate, filed, named } from './deal-for-update.ts'

/** Ticks an item of the checklist of the stage where a deal is; ticked once it stays ticked by whoever was first. */
export async function tickCheck(cx: Cx, { dealId, checkId }: { dealId: string; checkId: string }): Promise<void> {
  const { deal, stage } = await atItsStage(cx, dealId)
  await tick(cx, deal, stage, [checkId])
}

/** Takes the tick away again. */
export async function untickCheck(cx: Cx, { dealId, checkId }: { dealId: string; checkId: string }): Promise<void> {
  const { deal, stage } = await atItsStage(cx, dealId)
  const check = await takeTick(cx, DEALS, { id: dealId, stage, checkId })
  if (check) tell(cx, 'deal.check_unticked', deal, stage, check)
}

async function atItsStage(cx: Cx, dealId: string): Promise<{ deal: DealView; stage: StageView }> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  return { deal, stage: await stageOf(cx.db, deal.stage.id) }
}

/** For a deal that is locked, by whoever may. */
export async function tick(cx: Cx, deal: DealView, stage: StageView, checks: string[]): Promise<void> {
  for (const check of await putTicks(cx, DEALS, { id: deal.id, stage, checks })) {
    tell(cx, 'deal.check_ticked', deal, stage, check)
  }
}

function tell(cx: Cx, event: string, deal: DealView, stage: StageView, check: Check): void {
  cx.record(event, {
    subject: { kind: 'deal', id: deal.id },
    // The row of the deal has not changed: its version stays.
    payload: { ...named(deal, deal.version), ...filed(deal), check, stage: { id: stage.id, name: stage.name } },
  })
}
