import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { pipelineById, stageInUse, stageTold } from '../../pipelines/queries/pipelines.ts'
import { askedOf, leadsOn, moverOf, refuseWay, wayTo } from '../../pipelines/queries/ways.ts'
import type { OnLeaving } from '../../pipelines/schema.ts'
import { DEALS, heldOf } from '../queries/held.ts'
import { stillOpen } from '../rules.ts'
import type { DealChange, Filling } from '../schema.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'
import { fillDeal } from './fill-deal.ts'
import { withExpected } from './set-fields.ts'
import { changeDeal } from './update-deal.ts'

/**
 * Moves an open deal to a stage, also of another pipeline, filling in what that asks for; refuses a way that is barred or
 * on which something is missing (pipelines/rules.ts). `expected` is the version the mover saw, null for no matter which.
 */
export async function moveDeal(
  cx: Cx,
  { dealId, stageId, ...filling }: { dealId: string; stageId: string } & Filling,
  expected: number | null = null,
): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'move', dealId)
  const seen = await dealForUpdate(cx, dealId)
  stillOpen(seen)
  const subject = { kind: 'deal', id: dealId }
  if (seen.stage.id !== stageId) await refuseStale(cx.db, subject, expected, seen.version, ['stageId'])
  // Who may pass is asked of the deal as it was: nobody makes himself its owner on the way.
  const mover = await moverOf(cx.db, cx.actor, seen, cx.now)
  const deal = await fillDeal(cx, seen, filling)
  if (seen.stage.id === stageId) return

  const goal = await stageInUse(cx.db, stageId)
  const asked = { ...(await askedOf(cx.db, cx.actor, DEALS, heldOf(deal), cx.now)), mover }
  const { stages } = await pipelineById(cx.db, goal.pipelineId)
  const to = stages.find(({ id }) => id === stageId)!
  const way = wayTo(to, asked)
  refuseWay(way, { fromName: asked.from.name, toName: to.name })
  await sql`update deals set stage_id = ${to.id}, pipeline_id = ${goal.pipelineId}, stage_entered_at = ${cx.now},
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  const { amount, currency, amountBase } = deal
  const moveId = cx.record('deal.stage_changed', {
    subject,
    payload: {
      ...named(deal),
      from: stageTold(asked.from, deal.pipelineId),
      to: goal,
      skipped: way.skipped,
      because: null,
      ...filed(deal),
      ...{ amount, currency, amountBase },
    },
    changes: [{ field: 'stageId', from: asked.from.id, to: to.id }],
    also: cardsOfView(deal),
  })
  await putMove(cx, DEALS, { id: moveId, of: dealId, fromStageId: asked.from.id, toStageId: to.id })
  if (leadsOn(asked.from, to, asked.pipeline)) {
    const set = await setOnLeaving(cx, asked.from.onLeaving)
    if (Object.keys(set).length > 0) await changeDeal(cx, await dealForUpdate(cx, dealId), set, null)
  }
}

async function setOnLeaving(cx: Cx, { expectedInDays, ownerId, source }: OnLeaving): Promise<DealChange> {
  // Who has left the company since takes over nothing, and holds nobody up.
  const { rows } = await sql`select 1 from employees where id = ${ownerId ?? null} and active`.execute(cx.db)
  return withExpected(cx, {
    expectedInDays,
    ...(rows.length > 0 ? { ownerId } : {}),
    ...(source === undefined ? {} : { source }),
  })
}
