import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { atField } from '../../../core/at-field.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { createCompany } from '../../contacts/commands/create-company.ts'
import { createContact } from '../../contacts/commands/create-contact.ts'
import { linkable } from '../../contacts/queries/cards.ts'
import { closeConvertedLead } from '../../leads/commands/close-lead.ts'
import { leadForUpdate } from '../../leads/commands/lead-for-update.ts'
import { type LeadView, leadById } from '../../leads/queries.ts'
import { canConvert, makesSomething } from '../rules.ts'
import type { Conversion, Converted } from '../schema.ts'
import { createDeal } from './create-deal.ts'

/**
 * Turns a lead into a contact, a company and a deal, whichever are asked for, all or nothing. The lead's row is locked
 * first: of two conversions at the same moment the second is refused.
 */
export async function convertLead(
  cx: Cx,
  { leadId, contact, company, deal }: Conversion & { leadId: string },
): Promise<Converted> {
  await allow(cx.db, cx.actor, 'lead', 'convert', leadId)
  canConvert(await leadForUpdate(cx, leadId))
  makesSomething({ contact, company, deal })
  const lead = await leadById(cx.db, cx.actor, leadId)
  const filing = { ownerId: await ownerFor(cx, lead), departmentId: lead.departmentId }

  const companyId = company && (await atField('company', () => companyFor(cx, company, filing), asSent))
  const contactId = contact && (await atField('contact', () => contactFor(cx, contact, companyId, filing), asSent))
  const made =
    deal &&
    (await atField('deal', () =>
      createDeal(cx, {
        ...deal,
        ownerId: deal.ownerId === undefined ? filing.ownerId : deal.ownerId,
        departmentId: filing.departmentId,
        source: deal.source ?? lead.source,
        leadId,
        contactId,
        companyId: companyId ?? undefined,
      }),
    ))
  const converted = { contactId, companyId, dealId: made?.id ?? null }
  await closeConvertedLead(cx, { leadId, ...converted })
  return converted
}

interface Filing {
  ownerId: string | undefined
  departmentId: string | null
}

/** Whose lead it was, whose records they become; a lead of nobody, or of somebody gone, becomes the converter's. */
async function ownerFor(cx: Cx, lead: LeadView): Promise<string | undefined> {
  if (!lead.ownerId) return undefined
  const { rows } = await sql`select 1 from employees where id = ${lead.ownerId} and active`.execute(cx.db)
  return rows.length > 0 ? lead.ownerId : undefined
}

const lines = ({ email, phone }: { email?: string | null; phone?: string | null }) => ({
  emails: email ? [{ value: email }] : [],
  phones: phone ? [{ value: phone }] : [],
})

async function companyFor(cx: Cx, company: NonNullable<Conversion['company']>, filing: Filing): Promise<string> {
  const { id, email, phone, name, nip, regon, ...fields } = company
  if (id) {
    await linkable(cx.db, cx.actor, 'company', id, 'id')
    return id
  }
  if (!name) throw new Refusal('invalid_request', { status: 422, fields: [{ path: 'name', code: 'field.required' }] })
  const made = await createCompany(cx, {
    ...fields,
    ...filing,
    ...lines({ email, phone }),
    name,
    nip: nip ?? null,
    regon: regon ?? null,
  })
  return made.id
}

async function contactFor(
  cx: Cx,
  contact: NonNullable<Conversion['contact']>,
  companyId: string | null,
  filing: Filing,
): Promise<string> {
  const { id, email, phone, ...fields } = contact
  if (id) {
    await linkable(cx.db, cx.actor, 'contact', id, 'id')
    return id
  }
  return (await createContact(cx, { ...fields, ...filing, ...lines({ email, phone }), companyId })).id
}

/** Address and number stand beside the other fields in the conversion's body. */
const asSent = (path: string) => path.replace(/^emails\.0\.value$/, 'email').replace(/^phones\.0\.value$/, 'phone')
