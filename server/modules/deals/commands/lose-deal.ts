import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { stillOpen } from '../rules.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Closes a deal as lost, with the reason. */
export async function loseDeal(cx: Cx, { dealId, reason }: { dealId: string; reason: string }): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'lose', dealId)
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update deals set status = 'lost', lost_reason = ${reason}, closed_at = ${cx.now}, closed_by = ${by},
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  cx.record('deal.lost', {
    subject: { kind: 'deal', id: dealId },
    payload: {
      ...named(deal),
      ...filed(deal),
      amount: deal.amount,
      currency: deal.currency,
      amountBase: deal.amountBase,
      reason,
    },
    changes: [
      { field: 'status', from: 'open', to: 'lost' },
      { field: 'lostReason', from: null, to: reason },
    ],
    also: cardsOfView(deal),
  })
}
