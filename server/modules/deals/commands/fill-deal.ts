import { allow } from '../../../core/access.ts'
import { atField } from '../../../core/at-field.ts'
import type { Cx } from '../../../core/write.ts'
import { stageOf } from '../../pipelines/queries/pipelines.ts'
import type { DealView, Filling } from '../schema.ts'
import { dealForUpdate } from './deal-for-update.ts'
import { tick } from './tick-checks.ts'
import { changeDeal } from './update-deal.ts'

/** What the dialog of a move or of a win was filled with, part of that action; answers the deal as it then is. */
export async function fillDeal(cx: Cx, deal: DealView, { fields = {}, checks = [] }: Filling): Promise<DealView> {
  const changes = Object.keys(fields).length > 0
  if (!changes && checks.length === 0) return deal
  if (changes) {
    await allow(cx.db, cx.actor, 'deal', 'update', deal.id)
    await atField('fields', () => changeDeal(cx, deal, fields, null))
  }
  await tick(cx, deal, await stageOf(cx.db, deal.stage.id), checks)
  return dealForUpdate(cx, deal.id)
}
