import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { allowAtAll } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import { changesBetween } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import { isKind, kindOf, refuseUnknownKind } from '../../../core/kinds.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields, managedField } from '../queries.ts'
import { keyFrom } from '../rules.ts'
import type { CustomFieldView, FieldChange, NewField } from '../schema.ts'

const MOST_FIELDS = 200
const CHOICES = new Set(['choice', 'choices'])
/** Values of these types are a person's own. */
const PERSONAL = new Set(['email', 'phone'])

type Options = NewField['options']

/** The options with a key each; the keys in use before keep their meaning. */
function withKeys(options: Options, type: string) {
  if (!CHOICES.has(type)) {
    if (options.length > 0) throw invalid({ path: 'options', code: 'field.invalid' })
    return []
  }
  if (!options.some((option) => !option.archived)) throw invalid({ path: 'options', code: 'field.options_required' })
  const taken = new Set(options.flatMap(({ key }) => key ?? []))
  if (taken.size < options.filter(({ key }) => key !== undefined).length)
    throw invalid({ path: 'options', code: 'field.invalid' })
  return options.map(({ key, label, archived }) => {
    const given = key ?? keyFrom(label.pl, taken, { digitsFirst: true })
    taken.add(given)
    return { key: given, label, ...(archived ? { archived } : {}) }
  })
}

const said = (field: { id: string; kind: string; key: string; label: { pl: string; en: string } }) => ({
  fieldId: field.id,
  kind: field.kind,
  key: field.key,
  name: field.label,
})

/** Adds a field to a kind of record, behind those there are. */
export async function createField(cx: Cx, given: NewField): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'field', 'create')
  await refuseUnknownKind(cx.db, given.kind)
  await refuseTarget(cx, given)
  // One at a time: keys and places are counted from what is there.
  await sql`select pg_advisory_xact_lock(hashtext('fields'))`.execute(cx.db)
  const there = await customFields(cx.db, given.kind)
  if (there.length >= MOST_FIELDS) throw new Refusal('field.too_many', { params: { max: MOST_FIELDS } })
  const taken = new Set(there.map(({ name }) => name))
  if (given.key && taken.has(given.key)) throw invalid({ path: 'key', code: 'field.taken' })
  const key = given.key ?? keyFrom(given.label.pl, taken)
  const id = newId()
  const options = withKeys(given.options, given.type)
  const personal = given.personal || PERSONAL.has(given.type)
  await sql`insert into fields (id, kind, key, type, target, label, options, required, personal, indexed, seen_by, edited_by, position,
      created_at, updated_at)
    values (${id}, ${given.kind}, ${key}, ${given.type}, ${given.target}, ${JSON.stringify(given.label)}::jsonb, ${JSON.stringify(options)}::jsonb,
      ${given.required}, ${personal}, ${given.indexed}, ${json(given.seenBy)}, ${json(given.editedBy)}, ${there.length}, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  cx.record('field.created', {
    subject: { kind: 'field', id },
    payload: { ...said({ id, kind: given.kind, key, label: given.label }), type: given.type },
  })
  return { id }
}

const json = (value: unknown) => (value === null ? null : sql`${JSON.stringify(value)}::jsonb`)

async function fieldForUpdate(cx: Cx, id: string): Promise<CustomFieldView> {
  await sql`select from fields where id = ${id} for update`.execute(cx.db)
  return managedField(cx.db, id)
}

/** Whether any record of the kind holds a value under the key. */
async function hasValues(cx: Cx, { kind, key }: CustomFieldView): Promise<boolean> {
  const { table, only } = kindOf(kind)
  const { rows } = await sql`select from ${sql.table(table)} where custom ? ${key}
    and ${only?.(table) ?? sql`true`} limit 1`.execute(cx.db)
  return rows.length > 0
}

/** A link to a kind of the company's own says to which; no other field does. */
async function refuseTarget(cx: Cx, { type, target }: { type: string; target: string | null }): Promise<void> {
  if (type === 'record' && target === null) throw invalid({ path: 'target', code: 'field.required' })
  if (target === null) return
  const fits = type === 'record' && kindOf(target).subject === OWN && (await isKind(cx.db, target))
  if (!fits) throw invalid({ path: 'target', code: 'field.invalid' })
}

const CHANGED = ['type', 'target', 'label', 'options', 'required', 'personal', 'indexed', 'seenBy', 'editedBy'] as const

/** Changes a field; its type only as long as no record holds a value of it. */
export async function updateField(cx: Cx, id: string, input: FieldChange, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'field', 'update')
  const field = await fieldForUpdate(cx, id)
  if (field.deleted) throw notFound()
  const after = { ...field, ...input }
  if (after.type !== 'record' && input.target === undefined) after.target = null
  await refuseTarget(cx, after)
  after.options = withKeys(input.options ?? (CHOICES.has(after.type) ? field.options : []), after.type)
  after.personal ||= PERSONAL.has(after.type)
  if (after.type === field.type && CHOICES.has(after.type)) {
    // An option records may hold is put away, never taken away.
    const kept = new Set(after.options.map(({ key }) => key))
    const lost = field.options.filter(({ key }) => !kept.has(key))
    if (lost.length > 0 && (await hasValues(cx, field)))
      throw invalid({ path: 'options', code: 'field.option_in_use', params: { option: lost[0]!.label.pl } })
  }
  const changes = changesBetween({ ...field }, { ...after }, CHANGED)
  const names = changes.map((change) => change.field)
  await refuseStale(cx.db, { kind: 'field', id }, expected, field.version, names)
  if (changes.length === 0) return
  if ((after.type !== field.type || after.target !== field.target) && (await hasValues(cx, field)))
    throw invalid({ path: 'type', code: 'field.type_in_use' })
  const reindex = after.indexed !== field.indexed || after.type !== field.type
  await sql`update fields set type = ${after.type}, target = ${after.target}, label = ${JSON.stringify(after.label)}::jsonb,
      options = ${JSON.stringify(after.options)}::jsonb, required = ${after.required}, personal = ${after.personal},
      indexed = ${after.indexed}, seen_by = ${json(after.seenBy)}, edited_by = ${json(after.editedBy)},
      index_ready_at = ${reindex ? null : sql`index_ready_at`}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  cx.record('field.updated', {
    subject: { kind: 'field', id },
    payload: { ...said(after), version: field.version + 1, fields: names },
    changes,
  })
}

