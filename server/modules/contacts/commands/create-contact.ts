import { allowAtAll } from '../../../core/access.ts'
import { execute } from '../../../core/db.ts'
import { attempted, granted, grantedOf, type Refusal } from '../../../core/errors.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newCustoms } from '../../fields/commands/values.ts'
import { linkables, newOwners, refuseUnlinkable } from '../queries/cards.ts'
import { mustHaveName, readContact } from '../rules.ts'
import type { ContactInput } from '../schema.ts'
import { indexContacts } from './index-card.ts'
import { putPoints } from './points.ts'

/** `departmentId` files it where the owner's department cannot be known: a process making a card for nobody yet. */
export type NewContact = ContactInput & { id?: string; departmentId?: string | null }

/** Makes the card of a person; the caller owns it unless somebody else is named. */
export async function createContact(cx: Cx, given: NewContact, { asked = false } = {}): Promise<{ id: string }> {
  const [contact] = await createContacts(cx, [given], { asked })
  return { id: granted(contact!).id }
}

/** Makes cards together; one that is refused leaves the others. */
export async function createContacts(
  cx: Cx,
  given: NewContact[],
  { asked = false } = {},
): Promise<({ id: string } | Refusal)[]> {
  allowAtAll(cx.actor, 'contact', 'create')
  const companies = await linkables(
    cx.db,
    cx.actor,
    'company',
    given.map(({ companyId }) => companyId),
  )
  const owners = await newOwners(cx.db, cx.actor, given)
  const customs = await newCustoms(
    cx,
    'contact',
    given.map(({ custom }) => custom),
    { asked },
  )
  const made = given.map(({ id = newId(), departmentId: _, ...input }, at) =>
    attempted(() => {
      const contact = readContact(input)
      mustHaveName(contact)
      refuseUnlinkable(companies, contact.companyId, 'companyId')
      return { ...contact, id, ...granted(owners[at]!), ...granted(customs[at]!) }
    }),
  )
  const cards = grantedOf(made)
  if (cards.length === 0) return made
  const columns = [
    columnOf(cards, 'id', 'uuid', ({ id }) => id),
    columnOf(cards, 'first_name', 'text', ({ firstName }) => firstName ?? ''),
    columnOf(cards, 'last_name', 'text', ({ lastName }) => lastName ?? ''),
    columnOf(cards, 'position', 'text', ({ position }) => position ?? ''),
    columnOf(cards, 'company_id', 'uuid', ({ companyId }) => companyId ?? null),
    columnOf(cards, 'owner_id', 'uuid', ({ ownerId }) => ownerId),
    columnOf(cards, 'department_id', 'uuid', ({ departmentId }) => departmentId),
    columnOf(cards, 'locale', 'text', ({ locale }) => locale ?? null),
    columnOf(cards, 'note', 'text', ({ note }) => note ?? ''),
    columnOf(cards, 'custom', 'json', ({ custom }) => JSON.stringify(custom)),
  ]
  await execute(cx.db, overRows('create-contacts', columns, creating, [cx.now]))
  await putPoints(cx, 'contact_id', cards)
  await indexContacts(
    cx,
    cards.map(({ id }) => id),
  )
  for (const { id, firstName = '', lastName = '', companyId = null, ownerId, told } of cards) {
    cx.record('contact.created', {
      subject: { kind: 'contact', id },
      payload: { contactId: id, companyId, ownerId, version: 1, custom: told },
      personal: { firstName, lastName },
      also: companyId ? [{ kind: 'company', id: companyId }] : [],
    })
  }
  return made
}

const creating = (
  rows: string,
) => `insert into contacts (id, first_name, last_name, position, company_id, owner_id, department_id,
      locale, note, custom, created_at, updated_at)
    select id, first_name, last_name, r.position, company_id, owner_id, department_id, locale, note, custom::jsonb, $11::timestamptz,
      $11::timestamptz from ${rows}`
