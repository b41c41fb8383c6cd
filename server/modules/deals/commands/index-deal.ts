import type { Cx } from '../../../core/write.ts'
import { indexRecords } from '../../search/commands.ts'
import { writtenDeals } from '../queries/deals.ts'

/** Writes the search entry of a deal as its row is now. */
export async function indexDeal(cx: Cx, id: string): Promise<void> {
  await indexDeals(cx, [id])
}

/** The same of several. */
export async function indexDeals(cx: Cx, ids: string[]): Promise<void> {
  const deals = await writtenDeals(cx.db, ids)
  await indexRecords(
    cx,
    deals.map((deal) => ({
      kind: 'deal',
      id: deal.id,
      title: deal.title,
      detail: [deal.company?.name, deal.contact?.name].filter(Boolean).join(', '),
      digits: [String(deal.number)],
      ownerId: deal.owner?.id ?? null,
      departmentId: deal.departmentId,
    })),
  )
}
