import { sql } from 'kysely'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { FieldError } from '../../../core/errors.ts'
import { Refusal } from '../../../core/errors.ts'
import { type CustomField, mayField } from '../../../core/fields.ts'
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
  return readKnown(cx.actor, known, given, before, (field, value) => isThere(cx, field, value))
}

interface ReadFields {
  fields: CustomField[]
  before: Record<string, unknown>
  input: Record<string, unknown>
}

async function readKnown(
  actor: Actor,
  all: CustomField[],
  given: Record<string, unknown>,
  before: Record<string, unknown>,
  isThere: (field: CustomField, value: unknown) => boolean | Promise<boolean>,
): Promise<ReadFields> {
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
    else if (read.value !== null && !same(read.value, before[name]) && !(await isThere(field, read.value)))
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

/** Whether what the value names can be chosen anew: a person who works here, a record the actor may read, an option in use. */
async function isThere(cx: Cx, { type, target, ...field }: CustomField, value: unknown): Promise<boolean> {
  if (type === 'choice' || type === 'choices') return !isPutAway({ type, target, ...field }, value)
  if (type === 'employee') {
    const { rows } = await sql`select from employees where id = ${value} and active`.execute(cx.db)
    return rows.length > 0
  }
  if (!isLink(type)) return true
  const kind = linked({ type, target })
  const { rows } = await sql`select from ${sql.table(kind.table)} ${sql.ref(kind.alias)} where id = ${value}
    and ${sql.join([may(cx.actor, kind.key, 'read', kind.alias), ...rowsOf(kind)], sql` and `)}`.execute(cx.db)
  return rows.length > 0
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
  const read = await readCustom(cx, kind, given)
  if (asked) demandRequired(cx.actor, await customFields(cx.db, kind), read)
  return kept(read)
}

/**
 * As `newCustom`, asked of a person, for many records at once; whoever asks has the fields of the kind (`all`) and has
 * looked up the people and records they name. Each is answered with its values or with why not.
 */
export async function newCustoms(
  actor: Actor,
  all: CustomField[],
  given: (Record<string, unknown> | undefined)[],
): Promise<(NewCustom | Refusal)[]> {
  return Promise.all(
    given.map(async (one) => {
      try {
        const read = await readKnown(actor, all, one ?? {}, {}, (field, value) => !isPutAway(field, value))
        demandRequired(actor, all, read)
        return kept(read)
      } catch (error) {
        if (error instanceof Refusal) return error
        throw error
      }
    }),
  )
}

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
