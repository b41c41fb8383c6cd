import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { contactFields } from '../fields.ts'
import { departmentOfOwner, linkable } from '../queries/cards.ts'
import { writtenContact } from '../queries/contacts.ts'
import { mustHaveName, readContact } from '../rules.ts'
import type { ContactInput, ContactView } from '../schema.ts'
import { indexContacts } from './index-card.ts'
import { writePoints } from './points.ts'

/** Locks a person's row for the rest of the transaction and reads it whole. */
export async function contactForUpdate(cx: Cx, id: string): Promise<ContactView> {
  await sql`select 1 from contacts where id = ${id} for update`.execute(cx.db)
  return writtenContact(cx.db, id)
}

/** Changes the fields given; `expected` is the version the sender saw, null for no matter which. */
export async function updateContact(cx: Cx, id: string, given: ContactInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'contact', 'update', id)
  const contact = await contactForUpdate(cx, id)
  if (contact.archivedAt) throw new Refusal('contact.archived')
  const input = readContact(given)
  const before = { ...contact, companyId: contact.company?.id ?? null, ownerId: contact.owner?.id ?? null }
  mustHaveName({ ...before, ...input })
  const own = await readCustom(cx, 'contact', given.custom, contact.custom)
  const known = [...contactFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'contact', id },
    fields: known,
    before: { ...before, ...own.before },
    input: { ...input, ...own.input },
    expected,
    version: contact.version,
  })
  if (changes.length === 0) return
  const fields = changes.map((change) => change.field)
  const further: Record<string, unknown> = {}
  if (fields.includes('companyId') && input.companyId) {
    await linkable(cx.db, cx.actor, 'company', input.companyId, 'companyId')
  }
  if (fields.includes('ownerId') && input.ownerId) further.department_id = await departmentOfOwner(cx.db, input.ownerId)
  await updateRow(cx, 'contacts', id, known, changes, further)
  await writePoints(
    cx,
    { contactId: id },
    {
      ...(fields.includes('emails') ? { emails: input.emails } : {}),
      ...(fields.includes('phones') ? { phones: input.phones } : {}),
    },
  )
  await indexContacts(cx, [id])
  const companies = [...new Set([before.companyId, input.companyId])]
  cx.record('contact.updated', {
    subject: { kind: 'contact', id },
    payload: { contactId: id, version: contact.version + 1, fields },
    ...partPersonal(known, changes),
    also: companies.flatMap((company): Subject[] => (company ? [{ kind: 'company', id: company }] : [])),
  })
}
