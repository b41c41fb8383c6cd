import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { stageOf } from '../queries/pipelines.ts'
import { refuseForeignChecks } from '../rules/stages.ts'
import { stillOpen } from '../rules.ts'
import type { StageView } from '../schema/pipelines.ts'
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
  refuseForeignChecks(stage, [checkId])
  const { numAffectedRows } =
    await sql`delete from deal_checks where deal_id = ${dealId} and check_id = ${checkId}`.execute(cx.db)
  if (numAffectedRows) tell(cx, 'deal.check_unticked', deal, stage, checkId)
}

async function atItsStage(cx: Cx, dealId: string): Promise<{ deal: DealView; stage: StageView }> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  return { deal, stage: await stageOf(cx.db, deal.stage.id) }
}

/** For a deal that is locked, by whoever may. */
export async function tick(cx: Cx, deal: DealView, stage: StageView, checks: string[]): Promise<void> {
  refuseForeignChecks(stage, checks)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  for (const checkId of checks) {
    const { numAffectedRows } = await sql`insert into deal_checks (deal_id, check_id, checked_by, checked_at)
      values (${deal.id}, ${checkId}, ${by}, ${cx.now}) on conflict do nothing`.execute(cx.db)
    if (numAffectedRows) tell(cx, 'deal.check_ticked', deal, stage, checkId)
  }
}

function tell(cx: Cx, event: string, deal: DealView, stage: StageView, checkId: string): void {
  const check = stage.checklist.find(({ id }) => id === checkId)
  cx.record(event, {
    subject: { kind: 'deal', id: deal.id },
    // The row of the deal has not changed: its version stays.
    payload: { ...named(deal, deal.version), ...filed(deal), check, stage: { id: stage.id, name: stage.name } },
  })
}
