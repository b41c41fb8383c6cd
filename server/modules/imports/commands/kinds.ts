import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { allowAtAll, may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { createCompany } from '../../contacts/commands/create-company.ts'
import { createContact } from '../../contacts/commands/create-contact.ts'
import { updateCompany } from '../../contacts/commands/update-company.ts'
import { updateContact } from '../../contacts/commands/update-contact.ts'
import { companyInput, contactInput, newCompanyInput } from '../../contacts/schema.ts'
import { createDeal } from '../../deals/commands/create-deal.ts'
import { updateDeal } from '../../deals/commands/update-deal.ts'
import { dealChangeInput, newDealInput } from '../../deals/schema.ts'
import { newCustoms } from '../../fields/commands/values.ts'
import { receiveLeads } from '../../leads/commands/receive-lead.ts'
import { updateLead } from '../../leads/commands/update-lead.ts'
import { leadChangeSchema, newLeadSchema } from '../../leads/schema.ts'
import type { ImportKind } from '../schema.ts'

export type Body = Record<string, unknown> & { custom?: Record<string, unknown> }
export type Made = { id: string } | { refusal: Refusal }

/** By what a record is the same as another: kept as they are in the database. */
export interface Key {
  way: 'nip' | 'email' | 'phone'
  value: string
}

export interface ImportedKind {
  table: string
  /** The body of a new record; an owner beside it. */
  body: z.ZodType
  changeBody: z.ZodType
  /** Writes new records by the rules of their own command; a row refused leaves the others. */
  make(cx: Cx, bodies: Body[]): Promise<Made[]>
  change(cx: Cx, id: string, body: Body): Promise<void>
  /** Null where nothing tells two records to be the same. */
  keys: ((body: Body) => Key[]) | null
  /** (way, value, id) of records this actor may read that have one of the keys. */
  alike(actor: Actor, values: Record<Key['way'], string[]>): RawBuilder<{ way: string; value: string; id: string }>
  /** Tables with rows of a record's own, and the column that names it; the record's is the last. */
  owned: [table: string, column: string][]
}

const each =
  (create: (cx: Cx, body: Body) => Promise<{ id: string }>) =>
  async (cx: Cx, bodies: Body[]): Promise<Made[]> => {
    const made: Made[] = []
    for (const body of bodies) {
      try {
        made.push({ id: (await cx.savepoint(() => create(cx, body))).id })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        made.push({ refusal: error })
      }
    }
    return made
  }

async function makeLeads(cx: Cx, bodies: Body[]): Promise<Made[]> {
  allowAtAll(cx.actor, 'lead', 'create')
  const user = cx.actor.kind === 'user' ? cx.actor : null
  const owners = [...new Set(bodies.flatMap(({ ownerId }) => (ownerId ? [ownerId as string] : [])))]
  if (owners.some((id) => id !== user?.id)) allowAtAll(cx.actor, 'lead', 'assign')
  const { rows } = await sql<{ id: string; department: string | null }>`
    select id, department_id as department from employees where id = any(${owners}::uuid[]) and active`.execute(cx.db)
  const departments = new Map(rows.map(({ id, department }) => [id, department]))
  const customs = await newCustoms(
    cx,
    'lead',
    bodies.map(({ custom }) => custom),
  )
  const made: Made[] = []
  const batch: { at: number; lead: Parameters<typeof receiveLeads>[0][number]['lead'] }[] = []
  bodies.forEach(({ ownerId, departmentId, mine: _, ...lead }, at) => {
    const own = customs[at]!
    const owner = (ownerId as string | null) ?? null
    if (own instanceof Refusal) made[at] = { refusal: own }
    else if (owner && !departments.has(owner))
      made[at] = { refusal: invalid({ path: 'ownerId', code: 'field.invalid' }) }
    else {
      const filed = (owner && departments.get(owner)) || (departmentId as string | null) || user?.departmentId || null
      batch.push({
        at,
        lead: {
          ...(lead as { title: string; source: string }),
          ...own,
          formId: null,
          ownerId: owner,
          departmentId: filed,
        },
      })
    }
  })
  const received = await receiveLeads(batch.map(({ lead }) => ({ cx, lead })))
  received.forEach(({ id }, i) => {
    made[batch[i]!.at] = { id }
  })
  return made
}

type Points = { value: string }[] | undefined
const pointKeys = ({ nip, emails, phones }: Body): Key[] => [
  ...keysOf({ nip: nip as string }),
  ...((emails as Points) ?? []).flatMap(({ value }) => keysOf({ email: value })),
  ...((phones as Points) ?? []).flatMap(({ value }) => keysOf({ phone: value })),
]
const keysOf = (values: Partial<Record<Key['way'], unknown>>): Key[] =>
  Object.entries(values).flatMap(([way, value]) =>
    typeof value === 'string' && value ? [{ way: way as Key['way'], value }] : [],
  )

const points =
  (kind: 'contact' | 'company', table: string, column: string) =>
  (actor: Actor, values: Record<Key['way'], string[]>) =>
    sql<{ way: string; value: string; id: string }>`
    select p.kind as way, p.value, t.id from contact_points p join ${sql.table(table)} t on t.id = ${sql.ref(`p.${column}`)}
    where ((p.kind = 'email' and p.value = any(${values.email}::text[])) or (p.kind = 'phone' and p.value = any(${values.phone}::text[])))
      and t.archived_at is null and ${may(actor, kind, 'read', 't')}`

const byPointsOfCompany = points('company', 'companies', 'company_id')

/** What can be brought in from a file, by kind: the same bodies and commands as one record has. */
export const KINDS: Record<ImportKind, ImportedKind> = {
  lead: {
    table: 'leads',
    body: newLeadSchema,
    changeBody: leadChangeSchema,
    make: makeLeads,
    change: (cx, id, body) => updateLead(cx, id, body, null),
    keys: ({ nip, email, phone }) => keysOf({ nip, email, phone }),
    alike: (actor, { nip, email, phone }) => sql`
      select 'email' as way, email as value, id from leads where email = any(${email}::text[]) and ${may(actor, 'lead', 'read')}
      union all select 'phone', phone, id from leads where phone = any(${phone}::text[]) and ${may(actor, 'lead', 'read')}
      union all select 'nip', nip, id from leads where nip = any(${nip}::text[]) and ${may(actor, 'lead', 'read')}`,
    owned: [
      ['search_entries', 'id'],
      ['leads', 'id'],
    ],
  },
  deal: {
    table: 'deals',
    body: newDealInput,
    changeBody: dealChangeInput,
    make: each((cx, body) => createDeal(cx, body as Parameters<typeof createDeal>[1], { asked: true })),
    change: (cx, id, body) => updateDeal(cx, id, body, null),
    keys: null,
    alike: () => sql`select null::text as way, null::text as value, null::uuid as id where false`,
    owned: [
      ['deal_moves', 'deal_id'],
      ['search_entries', 'id'],
      ['deals', 'id'],
    ],
  },
  contact: {
    table: 'contacts',
    body: contactInput,
    changeBody: contactInput,
    make: each((cx, body) => createContact(cx, body, { asked: true })),
    change: (cx, id, body) => updateContact(cx, id, body, null),
    keys: pointKeys,
    alike: points('contact', 'contacts', 'contact_id'),
    owned: [
      ['contact_points', 'contact_id'],
      ['search_entries', 'id'],
      ['contacts', 'id'],
    ],
  },
  company: {
    table: 'companies',
    body: newCompanyInput,
    changeBody: companyInput,
    make: each((cx, body) => createCompany(cx, body as Parameters<typeof createCompany>[1], { asked: true })),
    change: (cx, id, body) => updateCompany(cx, id, body, null),
    keys: pointKeys,
    alike: (actor, values) => sql`${byPointsOfCompany(actor, values)}
      union all select 'nip', nip, id from companies where nip = any(${values.nip}::text[]) and archived_at is null
        and ${may(actor, 'company', 'read')}`,
    owned: [
      ['contact_points', 'company_id'],
      ['search_entries', 'id'],
      ['companies', 'id'],
    ],
  },
}
