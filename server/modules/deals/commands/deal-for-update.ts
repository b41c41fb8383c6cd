import { sql } from 'kysely'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { writtenDeal } from '../queries/deals.ts'
import type { DealView } from '../schema.ts'

/** Locks a deal's row for the rest of the transaction and reads it whole. */
export async function dealForUpdate(cx: Cx, id: string): Promise<DealView> {
  await sql`select 1 from deals where id = ${id} for update`.execute(cx.db)
  return writtenDeal(cx.db, id)
}

/** What every event of a deal says; `version` is the one its change has made. */
export const named = (deal: DealView, version = deal.version + 1) => ({
  dealId: deal.id,
  number: deal.number,
  title: deal.title,
  version,
})

export const filed = (deal: DealView) => ({ ownerId: deal.owner?.id ?? null, departmentId: deal.departmentId })

/** The cards whose timelines show what happens to the deal. */
export const cardsOf = (deal: { contactId?: string | null; companyId?: string | null }): Subject[] => [
  ...(deal.contactId ? [{ kind: 'contact', id: deal.contactId }] : []),
  ...(deal.companyId ? [{ kind: 'company', id: deal.companyId }] : []),
]

export const cardsOfView = (deal: DealView): Subject[] =>
  cardsOf({ contactId: deal.contact?.id, companyId: deal.company?.id })
