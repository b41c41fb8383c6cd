import { z } from 'zod'
import { kindKey, SUBJECTS } from '../../../pure/kinds.ts'

const text = (max: number) => z.string().trim().max(max)
/** In both languages; one may be empty, its readers then get the other. */
const twice = (max: number) => z.strictObject({ pl: text(max), en: text(max) })

export const LONGEST_SUBJECT = 300
export const LONGEST_BODY = 100_000
export const MOST_RECIPIENTS = 50
export const MOST_FILES = 20
/** Of one file; what all of a letter may weigh, its server decides. */
export const MOST_FILE_BYTES = 25 * 1024 * 1024

export const form = z.enum(['letter', 'text']).describe('letter: rich text with a subject; text: plain words')
export type Form = z.output<typeof form>

const templateFields = {
  name: text(200).min(1),
  form,
  kind: kindKey.nullable().describe('whose fields it names; null: it goes with any record'),
  subject: twice(LONGEST_SUBJECT),
  body: twice(LONGEST_BODY).describe('HTML of a letter, plain words of a text'),
}

export const newTemplateInput = z.strictObject({
  ...templateFields,
  kind: templateFields.kind.default(null),
  subject: templateFields.subject.default({ pl: '', en: '' }),
})
export type NewTemplate = z.output<typeof newTemplateInput>

export const templateInput = z.strictObject(templateFields).partial()
export type TemplateInput = z.output<typeof templateInput>

export const templateSchema = z
  .object({
    ...templateFields,
    id: z.uuid(),
    kind: z.string().nullable(),
    subject: z.object({ pl: z.string(), en: z.string() }),
    body: z.object({ pl: z.string(), en: z.string() }),
    version: z.number(),
    updatedAt: z.string(),
    archivedAt: z.string().nullable(),
  })
  .meta({ id: 'MessageTemplate' })
export type TemplateView = z.output<typeof templateSchema>

export const variableSchema = z
  .object({ key: z.string(), label: z.object({ pl: z.string(), en: z.string() }), group: z.string() })
  .meta({ id: 'MessageVariable' })
export type Variable = z.output<typeof variableSchema>

export const uploadQuery = z.strictObject({
  name: text(255).min(1),
  type: text(120)
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .optional()
    .describe('as the sender’s computer calls it'),
})

export const uploadSchema = z
  .object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.number() })
  .meta({ id: 'MessageUpload' })
export type UploadView = z.output<typeof uploadSchema>

const subjectOfRecord = z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() })

export const placeParams = z.strictObject({ kind: z.enum([...SUBJECTS, 'conversation']), id: z.uuid() })
export type Place = z.output<typeof placeParams>

/** What may be wrong with a recipient; those in DOUBTS may be confirmed by naming them, the others not. */
export const DOUBTS = ['bounced', 'elsewhere', 'empty_variable'] as const
export type Doubt = (typeof DOUBTS)[number]
const doubt = z.enum(DOUBTS)

const recipient = z.strictObject({
  address: text(254),
  name: text(200).default(''),
  /** The card the address was taken from. */
  card: z
    .strictObject({ kind: z.enum(['contact', 'company', 'lead']), id: z.uuid() })
    .nullable()
    .default(null),
  confirmed: z.array(doubt).max(DOUBTS.length).default([]).describe('doubts the sender has seen and passes over'),
})
export type Recipient = z.output<typeof recipient>

const words = z.strictObject({ subject: text(LONGEST_SUBJECT), body: text(LONGEST_BODY) })
export type LetterWords = z.output<typeof words>

const letterFields = {
  about: subjectOfRecord.nullable().default(null),
  conversationId: z.uuid().nullable().default(null).describe('of an answer: the conversation it belongs to'),
  recipients: z.array(recipient).max(MOST_RECIPIENTS),
  texts: z
    .strictObject({ pl: words.nullable().default(null), en: words.nullable().default(null) })
    .describe('each recipient gets the text of his language, or the other where there is one alone'),
  signature: z.boolean().default(true),
}

export const previewInput = z.strictObject(letterFields)
export type PreviewInput = z.output<typeof previewInput>

export const previewSchema = z
  .object({
    address: z.string(),
    name: z.string(),
    locale: z.enum(['pl', 'en']),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    empty: z.array(z.string()).describe('variables nothing stands for'),
    doubts: z.array(z.object({ code: z.string(), detail: z.string().nullable() })),
  })
  .meta({ id: 'LetterPreview' })
export type Preview = z.output<typeof previewSchema>

const attached = z
  .array(z.strictObject({ kind: text(40).min(1), id: z.uuid() }))
  .max(MOST_FILES)
  .default([])
  .describe('made documents of the record that go along')

export const letterInput = z.strictObject({
  ...letterFields,
  recipients: letterFields.recipients.describe('each gets a message of his own'),
  accountId: z.uuid().nullable().default(null).describe('by which account it leaves; null: the first one usable'),
  fileIds: z.array(z.uuid()).max(MOST_FILES).default([]),
  attached,
  sendAt: z.iso.datetime({ offset: true }).nullable().default(null).describe('null: at once, after the time to undo'),
})
export type LetterInput = z.output<typeof letterInput>

export const draftInput = z.strictObject({
  recipients: z.array(recipient).max(MOST_RECIPIENTS).default([]),
  texts: letterFields.texts,
  accountId: z.uuid().nullable().default(null),
  fileIds: z.array(z.uuid()).max(MOST_FILES).default([]),
  attached,
  signature: z.boolean().default(true),
  sendAt: z.string().max(40).nullable().default(null),
})
export type DraftInput = z.output<typeof draftInput>

export const draftSchema = z
  .object({
    content: z.object({
      recipients: z.array(
        z.object({
          address: z.string(),
          name: z.string(),
          card: z.object({ kind: z.enum(['contact', 'company', 'lead']), id: z.uuid() }).nullable(),
        }),
      ),
      texts: z.object({
        pl: z.object({ subject: z.string(), body: z.string() }).nullable(),
        en: z.object({ subject: z.string(), body: z.string() }).nullable(),
      }),
      accountId: z.uuid().nullable(),
      signature: z.boolean(),
      sendAt: z.string().nullable(),
      attached: z.array(z.object({ kind: z.string(), id: z.uuid() })),
    }),
    files: z.array(uploadSchema),
    updatedAt: z.string(),
  })
  .meta({ id: 'LetterDraft' })
export type DraftView = z.output<typeof draftSchema>

export const attachableSchema = z
  .object({
    kind: z.string(),
    id: z.uuid(),
    name: z.string(),
    size: z.number().nullable().describe('bytes of its file; null: it is not made yet and cannot go'),
    held: z.boolean().describe('it waits for a decision and cannot go'),
    changed: z.boolean().describe('it was changed since its file was made'),
    sentAt: z.string().nullable(),
  })
  .meta({ id: 'LetterAttachable' })

export const addressSchema = z
  .object({
    name: z.string(),
    address: z.string().nullable().describe('null: the card has none'),
    card: z.object({ kind: z.enum(['contact', 'company', 'lead']), id: z.uuid() }),
    main: z.boolean().describe('who a letter from here goes to unless somebody else is chosen'),
  })
  .meta({ id: 'LetterAddress' })
export type AddressView = z.output<typeof addressSchema>

export const sentSchema = z
  .object({
    messages: z.array(z.object({ id: z.uuid(), conversationId: z.uuid(), address: z.string() })),
    sendAt: z.string().describe('when they leave, unless they are called back'),
  })
  .meta({ id: 'SentLetter' })
