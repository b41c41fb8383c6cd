import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'

/** What a field of the company's own can hold. */
export const CUSTOM_TYPES = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'moment',
  'yes_no',
  'choice',
  'choices',
  'url',
  'email',
  'phone',
  'nip',
  'employee',
  'lead',
  'deal',
  'contact',
  'company',
  'product',
  'record',
] as const
export type CustomType = (typeof CUSTOM_TYPES)[number]

const words = z.strictObject({ pl: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) })

const option = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_]{0,39}$/)
    .optional()
    .describe('left out: made from the words'),
  label: words,
  archived: z.boolean().optional().describe('kept by the records that have it, offered no more'),
})

const audience = z
  .strictObject({
    roles: z.array(z.enum(['owner', 'administrator', 'head', 'employee'])).max(4),
    departments: z.array(z.uuid()).max(200),
  })
  .nullable()
  .describe('one of the roles or a member of one of the departments; null: everybody')

const target = kindKey.nullable().describe('with type record: the kind of the company’s own it links to')

const settable = {
  label: words,
  options: z.array(option).max(200),
  required: z.boolean().describe('demanded when a person makes a record, and never to be emptied'),
  personal: z.boolean().describe('about a person: events keep the values where they can be erased'),
  indexed: z.boolean().describe('lists are filtered and ordered by it: an index is made'),
  seenBy: audience,
  editedBy: audience,
}

export const newFieldInput = z.strictObject({
  kind: kindKey,
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional()
    .describe('left out: made from the label'),
  type: z.enum(CUSTOM_TYPES),
  target: target.default(null),
  label: settable.label,
  options: settable.options.default([]),
  required: settable.required.default(false),
  personal: settable.personal.default(false),
  indexed: settable.indexed.default(false),
  seenBy: settable.seenBy.default(null),
  editedBy: settable.editedBy.default(null),
})
export type NewField = z.output<typeof newFieldInput>

export const fieldChangeInput = z.strictObject({ type: z.enum(CUSTOM_TYPES), target, ...settable }).partial()
export type FieldChange = z.output<typeof fieldChangeInput>

export const fieldOrderInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500) })

const label = z.object({ pl: z.string(), en: z.string() })
const optionView = z.object({ key: z.string(), label, archived: z.boolean().optional() })

/** A field as whoever fills in, filters or lists sees it. */
export const fieldSchema = z
  .object({
    kind: z.string(),
    key: z.string().describe('as changes, filters and columns name it; of the company’s own custom.<name>'),
    type: z.string(),
    target: z.string().nullable().describe('of a link to a kind of the company’s own: which'),
    label,
    options: z.array(optionView),
    custom: z.boolean(),
    required: z.boolean(),
    editable: z.boolean().describe('a custom field the caller may change'),
    sortable: z.boolean(),
    operators: z.array(z.string()).describe('what a filter can ask of it'),
  })
  .meta({ id: 'RecordField' })

/** A field as who manages the fields sees it. */
export const customFieldSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    key: z.string(),
    type: z.enum(CUSTOM_TYPES),
    target: z.string().nullable(),
    label,
    options: z.array(optionView),
    required: z.boolean(),
    personal: z.boolean(),
    indexed: z.boolean(),
    indexReady: z.boolean(),
    seenBy: audience,
    editedBy: audience,
    archived: z.boolean(),
    deleted: z.boolean(),
    purging: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'CustomField' })
export type CustomFieldView = z.output<typeof customFieldSchema>

/** Values by the name of their field, in the body of a record. */
export const customInput = z
  .record(z.string().max(40), z.unknown())
  .optional()
  .describe('fields of the company’s own by their name; null empties one')
export const customAnswer = z.record(z.string(), z.unknown()).describe('fields of the company’s own the caller may see')
