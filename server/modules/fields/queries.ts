import { sql } from 'kysely'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import {
  type Audience,
  type CustomField,
  type Field,
  type FieldOption,
  type FieldType,
  familyOf,
  isSortable,
  mayField,
  shippedFields,
} from '../../core/fields.ts'
import { OPERATORS } from '../../core/filter.ts'
import { fits, keyFrom, readValue } from './rules.ts'
import type { CustomFieldView } from './schema.ts'

export { fits, keyFrom, readValue }

interface Row {
  id: string
  kind: string
  key: string
  type: FieldType
  target: string | null
  label: { pl: string; en: string }
  options: FieldOption[]
  required: boolean
  personal: boolean
  indexed: boolean
  index_ready_at: Date | null
  seen_by: Audience | null
  edited_by: Audience | null
  position: number
  version: number
  archived_at: Date | null
  deleted_at: Date | null
  purge_asked_at: Date | null
}

const fieldOf = (row: Row): CustomField => ({
  id: row.id,
  kind: row.kind,
  key: `custom.${row.key}`,
  name: row.key,
  column: null,
  type: row.type,
  target: row.target,
  label: row.label,
  options: row.options,
  required: row.required,
  personal: row.personal,
  indexed: row.indexed,
  indexReady: row.index_ready_at !== null,
  seenBy: row.seen_by,
  editedBy: row.edited_by,
  position: row.position,
  version: row.version,
  archived: row.archived_at !== null,
  deleted: row.deleted_at !== null,
})

/** Every field of a kind that was ever added and not purged, in the order people gave them. */
export async function customFields(db: Db, kind: string): Promise<CustomField[]> {
  const { rows } =
    await sql<Row>`/* custom-fields */ select * from fields where kind = ${kind} order by position, id`.execute(db)
  return rows.map(fieldOf)
}

const inUse = (field: CustomField): boolean => !field.archived && !field.deleted

/** The fields of a kind that this actor may see: the shipped ones and the company's own in use. */
export async function fieldsFor(db: Db, actor: Actor, kind: string): Promise<readonly Field[]> {
  const own = await customFields(db, kind)
  return [...shippedFields(kind), ...own.filter((field) => inUse(field) && mayField(actor, field, 'see'))]
}

export type Lens = (custom: Record<string, unknown>) => Record<string, unknown>

/**
 * What a reader is shown of a record's `custom`: nothing of fields closed to him, put away, or filled with what is none of
 * their values. What lies under other keys (answers of a form that ask for no field) is everybody's who reads the record.
 */
export async function lensFor(db: Db, actor: Actor, kind: string): Promise<Lens> {
  const known = new Map((await customFields(db, kind)).map((field) => [field.name, field]))
  return (custom) =>
    Object.fromEntries(
      Object.entries(custom).filter(([name, value]) => {
        const field = known.get(name)
        return !field || (inUse(field) && mayField(actor, field, 'see') && fits(field.type, value))
      }),
    )
}

/** Keys of fields this reader may not see, as changes of events name them. */
export async function hiddenFields(db: Db, actor: Actor, kind: string): Promise<ReadonlySet<string>> {
  const own = await customFields(db, kind)
  return new Set(own.filter((field) => field.deleted || !mayField(actor, field, 'see')).map(({ key }) => key))
}

/** The registry of a kind as its reader fills in, filters and lists. */
export async function registryFor(db: Db, actor: Actor, kind: string) {
  const own = new Map((await customFields(db, kind)).map((field) => [field.key, field]))
  const fields = await fieldsFor(db, actor, kind)
  return fields.map((field) => {
    const custom = own.get(field.key)
    return {
      kind,
      key: field.key,
      type: field.type,
      target: custom?.target ?? null,
      label: field.label,
      options: field.options ?? [],
      custom: custom !== undefined,
      required: custom?.required ?? false,
      editable: custom !== undefined && mayField(actor, field, 'edit'),
      sortable: isSortable(field),
      operators: [...OPERATORS[familyOf(field)]],
    }
  })
}

const managed = (row: Row): CustomFieldView => ({
  id: row.id,
  kind: row.kind,
  key: row.key,
  type: row.type as CustomFieldView['type'],
  target: row.target,
  label: row.label,
  options: row.options,
  required: row.required,
  personal: row.personal,
  indexed: row.indexed,
  indexReady: row.index_ready_at !== null,
  seenBy: row.seen_by,
  editedBy: row.edited_by,
  archived: row.archived_at !== null,
  deleted: row.deleted_at !== null,
  purging: row.purge_asked_at !== null,
  version: row.version,
})

export async function listManaged(db: Db, kind: string | undefined): Promise<CustomFieldView[]> {
  const only = kind ? sql`where kind = ${kind}` : sql``
  const { rows } = await sql<Row>`select * from fields ${only} order by kind, position, id`.execute(db)
  return rows.map(managed)
}

export async function managedField(db: Db, id: string): Promise<CustomFieldView> {
  const { rows } = await sql<Row>`select * from fields where id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return managed(rows[0])
}
