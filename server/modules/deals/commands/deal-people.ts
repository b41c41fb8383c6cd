import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { linkable } from '../../contacts/queries/cards.ts'
import { peopleOfDeal } from '../queries/people.ts'
import type { DealPerson } from '../schema/parts.ts'
import { dealForUpdate, named } from './deal-for-update.ts'

/** Gives a person or a company a role in a deal; one may have several. Its main contact and company stay what they are. */
export async function addDealPerson(
  cx: Cx,
  {
    dealId,
    kind,
    cardId,
    role,
  }: { dealId: string; kind: DealPerson['kind']; cardId: string; role: DealPerson['role'] },
): Promise<DealPerson> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  await linkable(cx.db, cx.actor, kind, cardId, 'id')
  // Locks the deal: the same role given twice at once is refused, not a broken constraint.
  await dealForUpdate(cx, dealId)
  const there = await peopleOfDeal(cx.db, dealId)
  if (there.some((one) => one.kind === kind && one.card.id === cardId && one.role === role)) {
    throw new Refusal('deal.role_taken', { fields: [{ path: 'role', code: 'deal.role_taken' }] })
  }
  const id = newId()
  await sql`insert into deal_people (id, deal_id, contact_id, company_id, role, created_at)
    values (${id}, ${dealId}, ${kind === 'contact' ? cardId : null}, ${kind === 'company' ? cardId : null}, ${role}, ${cx.now})`.execute(
    cx.db,
  )
  const added = (await peopleOfDeal(cx.db, dealId)).find((one) => one.id === id)!
  await tell(cx, 'deal.person_added', dealId, added)
  return added
}

export async function removeDealPerson(cx: Cx, { dealId, id }: { dealId: string; id: string }): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'update', dealId)
  await dealForUpdate(cx, dealId)
  const removed = (await peopleOfDeal(cx.db, dealId)).find((one) => one.id === id)
  if (!removed) throw notFound()
  await sql`delete from deal_people where id = ${id}`.execute(cx.db)
  await tell(cx, 'deal.person_removed', dealId, removed)
}

async function tell(cx: Cx, event: string, dealId: string, { kind, card, role }: DealPerson): Promise<void> {
  const deal = await dealForUpdate(cx, dealId)
  cx.record(event, {
    subject: { kind: 'deal', id: dealId },
    // The row of the deal has not changed: its version stays.
    payload: { ...named(deal, deal.version), role, kind, cardId: card.id },
    also: [{ kind, id: card.id }],
  })
}
