import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { askedOf, refuseWay, wayToWin } from '../../pipelines/queries/ways.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import { DEALS, heldOf } from '../queries/held.ts'
import { amountBaseOf, canWin, stillOpen } from '../rules.ts'
import type { Filling } from '../schema.ts'
import { cardsOfView, dealForUpdate, filed, named } from './deal-for-update.ts'
import { fillDeal } from './fill-deal.ts'

/**
 * Closes a deal as won, filling in what its pipeline and its stage ask for; from here on its amount in the base currency
 * stays as it is.
 */
export async function winDeal(cx: Cx, { dealId, ...filling }: { dealId: string } & Filling): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'win', dealId)
  const seen = await dealForUpdate(cx, dealId)
  stillOpen(seen)
  const deal = await fillDeal(cx, seen, filling)
  const asked = await askedOf(cx.db, cx.actor, DEALS, heldOf(deal), cx.now)
  const way = wayToWin(asked.pipeline, asked)
  refuseWay(way, { fromName: asked.from.name, toName: asked.pipeline.stages.at(-1)?.name })
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
      skipped: way.skipped,
    },
    changes: [{ field: 'status', from: 'open', to: 'won' }],
    also: cardsOfView(deal),
  })
}
