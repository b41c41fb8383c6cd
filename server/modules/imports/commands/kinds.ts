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
import { type NewCustom, newCustoms } from '../../fields/commands/values.ts'
import { customFields } from '../../fields/queries.ts'
import { type NewLead, receiveLeads } from '../../leads/commands/receive-lead.ts'
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

type Alike = Key & { id: string }

export interface ImportedKind {
  table: string
  /** The body of a new record; an owner beside it. */
  body: z.ZodType
  changeBody: z.ZodType
  /**
   * Looks up once for a transaction what new records need, and gives what writes them, a group at a time, by the rules of
   * their own command. A row refused leaves the others.
   */
  maker(cx: Cx): Promise<(bodies: Body[]) => Promise<Made[]>>
  /** Whether such a group is one statement. */
  together: boolean
  change(cx: Cx, id: string, body: Body): Promise<void>
  /** Null where nothing tells two records to be the same. */
  keys: ((body: Body) => Key[]) | null
  /** Records this actor may read that have one of the keys, way by way. */
  alike(actor: Actor, values: Record<Key['way'], string[]>): RawBuilder<Alike>[]
  /** Tables with rows of a record's own, and the column that names it; the record's is the last. */
  owned: [table: string, column: string][]
}

const each =
  (create: (cx: Cx, body: Body) => Promise<{ id: string }>) =>
  async (cx: Cx) =>
  async (bodies: Body[]): Promise<Made[]> => {
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

async function leadsMaker(cx: Cx): Promise<(bodies: Body[]) => Promise<Made[]>> {
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
  const leadOf = ({ ownerId, departmentId, ...lead }: Body, own: NewCustom): NewLead => {
    const owner = (ownerId as string | null) ?? null
    if (owner && !departments.has(owner)) throw invalid({ path: 'ownerId', code: 'field.invalid' })
    if (owner && owner !== user?.id && unassigned) throw unassigned
    const filed = (owner && departments.get(owner)) || (departmentId as string | null) || user?.departmentId || null
    return { ...(lead as unknown as NewLead), ...own, formId: null, ownerId: owner, departmentId: filed }
  }
  return async (bodies) => {
    const customs = await newCustoms(
      actor,
      fields,
      bodies.map(({ custom }) => custom),
    )
    const leads = bodies.map((body, i) => {
      const own = customs[i]!
      return own instanceof Refusal ? own : attempted(() => leadOf(body, own))
    })
    const received = await receiveLeads(leads.flatMap((lead) => (lead instanceof Refusal ? [] : [{ cx, lead }])))
    let at = 0
    return leads.map((lead) => (lead instanceof Refusal ? { refusal: lead } : { id: received[at++]!.id }))
  }
}

/** What `attempt` gives, or its refusal. */
function attempted<T>(attempt: () => T): T | Refusal {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
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

/** Each value by itself in an index: the planner would sooner read the whole of a table it has not counted yet. */
const byIndex = (way: Key['way'], values: string[], found: RawBuilder<unknown>) =>
  sql<Alike>`select ${way}::text as way, x.value, t.id from unnest(${values}::text[]) x(value)
    cross join lateral (select id from ${found} offset 0) t`

const byPoint = (actor: Actor, kind: 'contact' | 'company', table: string, way: 'email' | 'phone', values: string[]) =>
  byIndex(
    way,
    values,
    sql`${sql.table(table)} where id in (select ${sql.ref(`${kind}_id`)} from contact_points p where p.kind = ${way}
      and p.value = x.value) and archived_at is null and ${may(actor, kind, 'read')}`,
  )

/** What can be brought in from a file, by kind: the same bodies and commands as one record has. */
export const KINDS: Record<ImportKind, ImportedKind> = {
  lead: {
    table: 'leads',
    body: newLeadSchema,
    changeBody: leadChangeSchema,
    maker: leadsMaker,
    together: true,
    change: (cx, id, body) => updateLead(cx, id, body, null),
    keys: ({ nip, email, phone }) => keysOf({ nip, email, phone }),
    alike: (actor, values) =>
      (['email', 'phone', 'nip'] as const).map((way) =>
        byIndex(way, values[way], sql`leads where ${sql.ref(way)} = x.value and ${may(actor, 'lead', 'read')}`),
      ),
    owned: [
      ['search_entries', 'id'],
      ['leads', 'id'],
    ],
  },
  deal: {
    table: 'deals',
    body: newDealInput,
    changeBody: dealChangeInput,
    maker: each((cx, body) => createDeal(cx, body as Parameters<typeof createDeal>[1], { asked: true })),
    together: false,
    change: (cx, id, body) => updateDeal(cx, id, body, null),
    keys: null,
    alike: () => [],
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
    maker: each((cx, body) => createContact(cx, body, { asked: true })),
    together: false,
    change: (cx, id, body) => updateContact(cx, id, body, null),
    keys: pointKeys,
    alike: (actor, { email, phone }) => [
      byPoint(actor, 'contact', 'contacts', 'email', email),
      byPoint(actor, 'contact', 'contacts', 'phone', phone),
    ],
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
    maker: each((cx, body) => createCompany(cx, body as Parameters<typeof createCompany>[1], { asked: true })),
    together: false,
    change: (cx, id, body) => updateCompany(cx, id, body, null),
    keys: pointKeys,
    alike: (actor, { email, phone, nip }) => [
      byPoint(actor, 'company', 'companies', 'email', email),
      byPoint(actor, 'company', 'companies', 'phone', phone),
      byIndex(
        'nip',
        nip,
        sql`companies where nip = x.value and archived_at is null and ${may(actor, 'company', 'read')}`,
      ),
    ],
    owned: [
      ['contact_points', 'company_id'],
      ['search_entries', 'id'],
      ['companies', 'id'],
    ],
  },
}