/** Puts a field away: no longer filled in, shown or filtered by; what it holds stays. */
export async function archiveField(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'field', 'archive')
  const field = await fieldForUpdate(cx, id)
  if (field.archived || field.deleted) return
  await sql`update fields set archived_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  cx.record('field.archived', { subject: { kind: 'field', id }, payload: said(field) })
}

/** Brings a field back that was put away, or deleted and not purged yet, with its values. */
export async function restoreField(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'field', 'archive')
  const field = await fieldForUpdate(cx, id)
  if (field.purging) throw new Refusal('field.purging')
  if (!field.archived && !field.deleted) return
  await sql`update fields set archived_at = null, deleted_at = null, index_ready_at = null, version = version + 1, updated_at = ${cx.now}
    where id = ${id}`.execute(cx.db)
  cx.record('field.restored', { subject: { kind: 'field', id }, payload: said(field) })
}

/** Takes a field out of the settings; its values stay in the records until they are purged. */
export async function deleteField(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'field', 'delete')
  const field = await fieldForUpdate(cx, id)
  if (field.deleted) return
  await sql`update fields set deleted_at = ${cx.now}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  cx.record('field.deleted', { subject: { kind: 'field', id }, payload: said(field) })
}

/** Asks that the values of a deleted field be taken out of all records; the worker does it in portions. */
export async function purgeField(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'field', 'delete')
  const field = await fieldForUpdate(cx, id)
  if (!field.deleted) throw new Refusal('field.not_deleted')
  if (field.purging) return
  await sql`update fields set purge_asked_at = ${cx.now} where id = ${id}`.execute(cx.db)
  cx.record('field.purge_asked', { subject: { kind: 'field', id }, payload: said(field) })
}

/** Puts the fields of a kind in the order given; those left out stand behind. */
export async function orderFields(cx: Cx, kind: string, ids: string[]): Promise<void> {
  allowAtAll(cx.actor, 'field', 'update')
  await sql`select pg_advisory_xact_lock(hashtext('fields'))`.execute(cx.db)
  const there = await customFields(cx.db, kind)
  if (ids.some((id) => !there.some((field) => field.id === id))) throw invalid({ path: 'ids', code: 'field.invalid' })
  const order = [...new Set([...ids, ...there.map(({ id }) => id)])]
  await sql`update fields f set position = o.at - 1 from unnest(${order}::uuid[]) with ordinality o(id, at) where f.id = o.id`.execute(
    cx.db,
  )
  cx.record('field.order_changed', { subject: { kind: 'field', id: order[0]! }, payload: { kind } })
}
