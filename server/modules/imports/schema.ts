import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'

/** Kinds of record a file can be read into, beside the company's own. */
export const SHIPPED_KINDS = ['lead', 'deal', 'contact', 'company'] as const
export type ShippedKind = (typeof SHIPPED_KINDS)[number]

export const ENCODINGS = ['utf-8', 'windows-1250'] as const
export const DELIMITERS = [';', ',', '\t'] as const
export const MOST_COLUMNS = 200

export const PHASES = ['draft', 'checking', 'checked', 'running', 'finished', 'undoing', 'undone'] as const
export type Phase = (typeof PHASES)[number]

/** A file may have so many bytes. */
export const MOST_BYTES = 500 * 1024 * 1024
/** A workbook is packed, and so many bytes of it are several million cells. */
export const MOST_WORKBOOK_BYTES = 150 * 1024 * 1024

export const fileQuery = z.strictObject({
  kind: kindKey,
  name: z.string().trim().min(1).max(200).describe('of the file, as people know it'),
})

export const formatInput = z.strictObject({ encoding: z.enum(ENCODINGS), delimiter: z.enum(DELIMITERS) })

const options = {
  duplicates: z
    .enum(['skip', 'update', 'create'])
    .describe(
      'what becomes of a row that is in the list already: with the same NIP, e-mail or telephone, or the same in `by`',
    ),
  by: z
    .string()
    .max(60)
    .nullable()
    .default(null)
    .describe('of deals and kinds of the company’s own: the field by which two records are the same; null: none are'),
  ownerId: z.uuid().nullable().describe('of rows that name no owner; null: nobody'),
  processes: z.boolean().describe('whether processes hear of what is made and changed, and may start by it'),
}
export type Options = { [K in keyof typeof options]: z.output<(typeof options)[K]> }

/** How the bytes of a file are read. */
export type Format = z.output<typeof formatInput>

export const planInput = z.strictObject({
  mapping: z
    .array(z.string().min(1).max(60).nullable())
    .max(MOST_COLUMNS)
    .describe('for each column the key of the field it fills, or null'),
  options: z.strictObject(options),
})
export type Plan = z.output<typeof planInput>

export const importSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    fileName: z.string(),
    size: z.number(),
    encoding: z.enum(ENCODINGS),
    delimiter: z.enum(DELIMITERS),
    sheets: z
      .object({
        read: z.array(z.string()),
        leftOut: z.array(z.string()).describe('other headers stand in their first row'),
      })
      .nullable()
      .describe('of a workbook; null: the file is text'),
    headers: z.array(z.string()),
    total: z.number().describe('rows of the file'),
    mapping: z.array(z.string().nullable()).nullable(),
    options: z.object(options).nullable(),
    phase: z.enum(PHASES),
    done: z.number(),
    made: z.number(),
    updated: z.number(),
    skipped: z.number(),
    refused: z.number(),
    undone: z.number(),
    kept: z.number().describe('left by the undoing, because somebody has worked on them since'),
    undoable: z.boolean(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    stopped: z.boolean(),
  })
  .meta({ id: 'Import' })
export type ImportView = z.output<typeof importSchema>

export const importDetailSchema = importSchema.extend({
  preview: z.array(z.array(z.string())).describe('the first rows; empty once the file was let go'),
  proposed: z.array(z.string().nullable()).describe('what the columns probably are, or were the last time'),
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.object({ pl: z.string(), en: z.string() }),
      required: z.boolean(),
    }),
  ),
  compared: z
    .array(z.string())
    .nullable()
    .describe('fields of which one may be chosen to tell duplicates by; null: NIP, e-mail and telephone tell them'),
  refusals: z
    .array(
      z.object({
        row: z.number(),
        field: z.string().nullable(),
        code: z.string(),
        params: z.record(z.string(), z.unknown()).nullable(),
      }),
    )
    .describe('the first of the rows refused, and why'),
  keptRecords: z.array(z.object({ id: z.uuid(), name: z.string().nullable() })).describe('the first of those kept'),
})
export type ImportDetail = z.output<typeof importDetailSchema>

/** What the operation of a kind takes. */
export type Body = Record<string, unknown> & { custom?: Record<string, unknown> }

export interface ImportRow {
  id: string
  kind: string
  file_name: string
  digest: string
  size: number
  encoding: Format['encoding']
  delimiter: Format['delimiter']
  sheets: string[] | null
  sheets_left_out: string[] | null
  headers: string[]
  signature: string
  total: number
  mapping: (string | null)[] | null
  options: Options | null
  phase: Phase
  begins_at: number
  position: number
  done: number
  made: number
  updated: number
  skipped: number
  refused: number
  undone: number
  kept: number
  created_by: string
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  stopped_at: Date | null
  dropped_at: Date | null
}
