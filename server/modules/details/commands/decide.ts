import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { forbidden, Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { createCompany } from '../../contacts/commands/create-company.ts'
import { createContact } from '../../contacts/commands/create-contact.ts'
import { updateCompany } from '../../contacts/commands/update-company.ts'
import { updateContact } from '../../contacts/commands/update-contact.ts'
import { updateDeal } from '../../deals/commands/update-deal.ts'
import { aboutOf, cardsOf } from '../queries/requests.ts'
import { type Answer, companyChanges, contactChanges, type Detail, proposalsOf } from '../rules.ts'
import { requestForUpdate, tell } from './ask.ts'

/**
 * Puts what was chosen of a customer's answer onto his cards, and ends the request. A record without a company, or a person,
 * gets one. Refuses what was decided already.
 */
export async function decideDetails(cx: Cx, id: string, take: readonly Detail[]): Promise<void> {
  const request = await requestForUpdate(cx, id)
  const about = aboutOf(request)
  await allow(cx.db, cx.actor, about.kind, 'update', about.id)
  if (request.decided_at) throw new Refusal('details.decided_already')
  if (!request.answer) throw new Refusal('details.not_answered')
  const cards = await cardsOf(cx.db, cx.actor, about, [request])
  const proposals = proposalsOf(request.answer, cards)
  const taken: Answer = Object.fromEntries(
    proposals.filter(({ key, state }) => take.includes(key) && state !== 'same').map(({ key, after }) => [key, after]),
  )
  const company = companyChanges(taken, proposals, cards)
  const contact = contactChanges(taken, proposals, cards)

  // What stands on a card he may not read cannot be changed by him, nor put beside another.
  const hidden = (linked: boolean, card: object | null, change: object) =>
    linked && card === null && Object.keys(change).length > 0
  if (hidden(cards.linked.company, cards.company, company) || hidden(cards.linked.contact, cards.contact, contact))
    throw forbidden()

  let companyId = cards.company?.id ?? null
  if (companyId && Object.keys(company).length > 0) await updateCompany(cx, companyId, company, null)
  if (!companyId && company.name) companyId = (await createCompany(cx, { ...company, name: company.name })).id
  const newCompany = companyId !== null && !cards.linked.company && take.length > 0 ? { companyId } : {}

  let contactId = cards.contact?.id ?? null
  const person = { ...contact, ...(about.kind === 'contact' ? newCompany : {}) }
  if (contactId && Object.keys(person).length > 0) await updateContact(cx, contactId, person, null)
  if (!contactId && contact.lastName) contactId = (await createContact(cx, { ...contact, companyId })).id
  const newContact = contactId !== null && !cards.linked.contact ? { contactId } : {}

  const links = { ...newCompany, ...newContact }
  if (about.kind === 'deal' && Object.keys(links).length > 0) await updateDeal(cx, about.id, links, null)
  await sql`update detail_requests set decided_at = ${cx.now},
    decided_by = ${cx.actor.kind === 'user' ? cx.actor.id : null} where id = ${id}`.execute(cx.db)
  const keys = Object.keys(taken) as Detail[]
  const beside: Subject[] = [
    ...(companyId && about.kind !== 'company' ? [{ kind: 'company', id: companyId }] : []),
    ...(contactId && about.kind !== 'contact' ? [{ kind: 'contact', id: contactId }] : []),
  ]
  tell(cx, 'details.decided', request, { taken: keys, count: keys.length }, beside)
}
