import { sql } from 'kysely'
import type { z } from 'zod'
import { OWN } from '../../../../pure/kinds.ts'
import { allowAtAll } from '../../../core/access.ts'
import { attempted, grantedOf, invalid, Refusal } from '../../../core/errors.ts'
import type { Field } from '../../../core/fields.ts'
import { kindOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { createCompanies } from '../../contacts/commands/create-company.ts'
import { createContacts } from '../../contacts/commands/create-contact.ts'
import { updateCompany } from '../../contacts/commands/update-company.ts'
import { updateContact } from '../../contacts/commands/update-contact.ts'
import { companyInput, contactInput, newCompanyInput } from '../../contacts/schema.ts'
import { createDeals } from '../../deals/commands/create-deal.ts'
import { updateDeal } from '../../deals/commands/update-deal.ts'
import { dealChangeInput, newDealInput } from '../../deals/schema.ts'
import { type NewCustom, newCustoms } from '../../fields/commands/values.ts'
import { customFields } from '../../fields/queries.ts'
import { createRecords } from '../../kinds/commands/create-record.ts'
import { updateRecord } from '../../kinds/commands/update-record.ts'
import { newRecordInput, recordChangeInput } from '../../kinds/schema.ts'
import { type NewLead, receiveLeads } from '../../leads/commands/receive-lead.ts'
import { updateLead } from '../../leads/commands/update-lead.ts'
import { leadChangeSchema, newLeadSchema } from '../../leads/schema.ts'
import type { Body, ShippedKind } from '../schema.ts'
import { byCard, byColumn, byField, byPoint, type Key, keysOf, type LookAlike, pointKeys, valueKey } from './alike.ts'

export type NewBody = Body & { id: string }

/** Writes records together, by the rules of their kind's own command; each that is refused is answered with why. */
export type Make = (bodies: NewBody[]) => Promise<unknown[]>

export interface ImportedKind {
  /** As events, tasks and the search name its records. */
  subject: string
  table: string
  /** The body of a new record; a lead's owner beside it. */
  body: z.ZodType
  changeBody: z.ZodObject
  /** Looks up once for a transaction what new records need. */
  maker(cx: Cx): Promise<Make>
  change(cx: Cx, id: string, body: Body): Promise<void>
  /** What tells the record, as a body holds it. */
  keys(body: Body): Key[]
  alike: LookAlike
  /** Tables with rows of a record's own, and the column that names it; the record's is the last. */
  owned: [table: string, column: string][]
}

/** What can be brought in from a file: the same bodies and commands as one record has. `by` tells two records alike where nothing shipped does. */
export function importedKind(key: string, by: Field | null): ImportedKind {
  const shipped = SHIPPED[key as ShippedKind] ?? ownKind(key)
  if ('keys' in shipped) return shipped
  return {
    ...shipped,
    keys: (body) => (by ? valueKey(by, body) : []),
    alike: (actor, _, values) => (by ? [byField(actor, kindOf(key), by, values)] : []),
  }
}

type Unkeyed = Omit<ImportedKind, 'keys' | 'alike'>

const ownKind = (key: string): Unkeyed => ({
  subject: OWN,
  table: 'records',
  body: newRecordInput,
  changeBody: recordChangeInput,
  maker: async (cx) => (bodies) => createRecords(cx, key, bodies as never, { asked: true }),
  change: (cx, id, body) => updateRecord(cx, id, body, null),
  owned: [
    ['record_moves', 'record_id'],
    ['search_entries', 'id'],
    ['records', 'id'],
  ],
})

const SHIPPED: Record<ShippedKind, ImportedKind | Unkeyed> = {
  lead: {
    subject: 'lead',
    table: 'leads',
    body: newLeadSchema,
    changeBody: leadChangeSchema,
    maker: leadsMaker,
    change: (cx, id, body) => updateLead(cx, id, body, null),
    keys: keysOf,
    alike: (actor, way, values) => [byColumn(actor, 'lead', way, values)],
    owned: [
      ['search_entries', 'id'],
      ['leads', 'id'],
    ],
  },
  deal: {
    subject: 'deal',
    table: 'deals',
    body: newDealInput,
    changeBody: dealChangeInput,
    maker: async (cx) => (bodies) => createDeals(cx, bodies as never, { asked: true }),
    change: (cx, id, body) => updateDeal(cx, id, body, null),
    owned: [
      ['deal_moves', 'deal_id'],
      ['search_entries', 'id'],
      ['deals', 'id'],
    ],
  },
  contact: {
    subject: 'contact',
    table: 'contacts',
    body: contactInput,
    changeBody: contactInput,
    maker: async (cx) => (bodies) => createContacts(cx, bodies, { asked: true }),
    change: (cx, id, body) => updateContact(cx, id, body, null),
    keys: pointKeys,
    alike: (actor, way, values) => (way === 'nip' ? [] : [byPoint(actor, 'contact', way, values)]),
    owned: [
      ['contact_points', 'contact_id'],
      ['search_entries', 'id'],
      ['contacts', 'id'],
    ],
  },
  company: {
    subject: 'company',
    table: 'companies',
    body: newCompanyInput,
    changeBody: companyInput,
    maker: async (cx) => (bodies) => createCompanies(cx, bodies as never, { asked: true }),
    change: (cx, id, body) => updateCompany(cx, id, body, null),
    keys: pointKeys,
    alike: byCard,
    owned: [
      ['contact_points', 'company_id'],
      ['search_entries', 'id'],
      ['companies', 'id'],
    ],
  },
}

async function leadsMaker(cx: Cx): Promise<Make> {
  const { actor } = cx
  allowAtAll(actor, 'lead', 'create')
  const user = actor.kind === 'user' ? actor : null
  const { rows } = await sql<{ id: string; department: string | null }>`
    select id, department_id as department from employees where active`.execute(cx.db)
  const departments = new Map(rows.map(({ id, department }) => [id, department]))
  const fields = await customFields(cx.db, 'lead')
  const unassigned = attempted(() => {
    allowAtAll(actor, 'lead', 'assign')
    return null
  })
  const leadOf = (body: NewBody, own: NewCustom): NewLead => {
    const owner = (body.ownerId as string | null) ?? null
    if (owner && !departments.has(owner)) throw invalid({ path: 'ownerId', code: 'field.invalid' })
    if (owner && owner !== user?.id && unassigned) throw unassigned
    const filed =
      (owner && departments.get(owner)) || (body.departmentId as string | null) || user?.departmentId || null
    return Object.assign(body as unknown as NewLead, own, { formId: null, ownerId: owner, departmentId: filed })
  }
  return async (bodies) => {
    const customs = await newCustoms(
      cx,
      'lead',
      bodies.map(({ custom }) => custom),
      { asked: true, fields },
    )
    const leads = bodies.map((body, i) => {
      const own = customs[i]!
      return own instanceof Refusal ? own : attempted(() => leadOf(body, own))
    })
    await receiveLeads(grantedOf(leads).map((lead) => ({ cx, lead })))
    return leads
  }
}
