import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { needsReason, stillOpen } from '../rules.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Closes a deal as lost, with the reason: one from the list, free words, or both. */
export async function loseDeal(
  cx: Cx,
  { dealId, reasonId, reason = '' }: { dealId: string; reasonId?: string; reason?: string },
): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'lose', dealId)
  needsReason({ reasonId, reason })
  const listed = reasonId ? await reasonInUse(cx, reasonId) : null
  const deal = await dealForUpdate(cx, dealId)
  stillOpen(deal)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update deals set status = 'lost', lost_reason = ${reason || null}, lost_reason_id = ${listed?.id ?? null}, closed_at = ${cx.now}, closed_by = ${by},
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
      listed,
    },
    changes: [
      { field: 'status', from: 'open', to: 'lost' },
      ...(reason ? [{ field: 'lostReason', from: null, to: reason }] : []),
    ],
    also: cardsOfView(deal),
  })
}

async function reasonInUse(cx: Cx, id: string): Promise<{ id: string; name: { pl: string; en: string } }> {
  const { rows } = await sql<{ id: string; name: { pl: string; en: string } }>`select id, name from lost_reasons
    where id = ${id} and archived_at is null`.execute(cx.db)
  if (!rows[0]) throw invalid({ path: 'reasonId', code: 'field.invalid' })
  return rows[0]
}
