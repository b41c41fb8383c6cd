import { type RawBuilder, sql } from 'kysely'
import type { Actor, Role } from './actor.ts'
import { kindOf } from './kinds.ts'

export type FieldType =
  | 'text'
  | 'long_text'
  | 'email'
  | 'phone'
  | 'emails'
  | 'phones'
  | 'nip'
  | 'regon'
  | 'url'
  | 'locale'
  | 'date'
  | 'moment'
  | 'money'
  | 'currency'
  | 'rate'
  | 'employee'
  | 'contact'
  | 'company'
  | 'stage'
  | 'choice'
  | 'choices'
  | 'number'
  | 'yes_no'
  | 'lead'
  | 'deal'
  | 'product'
  | 'record'
  | 'department'
  | 'pipeline'
  | 'durations'
  | 'recurrence'
  | 'employees'
  | 'contacts'

/** A field of a kind of record: what the update, the timeline and the forms know of it (decisions.md, "Kinds and fields"). */
export interface Field {
  /** Its name in the API and in the changes of events. */
  key: string
  /** null: its values lie in rows of their own (contact points). */
  column: string | null
  type: FieldType
  label: { pl: string; en: string }
  /** Its values belong to a person: events keep them apart, where they can be erased. */
  personal?: boolean
  /** Lists may be ordered by it: there is an index. */
  sortable?: boolean
  /** What a choice can be. */
  options?: FieldOption[]
}

/** Who a field is open to; a person needs one of the roles or to be in one of the departments (or below). */
export interface Audience {
  roles: Role[]
  departments: string[]
}

export interface FieldOption {
  key: string
  label: { pl: string; en: string }
  /** Kept by the records that have it, offered no more. */
  archived?: boolean
}

/** A field the company added; its values lie under `name` in the row's `custom`, its key is `custom.<name>`. */
export interface CustomField extends Field {
  id: string
  kind: string
  name: string
  /** Of a link to a kind of the company's own: which. */
  target: string | null
  options: FieldOption[]
  required: boolean
  indexed: boolean
  indexReady: boolean
  seenBy: Audience | null
  editedBy: Audience | null
  position: number
  version: number
  archived: boolean
  deleted: boolean
}

export const isCustom = (field: Field): field is CustomField => 'name' in field

const shipped = new Map<string, readonly Field[]>()

/** Declares the shipped fields of a kind: edits, the timeline, lists and filters read only this. */
export function defineFields(kind: string, fields: readonly Field[]): readonly Field[] {
  shipped.set(kind, fields)
  return fields
}

/** Kinds of the company's own share theirs. */
export const shippedFields = (kind: string): readonly Field[] =>
  shipped.get(kind) ?? shipped.get(kindOf(kind).subject) ?? []

/**
 * The one predicate of fields, as `may` is of records. Open unless the company closed it; owner and administrator manage
 * the fields and see them all; a process sees what its department sees.
 */
export function mayField(actor: Actor, field: Field, action: 'see' | 'edit'): boolean {
  if (!isCustom(field)) return true
  if (actor.kind === 'visitor') return false
  if (actor.kind === 'system') return true
  const audiences = action === 'see' ? [field.seenBy] : [field.seenBy, field.editedBy]
  return audiences.every((audience) => audience === null || isOf(actor, audience))
}

function isOf(actor: Exclude<Actor, { kind: 'visitor' | 'system' }>, { roles, departments }: Audience): boolean {
  if (actor.kind === 'process')
    return actor.departmentIds === null || actor.departmentIds.some((id) => departments.includes(id))
  if (actor.role === 'owner' || actor.role === 'administrator') return true
  return roles.includes(actor.role) || actor.memberOf.some((id) => departments.includes(id))
}

/** How values of a type are compared, and so which operators and which index it has. */
export type Family = 'text' | 'number' | 'date' | 'moment' | 'yes_no' | 'one' | 'many' | 'points'

const FAMILIES: Record<FieldType, Family> = {
  text: 'text',
  long_text: 'text',
  email: 'text',
  phone: 'text',
  nip: 'text',
  regon: 'text',
  url: 'text',
  number: 'number',
  money: 'number',
  rate: 'number',
  date: 'date',
  moment: 'moment',
  yes_no: 'yes_no',
  choice: 'one',
  choices: 'many',
  locale: 'one',
  currency: 'one',
  employee: 'one',
  department: 'one',
  contact: 'one',
  company: 'one',
  lead: 'one',
  deal: 'one',
  product: 'one',
  record: 'one',
  stage: 'one',
  pipeline: 'one',
  emails: 'points',
  phones: 'points',
  durations: 'many',
  recurrence: 'text',
  employees: 'many',
  contacts: 'many',
}

export const familyOf = (field: Pick<Field, 'type'>): Family => FAMILIES[field.type]

/** Types whose values are ids of records or people. */
export const IDS: ReadonlySet<FieldType> = new Set([
  'employee',
  'department',
  'contact',
  'company',
  'lead',
  'deal',
  'product',
  'record',
  'stage',
  'pipeline',
])

/**
 * The value of a field in SQL. Of a custom field exactly the expression its index has: dates and instants are kept as ISO
 * texts of one length, whose order in "C" is the order of time, for a cast to a date may not stand in an index.
 */
export function columnOf(field: Field, alias: string): RawBuilder<unknown> {
  if (!isCustom(field)) return field.column ? sql.ref(`${alias}.${field.column}`) : sql`null::text`
  const custom = sql.ref(`${alias}.custom`)
  const key = sql.lit(field.name)
  switch (familyOf(field)) {
    case 'number':
      return sql`(case when jsonb_typeof(${custom} -> ${key}) = 'number' then (${custom} ->> ${key})::numeric end)`
    case 'many':
      return sql`(${custom} -> ${key})`
    case 'text':
      return sql`(${custom} ->> ${key})`
    default:
      return sql`((${custom} ->> ${key}) collate "C")`
  }
}

/** As `columnOf`, in the order of a list. */
export const orderOf = (field: Field, alias: string): RawBuilder<unknown> =>
  familyOf(field) === 'text' ? sql`(${columnOf(field, alias)}) collate "pl-x-icu"` : columnOf(field, alias)

/** Whether lists may be ordered by it: what has an index. */
export const isSortable = (field: Field): boolean =>
  isCustom(field) ? field.indexed && !['many', 'points'].includes(familyOf(field)) : field.sortable === true
