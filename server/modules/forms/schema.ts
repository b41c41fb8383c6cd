import { z } from 'zod'
import { fits, LEAD_TARGETS, ownName, RECORD_TARGETS } from '../../../pure/forms.ts'
import { kindKey } from '../../../pure/kinds.ts'
import { originOf } from '../../../pure/origins.ts'
import type { Locale } from '../../../pure/texts/format.ts'

/** The largest text an answer may hold; what a field allows is its own `maxLength`. */
const LONGEST_ANSWER = 65_536

/** Words of the form in one or both languages; where one is missing the other is shown. */
const words = (max: number) =>
  z
    .strictObject({
      pl: z.string().trim().min(1).max(max).optional(),
      en: z.string().trim().min(1).max(max).optional(),
    })
    .refine((text) => text.pl !== undefined || text.en !== undefined, { params: { code: 'field.required' } })

export type Words = { pl?: string; en?: string }

/** The words in the reader's language, or in the other one. */
export const inLanguage = (text: Words | undefined, locale: Locale): string =>
  text?.[locale] ?? text?.pl ?? text?.en ?? ''

export const FIELD_TYPES = [
  'text',
  'long_text',
  'email',
  'phone',
  'number',
  'amount',
  'select',
  'multi_select',
  'checkbox',
  'date',
  'nip',
  'moment',
  'linked',
  'hidden',
] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** Where an answer goes: a shipped field of what the form makes, or one of the company's own. */
const target = z.union([
  z.enum([...LEAD_TARGETS, ...RECORD_TARGETS.filter((one) => one !== 'title')]),
  z.string().regex(/^custom\.[a-z][a-z0-9_]{0,39}$/),
])

// Names that stand for something else in an HTML form's post (see form-post.ts).
const RESERVED = /^(?:utm_|altcha$|extra_subject$)/

export const fieldSchema = z.strictObject({
  key: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]*$/)
    .refine((key) => !RESERVED.test(key), { params: { code: 'form.key_reserved' } }),
  type: z.enum(FIELD_TYPES),
  label: words(200),
  help: words(500).optional(),
  placeholder: words(200).optional(),
  required: z.boolean().default(false),
  options: z
    .array(z.strictObject({ value: z.string().trim().min(1).max(200), label: words(200) }))
    .max(200)
    .optional(),
  maxLength: z.number().int().min(1).max(20_000).optional(),
  /** What a hidden field holds when the page's address does not say otherwise. */
  value: z.string().max(500).optional(),
  mapsTo: target.nullable().default(null),
  /** What a question of the type `linked` lets one choose from: employee, company, ..., or a kind of the company's own. */
  links: kindKey.optional(),
})
export type FormField = z.output<typeof fieldSchema>

const consentInput = z.strictObject({
  key: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9_]*$/),
  text: words(5000),
  required: z.boolean().default(false),
})

/** http or https, nothing after the host: what a browser writes into `Origin`. */
const origin = z
  .string()
  .max(300)
  .transform((text) => originOf(text))
  .pipe(z.string({ error: 'origin' }))

const webAddress = z
  .string()
  .max(2000)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))

export const SIZES = ['small', 'normal', 'large'] as const

const parts = {
  heading: words(200).optional(),
  intro: words(2000).optional(),
  fields: z.array(fieldSchema).min(1).max(60),
  consents: z.array(consentInput).max(10),
  /** The lead's title: `{product}, {company_name}`; names of targets or keys of fields. */
  title: z.string().max(200),
  thankYou: z.strictObject({ heading: words(200), text: words(2000), redirectUrl: webAddress.optional() }),
  look: z.strictObject({
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .max(7),
    radius: z.number().int().min(0).max(24),
    theme: z.enum(['light', 'dark', 'auto']),
    font: z.enum(['inherit', 'inter']),
    size: z.enum(SIZES).default('normal'),
    button: words(80).optional(),
  }),
  /** Where the lead comes from, as reports will call it. */
  source: z.string().trim().min(1).max(100),
  /** auto: the visitor's own, with a link to the other. */
  language: z.enum(['auto', 'pl', 'en']),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .max(3),
  /** Empty: any web site may show the form. */
  allowedOrigins: z.array(origin).max(50),
  proofOfWork: z.boolean(),
}

const whole = z.strictObject({
  ...parts,
  consents: parts.consents.default([]),
  title: parts.title.default('{product}, {company_name}'),
  thankYou: parts.thankYou.default({
    heading: { pl: 'Dziękujemy', en: 'Thank you' },
    text: {
      pl: 'Dostaliśmy Twoją wiadomość. Odezwiemy się wkrótce.',
      en: 'We have received your message. We will be in touch soon.',
    },
  }),
  look: parts.look.default({ accent: '#0b5f76', radius: 6, theme: 'auto', font: 'inherit', size: 'normal' }),
  source: parts.source.default('form'),
  language: parts.language.default('auto'),
  currency: parts.currency.default('PLN'),
  allowedOrigins: parts.allowedOrigins.default([]),
  proofOfWork: parts.proofOfWork.default(true),
})

interface Questions {
  fields?: FormField[]
  consents?: { key: string }[]
}

