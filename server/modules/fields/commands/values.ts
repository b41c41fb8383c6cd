import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { FieldError } from '../../../core/errors.ts'
import { attempted, granted, Refusal } from '../../../core/errors.ts'
import { type CustomField, mayField } from '../../../core/fields.ts'
import { isId } from '../../../core/ids.ts'
import { isLink, linked, rowsOf } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../queries.ts'
import { readValue, type Wrong } from '../rules.ts'

/**
 * Fields given in `custom`, read: fields to hand on to `changesOfEdit`, with what was before and what is to be, by the
 * keys events know. Refuses, at the field, what does not fit its type, what is not there for the actor, and (422
 * `field.read_only`) what he sees and may not change.
 */
export async function readCustom(
  cx: Cx,
  kind: string,
  given: Record<string, unknown> | undefined,
  before: Record<string, unknown> = {},
): Promise<ReadFields> {
  if (!given || Object.keys(given).length === 0) return { fields: [], before: {}, input: {} }
  const known = await customFields(cx.db, kind)
  return readKnown(cx.actor, known, given, before, await thereFor(cx, known, [given]))
}

interface ReadFields {
  fields: CustomField[]
  before: Record<string, unknown>
  input: Record<string, unknown>
}

function readKnown(
  actor: Actor,
  all: CustomField[],
  given: Record<string, unknown>,
  before: Record<string, unknown>,
  isThere: (field: CustomField, value: unknown) => boolean,
): ReadFields {
  const known = new Map(all.map((field) => [field.name, field]))
  const errors: FieldError[] = []
  const fields: CustomField[] = []
  const input: Record<string, unknown> = {}
  for (const [name, raw] of Object.entries(given)) {
    const field = known.get(name)
    const path = `custom.${name}`
    const refuse = ({ code, params }: Wrong) => errors.push({ path, code, ...(params ? { params } : {}) })
    if (!field || field.archived || field.deleted || !mayField(actor, field, 'see')) {
      refuse({ code: 'field.unknown' })
      continue
    }
    const read = readValue(field, raw)
    if ('wrong' in read) refuse(read.wrong)
    else if (!mayField(actor, field, 'edit')) {
      if (!same(read.value, before[name])) refuse({ code: 'field.read_only' })
    } else if (read.value === null && field.required) refuse({ code: 'field.required' })
    else if (read.value !== null && !same(read.value, before[name]) && !isThere(field, read.value))
      refuse({ code: isPutAway(field, read.value) ? 'field.choice' : 'field.invalid' })
    else {
      fields.push(field)
      input[field.key] = read.value
    }
  }
  if (errors.length > 0) throw new Refusal('invalid_request', { status: 422, fields: errors })
  return { fields, before: Object.fromEntries(fields.map((field) => [field.key, before[field.name] ?? null])), input }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const isPutAway = (field: CustomField, value: unknown) =>
  field.options.some((option) => option.archived && [value].flat().includes(option.key))

/**
 * Whether what a value names can be chosen anew: a person who works here, a record the actor may read, an option in use. Looked
 * up at once for all that is given.
 */
async function thereFor(
  cx: Cx,
  fields: CustomField[],
  given: (Record<string, unknown> | undefined)[],
): Promise<(field: CustomField, value: unknown) => boolean> {
  const there = new Map<string, Set<unknown>>()
  for (const { name, type, target } of fields) {
    if (type !== 'employee' && !isLink(type)) continue
    const named = new Set(given.map((one) => one?.[name]))
    const ids = [...named].filter((id) => typeof id === 'string' && isId(id))
    if (ids.length > 0) there.set(name, await thoseThere(cx, { type, target }, ids))
  }
  return (field, value) => {
    if (field.type === 'choice' || field.type === 'choices') return !isPutAway(field, value)
    return field.type !== 'employee' && !isLink(field.type) ? true : (there.get(field.name)?.has(value) ?? false)
  }
}

async function thoseThere(cx: Cx, field: Pick<CustomField, 'type' | 'target'>, ids: unknown[]): Promise<Set<unknown>> {
  if (field.type === 'employee') {
    const { rows } = await sql<{
      id: string
    }>`select id from employees where id = any(${ids}::uuid[]) and active`.execute(cx.db)
    return new Set(rows.map(({ id }) => id))
  }
  const kind = linked(field)
  const id = sql.ref(`${kind.alias}.id`)
  const { rows } = await sql<{ id: string }>`select ${id} as id from ${sql.table(kind.table)} ${sql.ref(kind.alias)}
    where ${id} = any(${ids}::uuid[])
    and ${sql.join([may(cx.actor, kind.key, 'read', kind.alias), ...rowsOf(kind)], sql` and `)}`.execute(cx.db)
  return new Set(rows.map((row) => row.id))
}

export interface NewCustom {
  custom: Record<string, unknown>
  told: Record<string, unknown>
}

/**
 * The values of a new record, as its row keeps them, and those its event may tell for ever. `asked`: a person fills in a
 * form and is not let go without the required ones; what processes, forms and conversions make is never lost for want of them.
 */
export async function newCustom(
  cx: Cx,
  kind: string,
  given: Record<string, unknown> | undefined,
  { asked = false } = {},
): Promise<NewCustom> {
  const [values] = await newCustoms(cx, kind, [given], { asked })
  return granted(values!)
}

/**
 * The same of many new records: each is answered with its values or with why not. `filler` is whose fields they are, where
 * that is not who asks; what a value names must be there for who asks.
 */
export async function newCustoms(
  cx: Cx,
  kind: string,
  given: (Record<string, unknown> | undefined)[],
  { asked = false, fields, filler = cx.actor }: { asked?: boolean; fields?: CustomField[]; filler?: Actor } = {},
): Promise<(NewCustom | Refusal)[]> {
  const all = fields ?? (asked || given.some((one) => one) ? await customFields(cx.db, kind) : [])
  const isThere = await thereFor(cx, all, given)
  return given.map((one) =>
    attempted(() => {
      const read = one ? readKnown(filler, all, one, {}, isThere) : NOTHING
      if (asked) demandRequired(filler, all, read)
      return kept(read)
    }),
  )
}

const NOTHING: ReadFields = { fields: [], before: {}, input: {} }

function demandRequired(actor: Actor, all: CustomField[], { input }: ReadFields): void {
  const missing = all.filter(
    (field) =>
      field.required &&
      !field.archived &&
      !field.deleted &&
      mayField(actor, field, 'edit') &&
      !input[field.key] &&
      input[field.key] !== 0 &&
      input[field.key] !== false,
  )
  if (missing.length === 0) return
  throw new Refusal('invalid_request', {
    status: 422,
    fields: missing.map(({ key }) => ({ path: key, code: 'field.required' })),
  })
}

function kept({ fields, input }: ReadFields): NewCustom {
  const filled = fields.filter((field) => input[field.key] !== null)
  const valuesOf = (chosen: CustomField[]) => Object.fromEntries(chosen.map((field) => [field.name, input[field.key]]))
  return { custom: valuesOf(filled), told: valuesOf(filled.filter((field) => !field.personal)) }
}
