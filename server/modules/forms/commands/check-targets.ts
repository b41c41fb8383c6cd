import { sql } from 'kysely'
import { fitsOwn, INSIDE_TYPES, linkedBy, ownName, targetsOf } from '../../../../pure/forms.ts'
import { allowAtAll } from '../../../core/access.ts'
import { type FieldError, invalid, Refusal } from '../../../core/errors.ts'
import { mayField } from '../../../core/fields.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import type { Form } from '../queries.ts'
import type { FormField } from '../schema.ts'

/** A form makes leads or records of a kind in use; who opens this door may make such records himself. */
export async function checkKind(cx: Cx, kind: string): Promise<void> {
  if (kind === 'lead') return
  const { rows } = await sql`select from kinds where key = ${kind} and archived_at is null`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path: 'kind', code: 'field.invalid' })
  allowAtAll(cx.actor, kind, 'create')
}

interface Asked extends Pick<Form, 'kind' | 'public'> {
  definition: { fields: FormField[]; currency: string }
}

/**
 * Refuses, at the question, a field that what the form makes has not, or that cannot keep such an answer; and in a form
 * open to the world what is for people of the company. What a question was before is not looked at again.
 */
export async function checkTargets(cx: Cx, form: Asked, before?: Asked): Promise<void> {
  const known = new Set(before?.definition.fields.map((field) => JSON.stringify(field)))
  const same = before && before.definition.currency === form.definition.currency && before.public === form.public
  const fresh = form.definition.fields.map((field) => !same || !known.has(JSON.stringify(field)))
  if (!fresh.includes(true)) return
  const own = new Map((await customFields(cx.db, form.kind)).map((field) => [field.name, field]))
  const { rows } = await sql<{ currency: string }>`select trim(currency) as currency from company`.execute(cx.db)
  const { currency } = form.definition
  const shipped = new Set<string>(targetsOf(form.kind))
  const errors = form.definition.fields.flatMap(({ mapsTo, type, links, options = [] }, at): FieldError[] => {
    const wrong = (part: string, code: string) => [{ path: `definition.fields.${at}.${part}`, code }]
    if (!fresh[at]) return []
    if (INSIDE_TYPES.includes(type) && (form.public || form.kind === 'lead')) return wrong('type', 'form.inside_only')
    if (!mapsTo) return []
    const name = ownName(mapsTo)
    if (name === null) return shipped.has(mapsTo) ? [] : wrong('mapsTo', 'field.invalid')
    const field = own.get(name)
    if (!field || field.archived || field.deleted || !mayField(cx.actor, field, 'edit'))
      return wrong('mapsTo', 'field.unknown')
    if (!fitsOwn(form.kind, type, field.type)) return wrong('mapsTo', 'field.invalid')
    if (type === 'linked' && links !== linkedBy(field)) return wrong('links', 'field.invalid')
    if (field.type === 'money' && currency !== (rows[0]?.currency ?? currency))
      return wrong('mapsTo', 'form.other_currency')
    const inUse = new Set(field.options.filter(({ archived }) => !archived).map(({ key }) => key))
    const foreign = (type === 'select' || type === 'multi_select') && options.some(({ value }) => !inUse.has(value))
    return foreign ? wrong('options', 'field.option') : []
  })
  if (errors.length > 0) throw new Refusal('invalid_request', { status: 422, fields: errors })
}
