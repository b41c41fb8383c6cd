import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'

const key = z.string().regex(/^[A-Za-z][\w.]{0,59}$/)
const filter = z.record(z.string(), z.unknown()).describe('as the parameter `filter` of the list')

const settable = {
  name: z.string().trim().min(1).max(80),
  shared: z.enum(['private', 'department', 'company']),
  filter,
  sort: z
    .string()
    .regex(/^-?[A-Za-z][\w.]{0,59}$/)
    .nullable(),
  columns: z.array(key).min(1).max(40).nullable().describe('keys of fields in order; null: the usual ones'),
}

export const newViewInput = z.strictObject({
  kind: kindKey,
  name: settable.name,
  shared: settable.shared.default('private'),
  filter: settable.filter,
  sort: settable.sort.default(null),
  columns: settable.columns.default(null),
})
export type NewView = z.output<typeof newViewInput>

export const viewChangeInput = z.strictObject(settable).partial()
export type ViewChange = z.output<typeof viewChangeInput>

export const viewSchema = z
  .object({
    id: z.uuid(),
    kind: kindKey,
    ...settable,
    owner: z.object({ id: z.uuid(), name: z.string() }),
    editable: z.boolean(),
    isDefault: z.boolean().describe('what the caller’s list opens with'),
    version: z.number(),
  })
  .meta({ id: 'ListView' })
export type ViewView = z.output<typeof viewSchema>

export const exportParams = z.strictObject({ kind: kindKey })
export const exportColumns = z
  .string()
  .max(4000)
  .transform((text) => text.split(','))
  .pipe(z.array(key).min(1).max(200))
  .optional()
  .describe('keys of fields, separated by commas; left out: all of them')
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export interface ExportQuery {
  format: ExportFormat
  filter?: unknown
  q?: string | undefined
  sort?: string | undefined
  columns?: string[] | undefined
}

/** What can be done to many records at once: verbs where a kind has them, else a field. */
export const bulkAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set'), field: key, value: z.unknown() }),
  z.strictObject({ do: z.literal('assign'), ownerId: z.uuid() }),
  z.strictObject({ do: z.literal('move'), stageId: z.uuid() }),
  z.strictObject({ do: z.literal('win') }),
  z.strictObject({ do: z.literal('lose'), reason: z.string().trim().min(1).max(500) }),
  z.strictObject({
    do: z.literal('reject'),
    reason: z.string().min(1).max(40),
    note: z.string().max(2000).default(''),
  }),
  z.strictObject({ do: z.literal('reopen') }),
])
export type BulkAction = z.output<typeof bulkAction>

export const MOST_RECORDS = 10_000

const chosen = {
  ids: z.array(z.uuid()).min(1).max(MOST_RECORDS).optional(),
  filter: filter.optional(),
  q: z.string().trim().max(100).optional(),
}

export const bulkInput = z
  .strictObject({ kind: kindKey, ...chosen, action: bulkAction })
  .describe('of the records named by `ids`, else of all that `filter` and `q` find')
export type BulkInput = z.output<typeof bulkInput>

export const countInput = z.strictObject({ kind: kindKey, filter: filter.optional(), q: chosen.q })

export const bulkSchema = z
  .object({
    id: z.uuid(),
    kind: kindKey,
    action: z.record(z.string(), z.unknown()),
    total: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    stopped: z.boolean(),
    refusals: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string().nullable(),
          code: z.string(),
          params: z.record(z.string(), z.unknown()).nullable(),
        }),
      )
      .describe('the first hundred refused, and why'),
  })
  .meta({ id: 'BulkEdit' })
export type BulkView = z.output<typeof bulkSchema>
