import type { Held, Holding } from '../../pipelines/queries/held.ts'
import type { DealView } from '../schema.ts'

export const DEALS: Holding = {
  subject: 'deal',
  table: 'deals',
  moves: 'deal_moves',
  checks: 'deal_checks',
  column: 'deal_id',
}

/** A deal as the stages see it. */
export const heldOf = (deal: DealView): Held => ({
  ...deal,
  values: {
    amount: deal.amount,
    rate: deal.rate,
    expectedOn: deal.expectedOn,
    contactId: deal.contact?.id ?? null,
    companyId: deal.company?.id ?? null,
    ownerId: deal.owner?.id ?? null,
    source: deal.source,
    note: deal.note.trim(),
  },
})
