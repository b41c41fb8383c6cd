import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustom } from '../../fields/commands/values.ts'
import { linkable, newOwner } from '../queries/cards.ts'
import { mustHaveName, readContact } from '../rules.ts'
import type { ContactInput } from '../schema.ts'
import { indexContacts } from './index-card.ts'
import { writePoints } from './points.ts'

/** `departmentId` files it where the owner's department cannot be known: a process making a card for nobody yet. */
export type NewContact = ContactInput & { departmentId?: string | null }

/** Makes the card of a person; the caller owns it unless somebody else is named. */
export async function createContact(cx: Cx, given: NewContact, { asked = false } = {}): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'contact', 'create')
  const { departmentId: filed, ...input } = given
  const contact = readContact(input)
  mustHaveName(contact)
  if (contact.companyId) await linkable(cx.db, cx.actor, 'company', contact.companyId, 'companyId')
  const { ownerId, departmentId } = await newOwner(cx.db, cx.actor, contact.ownerId, filed)
  const { custom, told } = await newCustom(cx, 'contact', given.custom, { asked })
  const id = newId()
  const companyId = contact.companyId ?? null
  await sql`insert into contacts (id, first_name, last_name, position, company_id, owner_id, department_id, locale, note, custom,
      created_at, updated_at)
    values (${id}, ${contact.firstName ?? ''}, ${contact.lastName ?? ''}, ${contact.position ?? ''}, ${companyId}, ${ownerId},
      ${departmentId}, ${contact.locale ?? null}, ${contact.note ?? ''}, ${JSON.stringify(custom)}::jsonb, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  await writePoints(cx, { contactId: id }, contact)
  await indexContacts(cx, [id])
  cx.record('contact.created', {
    subject: { kind: 'contact', id },
    payload: { contactId: id, companyId, ownerId, version: 1, custom: told },
    personal: { firstName: contact.firstName ?? '', lastName: contact.lastName ?? '' },
    also: companyId ? [{ kind: 'company', id: companyId }] : [],
  })
  return { id }
}
