import type { Cx } from '../../../core/write.ts'
import { indexRecord } from '../../search/commands.ts'
import { writtenDeal } from '../queries/deals.ts'

/** Writes the search entry of a deal as its row is now. */
export async function indexDeal(cx: Cx, id: string): Promise<void> {
  const deal = await writtenDeal(cx.db, id)
  await indexRecord(cx, {
    kind: 'deal',
    id,
    title: deal.title,
    detail: [deal.company?.name, deal.contact?.name].filter(Boolean).join(', '),
    digits: [String(deal.number)],
    ownerId: deal.owner?.id ?? null,
    departmentId: deal.departmentId,
  })
}
