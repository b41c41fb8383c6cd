import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { canReopen } from '../rules.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Opens a closed deal again, at the stage where it was closed. */
export async function reopenDeal(cx: Cx, { dealId }: { dealId: string }): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'reopen', dealId)
  const deal = await dealForUpdate(cx, dealId)
  canReopen(deal)
  await sql`update deals set status = 'open', lost_reason = null, closed_at = null, closed_by = null,
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  cx.record('deal.reopened', {
    subject: { kind: 'deal', id: dealId },
    payload: { ...named(deal), ...filed(deal) },
    changes: [
      { field: 'status', from: deal.status, to: 'open' },
      ...(deal.lostReason ? [{ field: 'lostReason', from: deal.lostReason, to: null }] : []),
    ],
    also: cardsOfView(deal),
  })
}
