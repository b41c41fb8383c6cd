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

/** A deal came to a stage; `id` is that of the event that tells of it. */
export async function putMove(
  cx: Cx,
  move: { id: string; dealId: string; fromStageId: string | null; toStageId: string },
): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into deal_moves (id, deal_id, from_stage_id, to_stage_id, moved_by, moved_at)
    values (${move.id}, ${move.dealId}, ${move.fromStageId}, ${move.toStageId}, ${by}, ${cx.now})`.execute(cx.db)
}