function checkQuestions(
  { fields = [], consents = [] }: Questions,
  refuse: (path: (string | number)[], code: string) => void,
) {
  const keys = new Set<string>()
  const targets = new Set<string>()
  fields.forEach((field, at) => {
    if (keys.has(field.key)) refuse(['fields', at, 'key'], 'form.key_twice')
    keys.add(field.key)
    if (field.mapsTo) {
      if (targets.has(field.mapsTo)) refuse(['fields', at, 'mapsTo'], 'form.target_twice')
      targets.add(field.mapsTo)
      if (ownName(field.mapsTo) === null && !fits(field.type, field.mapsTo))
        refuse(['fields', at, 'mapsTo'], 'field.invalid')
    }
    if (field.type === 'linked' && !field.links) refuse(['fields', at, 'links'], 'field.required')
    if (field.type === 'linked' && !field.mapsTo) refuse(['fields', at, 'mapsTo'], 'field.required')
    const chooses = field.type === 'select' || field.type === 'multi_select'
    const values = (field.options ?? []).map((option) => option.value)
    if (chooses && values.length === 0) refuse(['fields', at, 'options'], 'field.required')
    if (new Set(values).size !== values.length) refuse(['fields', at, 'options'], 'form.key_twice')
  })
  const agreed = new Set<string>()
  consents.forEach((consent, at) => {
    if (agreed.has(consent.key)) refuse(['consents', at, 'key'], 'form.key_twice')
    agreed.add(consent.key)
  })
}

const checked = <S extends z.ZodType<Questions>>(schema: S) =>
  schema.check((ctx) => {
    checkQuestions(ctx.value as Questions, (path, code) =>
      ctx.issues.push({ code: 'custom', path, params: { code }, input: ctx.value }),
    )
  })

/** A whole form as somebody sends it. */
export const definitionInput = checked(whole)
export type DefinitionInput = z.output<typeof definitionInput>

/** The parts of a definition that change; the others stay. */
export const definitionPatch = checked(
  z.strictObject({ ...parts, heading: parts.heading.nullable(), intro: parts.intro.nullable() }).partial(),
)

export interface Consent {
  key: string
  text: Words
  required: boolean
  /** Counts up whenever the text or the duty changes; form_consents keeps every one. */
  version: number
}

/** A whole form as it is kept: the consents carry their version. */
export type Definition = Omit<DefinitionInput, 'consents'> & { consents: Consent[] }

export const wordsAnswer = z.object({ pl: z.string().optional(), en: z.string().optional() })

export const definitionAnswer = z.object({
  heading: wordsAnswer.optional(),
  intro: wordsAnswer.optional(),
  fields: z.array(
    z.object({
      key: z.string(),
      type: z.enum(FIELD_TYPES),
      label: wordsAnswer,
      help: wordsAnswer.optional(),
      placeholder: wordsAnswer.optional(),
      required: z.boolean(),
      options: z.array(z.object({ value: z.string(), label: wordsAnswer })).optional(),
      maxLength: z.number().int().optional(),
      value: z.string().optional(),
      mapsTo: z.string().nullable(),
      links: z.string().optional(),
    }),
  ),
  consents: z.array(z.object({ key: z.string(), text: wordsAnswer, required: z.boolean(), version: z.number().int() })),
  title: z.string(),
  thankYou: z.object({ heading: wordsAnswer, text: wordsAnswer, redirectUrl: z.string().optional() }),
  look: z.object({
    accent: z.string(),
    radius: z.number(),
    theme: z.enum(['light', 'dark', 'auto']),
    font: z.enum(['inherit', 'inter']),
    size: z.enum(SIZES).optional(),
    button: wordsAnswer.optional(),
  }),
  source: z.string(),
  language: z.enum(['auto', 'pl', 'en']),
  currency: z.string(),
  allowedOrigins: z.array(z.string()),
  proofOfWork: z.boolean(),
})

const name = z.string().trim().min(1).max(200)
const key = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]{2,39}$/)

export const createForm = z.strictObject({
  name,
  /** The last part of the form's address; one is made up when it is left out. */
  key: key.optional(),
  /** What it makes: `lead`, or the key of a kind of the company's own. */
  kind: kindKey.default('lead'),
  departmentId: z.uuid().nullable().default(null),
  active: z.boolean().default(true),
  /** Whether the world may fill it in; people of the company may anyway. */
  public: z.boolean().default(true),
  definition: definitionInput,
})
export type CreateForm = z.output<typeof createForm>

/** Left out, the definition is that of the contact form every company starts with. */
export const startForm = createForm.partial({ definition: true })

export const updateForm = z.strictObject({
  name: name.optional(),
  departmentId: z.uuid().nullable().optional(),
  active: z.boolean().optional(),
  public: z.boolean().optional(),
  definition: definitionPatch.optional(),
})
export type UpdateForm = z.output<typeof updateForm>

const answerValue = z.union([
  z.string().max(LONGEST_ANSWER),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(LONGEST_ANSWER)).max(500),
])
const answers = z.record(z.string().max(60), answerValue)
/** The key of a consent and the version of the text that was on the screen. */
const consents = z.record(z.string().max(60), z.number().int().min(1).max(1_000_000))
// Longer ones are cut, not refused: a tracking address must never cost a request.
const utm = z.record(z.string().max(LONGEST_ANSWER), z.string().max(LONGEST_ANSWER))
const address = z.string().max(LONGEST_ANSWER)

/** What a visitor of a web site sends. */
export const publicSubmission = z.strictObject({
  answers,
  consents: consents.default({}),
  language: z.enum(['pl', 'en']).optional(),
  pageUrl: address.optional(),
  referrer: address.optional(),
  utm: utm.default({}),
  /** The solved ALTCHA challenge, base64. */
  altcha: z.string().max(8192).optional(),
  /** Not for people: the field is out of sight, so only a program fills it. */
  extra_subject: z.string().max(LONGEST_ANSWER).optional(),
})
export type PublicSubmission = z.output<typeof publicSubmission>

/** What a program of the company sends. */
export const apiSubmission = z.strictObject({
  answers,
  consents: consents.default({}),
  source: z.string().trim().min(1).max(100).optional(),
  utm: utm.default({}),
  pageUrl: address.optional(),
  referrer: address.optional(),
  language: z.enum(['pl', 'en']).optional(),
})
