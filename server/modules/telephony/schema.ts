import { z } from 'zod'
import { duration } from '../../../pure/duration-schema.ts'

export const DIRECTIONS = ['in', 'out'] as const
export type Direction = (typeof DIRECTIONS)[number]
export const CALL_STATES = ['ringing', 'answered', 'missed', 'ended'] as const
export type CallState = (typeof CALL_STATES)[number]

// A control character would begin another line in the protocol of an exchange.
const words = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*$/u)

export const extension = z.string().regex(/^\d{1,8}$/)

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9._:-]+$/)

const shared = {
  name: words(120).min(1),
  departmentId: z.uuid().nullable().describe('whose calls those are that no extension names'),
  callBackWithin: duration.describe('working time within which a missed call is to be called back'),
  active: z.boolean(),
}

/** The manager interface of an Asterisk. */
export const amiSettings = z
  .strictObject({
    host,
    port: z.int().min(1).max(65535).default(5038),
    user: words(120).min(1),
    dialChannel: words(120)
      .regex(/\{extension\}/)
      .default('PJSIP/{extension}')
      .describe('the telephone that is rung first when somebody presses a number'),
    dialContext: words(80)
      .regex(/^[\w.-]+$/)
      .default('from-internal')
      .describe('where the number is dialled then'),
  })
  .meta({ id: 'AmiSettings' })
export type AmiSettings = z.output<typeof amiSettings>

const password = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u)

export const newExchangeInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    ...shared,
    departmentId: shared.departmentId.default(null),
    callBackWithin: shared.callBackWithin.default('PT1H'),
    active: shared.active.default(true),
  }),
  z.strictObject({
    kind: z.literal('ami'),
    ...shared,
    departmentId: shared.departmentId.default(null),
    callBackWithin: shared.callBackWithin.default('PT1H'),
    active: shared.active.default(true),
    ami: amiSettings,
    password,
  }),
])
export type NewExchange = z.output<typeof newExchangeInput>

export const exchangeChangeInput = z
  .strictObject({
    ...shared,
    ami: amiSettings,
    password: password.describe('left out: stays as it is, unless the host changes'),
  })
  .partial()
export type ExchangeChange = z.output<typeof exchangeChangeInput>

export const exchangeSchema = z
  .object({
    id: z.uuid(),
    ...shared,
    kind: z.enum(['webhook', 'ami']),
    ami: amiSettings.nullable(),
    url: z.string().describe('where it posts its events; of a webhook'),
    trouble: z
      .object({ code: z.string(), detail: z.string().nullable(), since: z.string() })
      .nullable()
      .describe('why it is not heard now'),
    listened: z.boolean().describe('somebody is connected to it now; of AMI'),
    heardAt: z.string().nullable().describe('when it last said anything'),
    version: z.number(),
  })
  .meta({ id: 'Exchange' })
export type ExchangeView = z.output<typeof exchangeSchema>

/** What an exchange tells of a call. */
export const exchangeEvent = z
  .strictObject({
    event: z.enum(['ringing', 'answered', 'missed', 'ended']),
    call: words(200).min(1).describe('the id of the call there; the same for all its events'),
    direction: z.enum(DIRECTIONS).default('in'),
    number: words(60).nullable().default(null).describe('of the other side; null: withheld'),
    extension: words(20).nullable().default(null).describe('of ours: whose telephone rings, who answered'),
    at: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .describe('by the clock of the exchange; left out: now'),
    seconds: z
      .int()
      .min(0)
      .max(86_400)
      .nullable()
      .default(null)
      .describe(
        'how long they talked; of `ended`. Given without an earlier `answered`, it says that somebody answered',
      ),
  })
  .meta({ id: 'ExchangeEvent' })
export type ExchangeEvent = z.output<typeof exchangeEvent>

export const exchangeEvents = z.strictObject({ events: z.array(exchangeEvent).min(1).max(500) })

export const tryOutInput = z.strictObject({
  number: z.string().trim().min(1).max(60),
  outcome: z.enum(['missed', 'answered']),
  extension: extension.nullable().default(null).describe('who answers, or whose telephone rings'),
  ringSeconds: z.number().min(0).max(60).default(4),
  talkSeconds: z.number().min(0).max(600).default(8),
})
export type TryOut = z.output<typeof tryOutInput>

const named = z.object({ id: z.uuid(), name: z.string() })

export const callSchema = z
  .object({
    id: z.uuid(),
    exchange: named,
    direction: z.enum(DIRECTIONS),
    number: z.string().nullable().describe('E.164; null: withheld'),
    extension: z.string().nullable(),
    employee: named.nullable(),
    rungIds: z.array(z.uuid()).describe('whose telephones rang'),
    departmentId: z.uuid().nullable(),
    state: z.enum(CALL_STATES),
    startedAt: z.string(),
    answeredAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    seconds: z.number().nullable().describe('how long they talked'),
    endUnheard: z.boolean().describe('its end was not told; Tok closed it'),
    contact: named.nullable(),
    company: named.nullable(),
    lead: named.nullable(),
    deal: named.nullable(),
    note: z.string(),
    recording: z.object({ type: z.string(), size: z.number() }).nullable(),
    callBackDueAt: z.string().nullable(),
    calledBackAt: z.string().nullable(),
    calledBackBy: named.nullable(),
    version: z.number(),
  })
  .meta({ id: 'Call' })
export type CallView = z.output<typeof callSchema>

export const callChangeInput = z
  .strictObject({
    note: z.string().max(20_000),
    contactId: z.uuid().nullable(),
    companyId: z.uuid().nullable(),
    leadId: z.uuid().nullable(),
    dealId: z.uuid().nullable(),
  })
  .partial()
export type CallChange = z.output<typeof callChangeInput>

export const dialInput = z.strictObject({
  number: z.string().trim().min(1).max(60),
  subject: z
    .strictObject({ kind: z.enum(['contact', 'company', 'lead', 'deal']), id: z.uuid() })
    .nullable()
    .default(null)
    .describe('the record from whose page it is called'),
})
export type Dial = z.output<typeof dialInput>

export const callsQuery = {
  direction: z.enum(DIRECTIONS).optional(),
  state: z.enum(CALL_STATES).optional(),
  employeeId: z.uuid().optional(),
  callBack: z.enum(['open', 'late']).optional().describe('missed calls nobody has called back'),
  q: z.string().trim().max(60).optional().describe('digits of the number, or words of the card'),
}
