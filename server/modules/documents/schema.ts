import { z } from 'zod'
import { LISTS, templateBody } from '../../../pure/documents/template.ts'
import { kindKey, SUBJECTS } from '../../../pure/kinds.ts'

const text = (max: number) => z.string().trim().max(max)

/** What a document is for; the list and its icons go by it. */
export const DOCUMENT_KINDS = [
  'contract',
  'offer',
  'protocol',
  'delivery_note',
  'receipt',
  'order',
  'letter',
  'invoice',
  'other',
] as const
/** Of files documents are made as. */
export const FORMATS = ['pdf', 'docx'] as const
export type Format = (typeof FORMATS)[number]
export const documentKind = z.enum(DOCUMENT_KINDS)
const locale = z.enum(['pl', 'en'])
const series = z
  .string()
  .max(10)
  .regex(/^[\p{L}\d-]*$/u)
const body = templateBody

export const templateInput = z.strictObject({
  name: text(200).min(1).optional(),
  kind: documentKind.optional(),
  section: kindKey.optional(),
  sells: z.enum(['goods', 'services']).nullable().optional().describe('offered first for deals that sell just this'),
  locale: locale.optional(),
  series: series.optional().describe('letters before the number: UM gives UM/1/2026; empty: no number'),
  body: body.optional(),
  file: z.uuid().optional().describe('instead of a body: a Word file sent in before'),
})
export type TemplateInput = z.output<typeof templateInput>

export const newTemplateInput = templateInput.required({
  name: true,
  kind: true,
  section: true,
  locale: true,
})
export type NewTemplate = z.output<typeof newTemplateInput>

/** A Word file as a template, and what it asks for. */
const wordFile = z.object({
  name: z.string(),
  size: z.number(),
  variables: z.array(z.string()),
  lists: z.array(z.enum(LISTS)),
})
/** As it is kept. */
export interface WordFile extends z.output<typeof wordFile> {
  digest: string
}

export const uploadQuery = z.strictObject({
  name: text(200).min(1).describe('of the file'),
  section: kindKey.default('deal').describe('the kind of record its template will be about'),
})
export const uploadSchema = wordFile
  .extend({
    id: z.uuid(),
    unknown: z
      .array(z.object({ name: z.string(), nearest: z.string().nullable() }))
      .describe('variables that stand for nothing, each with the one that was most likely meant'),
  })
  .meta({ id: 'DocumentTemplateFile' })

export const templateSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: documentKind,
    section: z.string(),
    sells: z.enum(['goods', 'services']).nullable(),
    locale,
    series: z.string(),
    body,
    file: wordFile.nullable().describe('null: written in the editor, as `body`'),
    shipped: z.boolean(),
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
    archivedAt: z.string().nullable(),
  })
  .meta({ id: 'DocumentTemplate' })
export type TemplateView = z.output<typeof templateSchema>

export const templateVersionSchema = z.object({
  version: z.number(),
  name: z.string(),
  body,
  file: wordFile.nullable(),
  savedBy: z.string().nullable(),
  savedAt: z.string(),
})

export const variableSchema = z
  .object({
    key: z.string(),
    label: z.object({ pl: z.string(), en: z.string() }),
    group: z.string().describe('our, author, document, customer, or a kind of record'),
  })
  .meta({ id: 'DocumentVariable' })
export type Variable = z.output<typeof variableSchema>

export const letterheadInput = z.strictObject({
  address: text(500).optional(),
  email: text(200).optional(),
  phone: text(60).optional(),
  bankAccount: text(60).optional(),
  representative: text(200).optional().describe('who signs for us, and as what'),
})
export type LetterheadInput = z.output<typeof letterheadInput>

export const letterheadSchema = z
  .object({
    address: z.string(),
    email: z.string(),
    phone: z.string(),
    bankAccount: z.string(),
    representative: z.string(),
    logo: z.boolean(),
    stamp: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'Letterhead' })
export type Letterhead = z.output<typeof letterheadSchema>

const value = z.string().max(20_000)
const rows = z.array(z.record(z.string().max(40), z.string().max(2000))).max(500)
const lists = z.strictObject({ lines: rows.optional(), rates: rows.optional() })

export const subjectInput = z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() })

export const prepareInput = z.strictObject({
  templateId: z.uuid(),
  subject: subjectInput,
  name: text(200).optional().describe('left out: the name of the template'),
})
export type PrepareInput = z.output<typeof prepareInput>

export const valuesInput = {
  fields: z
    .record(z.string().max(100), value.nullable())
    .refine((fields) => Object.keys(fields).length <= 500)
    .optional()
    .describe('by their variables; null: as the record has it again'),
  lists: z
    .strictObject({ lines: rows.nullable().optional(), rates: rows.nullable().optional() })
    .optional()
    .describe('whole lists; null: as the record has it again'),
}
export const documentInput = z.strictObject({ name: text(200).min(1).optional(), ...valuesInput })
export type DocumentInput = z.output<typeof documentInput>

export const linkInput = z.strictObject({ days: z.number().int().min(1).max(365).default(14) })

export const linkSchema = z
  .object({
    id: z.uuid(),
    no: z.number().describe('the version it opens'),
    createdAt: z.string(),
    expiresAt: z.string(),
    state: z.enum(['waiting', 'opened', 'expired', 'revoked']),
    openedAt: z.string().nullable(),
    lastOpenedAt: z.string().nullable(),
    opens: z.number(),
  })
  .meta({ id: 'DocumentLink' })

export const documentSummary = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: documentKind,
    number: z.string().nullable(),
    locale,
    made: z.number().describe('the number of its newest version; 0: none yet'),
    sentAt: z.string().nullable().describe('when a letter last took it along'),
    createdAt: z.string(),
    updatedAt: z.string(),
    archivedAt: z.string().nullable(),
  })
  .meta({ id: 'DocumentSummary' })

export const documentSchema = documentSummary
  .extend({
    subject: z.object({ kind: z.enum(SUBJECTS), id: z.uuid(), name: z.string() }),
    template: z
      .object({ id: z.uuid(), name: z.string(), version: z.number(), newest: z.number() })
      .nullable()
      .describe('null: drawn from the record itself'),
    word: z.boolean().describe('made of a Word file: as a Word file, and as a PDF where LibreOffice is installed'),
    pdf: z.boolean().describe('its next version is a PDF'),
    variables: z.array(variableSchema).describe('those its template names'),
    usesLists: z.array(z.enum(LISTS)),
    fields: z.record(z.string(), z.string()),
    lists,
    byHand: z.array(z.string()).describe('keys of what somebody wrote: variables, and names of lists'),
    versions: z.array(
      z.object({
        no: z.number(),
        size: z.number(),
        pages: z.number().nullable().describe('null: of a Word file nobody counts them'),
        format: z.enum(FORMATS).describe('what leaves the house'),
        docx: z.boolean().describe('there is a Word file of it'),
        current: z.boolean().describe('nothing was changed since'),
        sentAt: z.string().nullable().describe('of the one that went last'),
        madeBy: z.string().nullable(),
        madeAt: z.string(),
      }),
    ),
    links: z.array(linkSchema),
    editable: z.boolean(),
    held: z.boolean().describe('its newest version has to be agreed before it leaves the house'),
    version: z.number(),
  })
  .meta({ id: 'Document' })
export type DocumentView = z.output<typeof documentSchema>

export const previewSchema = z.object({
  pages: z.number(),
  svg: z.string().describe('all pages below one another'),
})

export const templatePreviewInput = z.strictObject({
  body,
  section: kindKey,
  locale,
  recordId: z.uuid().nullable().default(null).describe('null: the names of the variables stand for them'),
})
