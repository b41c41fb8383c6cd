import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'
import { customAnswer, customInput } from '../fields/schema.ts'
import { FINAL, pipelineSchema, stageSchema, words } from '../pipelines/schema.ts'

/** An address of one record. */
export const recordParams = z.strictObject({
  kind: kindKey.describe('key of its kind; `record` stands for any'),
  id: z.uuid(),
})

const text = (max: number) => z.string().trim().max(max)
const name = z.strictObject({ pl: text(80).min(1), en: text(80).min(1) })
const named = z.object({ id: z.uuid(), name: z.string() })

export const SCOPES = ['none', 'own', 'department', 'all'] as const
const scope = z.enum(SCOPES)
/** What a role may do with records of a kind; the owner and the administrators may do everything. */
export const RECORD_ACTIONS = ['read', 'create', 'update', 'delete'] as const
const rightsOfRole = z.strictObject({ read: scope, create: scope, update: scope, delete: scope })
const rights = z.strictObject({ head: rightsOfRole, employee: rightsOfRole })
export type Rights = z.output<typeof rights>

const settable = {
  name: name.describe('of one record'),
  plural: name.describe('of all of them'),
  departmentId: z
    .uuid()
    .nullable()
    .describe('under whose heading it stands and where its records are filed; null: the department of their owner'),
  numberPattern: text(40).describe('such as ZAK/{YYYY}/{NNNN}; with the year in it, numbers begin anew each year'),
  sumField: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .nullable()
    .describe('name of the field of money that is summed on the board'),
  rights,
}

export const newKindInput = z.strictObject({
  ...settable,
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/)
    .optional()
    .describe('left out: made from the name'),
  departmentId: settable.departmentId.default(null),
  numberPattern: settable.numberPattern.optional().describe('left out: made from the name'),
  sumField: settable.sumField.default(null),
  rights: rights.optional(),
})
export type NewKind = z.output<typeof newKindInput>

export const kindChangeInput = z.strictObject(settable).partial()
export type KindChange = z.output<typeof kindChangeInput>

export const kindSchema = z
  .object({
    key: z.string(),
    name: words,
    plural: words,
    department: named.nullable(),
    numberPattern: z.string(),
    sumField: z.string().nullable(),
    origin: z.string().nullable().describe('of the examples that come with Tok: which'),
    rights: rights.nullable().describe('for whoever manages the kinds'),
    can: z.record(z.enum(RECORD_ACTIONS), scope).describe('in which scope the caller may'),
    archived: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Kind' })
export type KindView = z.output<typeof kindSchema>

export const recordChangeInput = z.strictObject({
  title: text(300).min(1).optional(),
  ownerId: z.uuid().nullable().optional().describe('left out when creating: the caller'),
  note: z.string().max(20_000).optional(),
  custom: customInput,
})
export type RecordChange = z.output<typeof recordChangeInput>

export const newRecordInput = recordChangeInput.extend({
  title: text(300).min(1),
  pipelineId: z.uuid().optional().describe('left out: the first pipeline of the kind'),
  stageId: z.uuid().optional().describe('left out: the first stage'),
})
export type NewRecordInput = z.output<typeof newRecordInput>

/** What a move is asked for, filled in by the same action. */
export const fillingInput = {
  fields: recordChangeInput.omit({ title: true }).optional().describe('changed by the same action'),
  checks: z.array(z.uuid()).max(30).optional().describe('items of the checklist ticked by the same action'),
}
export interface Filling {
  fields?: Omit<RecordChange, 'title'>
  checks?: string[]
}

export const recordSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    number: z.string(),
    title: z.string(),
    pipelineId: z.uuid(),
    stage: z.object({
      id: z.uuid(),
      name: words,
      rottingDays: z.number().nullable(),
      final: z.enum(FINAL).nullable(),
    }),
    missingFields: z.array(z.string()).describe('what its stage asks for and it does not hold'),
    openChecks: z.number().describe('how much of the checklist of its stage is not ticked'),
    stageEnteredAt: z.string(),
    owner: named.nullable(),
    department: named.nullable(),
    note: z.string(),
    custom: customAnswer,
    closedAt: z.string().nullable(),
    nextTask: z
      .object({
        id: z.uuid(),
        title: z.string(),
        titleParams: z.record(z.string(), z.unknown()).nullable(),
        dueAt: z.string().nullable(),
      })
      .nullable(),
    createdBy: named.nullable(),
    archived: z.boolean(),
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Record' })
export type RecordView = z.output<typeof recordSchema>

export const recordPageSchema = recordSchema.extend({ may: z.array(z.string()) })

const sums = {
  count: z.number(),
  sum: z.number().nullable().describe('of the field the kind sums, in minor units of the base currency'),
}
export const recordBoardSchema = z
  .object({
    pipeline: pipelineSchema,
    currency: z.string(),
    columns: z.array(
      z.object({
        stage: stageSchema,
        ...sums,
        cards: z.array(recordSchema),
        next: z.string().nullable().describe('cursor for GET /api/records/{kind}?sort=-stageEnteredAt&stageId=...'),
      }),
    ),
  })
  .meta({ id: 'RecordBoard' })
export type RecordBoard = z.output<typeof recordBoardSchema>
