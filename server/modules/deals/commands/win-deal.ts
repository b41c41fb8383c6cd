import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../queries/pipelines.ts'
import { amountBaseOf, canWin } from '../rules.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'

/** Closes a deal as won; from here on its amount in the base currency stays as it is. */
export async function winDeal(cx: Cx, { dealId }: { dealId: string }): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'win', dealId)
  const deal = await dealForUpdate(cx, dealId)
  const base = await baseCurrency(cx.db, cx.now)
  canWin(deal, base)
  const amountBase = amountBaseOf(deal, base)
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`update deals set status = 'won', amount_base = ${amountBase}, closed_at = ${cx.now}, closed_by = ${by},
    version = version + 1, updated_at = ${cx.now} where id = ${dealId}`.execute(cx.db)
  cx.record('deal.won', {
    subject: { kind: 'deal', id: dealId },
    payload: {
      ...named(deal),
      ...filed(deal),
      amount: deal.amount,
      currency: deal.currency,
      amountBase,
      contactId: deal.contact?.id ?? null,
      companyId: deal.company?.id ?? null,
    },
    changes: [{ field: 'status', from: 'open', to: 'won' }],
    also: cardsOfView(deal),
  })
}
