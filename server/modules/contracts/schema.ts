import { z } from 'zod'
import { customAnswer, customInput } from '../fields/schema.ts'
import { ANSWERS, QUORUMS, STATUSES } from './rules.ts'

const named = z.object({ id: z.uuid(), name: z.string() })
const at = z.string().nullable()
const text = (max: number) => z.string().trim().max(max)
const money = z.number().int().min(0).max(1_000_000_000_000_00)
/** So many days, weeks, months or years. */
const period = z
  .string()
  .regex(/^P[1-9]\d{0,2}[DWMY]$/)
  .describe('ISO 8601: P30D, P2W, P3M, P1Y')

export const contractSummarySchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    status: z.enum(STATUSES),
    deal: named.nullable(),
    company: named.nullable(),
    contact: named.nullable(),
    owner: named.nullable(),
    department: named.nullable(),
    value: z.number().nullable().describe('minor units of the currency'),
    currency: z.string(),
    validFrom: at,
    validUntil: at,
    notice: z.string().nullable().describe('until so long before its end it has to be ended'),
    renewal: z.string().nullable().describe('for so long it goes on by itself; null: it ends'),
    signedOn: at,
    custom: customAnswer,
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Contract' })
export type ContractSummary = z.output<typeof contractSummarySchema>

const approvalSchema = z.object({
  id: z.uuid(),
  step: z.number(),
  approver: named.describe('who is to say'),
  assignee: named.describe('who has the task: somebody else while the approver is away'),
  reason: z.object({
    approver: z.string(),
    role: z.string().nullable(),
    amountFrom: z.number().nullable(),
  }),
  state: z.enum(['later', 'asked', 'late', 'answered', 'dropped']),
  dueAt: at,
  answer: z.enum(ANSWERS).nullable(),
  comment: z.string(),
  answeredBy: named.nullable().describe('another than the approver: in his place'),
  answeredAt: at,
  documentHash: z.string(),
  mine: z.boolean().describe('the reader may answer it now'),
})

const roundSchema = z.object({
  no: z.number(),
  documentNo: z.number(),
  documentHash: z.string(),
  initiator: named,
  quorum: z.enum(QUORUMS).nullable(),
  openedAt: z.string(),
  closedAt: at,
  outcome: z.enum(['approved', 'sent_back', 'withdrawn', 'overtaken']).nullable(),
  missing: z.array(z.string()).describe('whom the rules name and nobody could find, in the reader’s words'),
  approvals: z.array(approvalSchema),
})
export type RoundView = z.output<typeof roundSchema>

const signatureSchema = z.object({
  id: z.uuid(),
  way: z.enum(['link', 'scan']),
  signer: z.string(),
  at: z.string(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  fileName: z.string().nullable(),
  fileSize: z.number().nullable(),
  by: named.nullable(),
  documentNo: z.number(),
  documentHash: z.string(),
})

export const contractSchema = contractSummarySchema
  .extend({
    note: z.string(),
    document: z
      .object({
        id: z.uuid(),
        name: z.string(),
        number: z.string().nullable(),
        made: z.number().describe('the number of its newest PDF; 0: none yet'),
        hash: z.string().nullable().describe('SHA-256 of that PDF'),
        current: z.boolean().describe('nothing was written into it since'),
      })
      .nullable(),
    approvedNo: z.number().nullable(),
    approvedHash: z.string().nullable(),
    approvedAt: at,
    sentAt: at,
    endedOn: at,
    endReason: z.string(),
    rounds: z.array(roundSchema).describe('the newest first'),
    signatures: z.array(signatureSchema),
    faults: z.array(z.string()).describe('codes of what keeps it from being put forward'),
    may: z.array(z.string()),
  })
  .meta({ id: 'ContractPage' })
export type ContractView = z.output<typeof contractSchema>

const changeable = {
  title: text(300).min(1).optional(),
  dealId: z.uuid().nullable().optional(),
  companyId: z.uuid().nullable().optional(),
  contactId: z.uuid().nullable().optional(),
  ownerId: z.uuid().nullable().optional(),
  value: money.nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  validFrom: z.iso.date().nullable().optional(),
  validUntil: z.iso.date().nullable().optional(),
  notice: period.nullable().optional(),
  renewal: period.nullable().optional(),
  note: text(20_000).optional(),
  custom: customInput,
  documentId: z.uuid().nullable().optional().describe('a document about the contract, its deal or its company'),
}
export const contractChange = z.strictObject(changeable).meta({ id: 'ContractChange' })
export type ContractChange = z.output<typeof contractChange>

export const newContract = z
  .strictObject({
    ...changeable,
    title: text(300).min(1).optional().describe('left out: as the deal is called'),
    templateId: z.uuid().optional().describe('prepares its document by this template, of the deal'),
  })
  .refine((given) => given.title !== undefined || given.dealId, { path: ['title'], params: { code: 'field.required' } })
export type NewContract = z.output<typeof newContract>

export const answerInput = z.strictObject({
  answer: z.enum(ANSWERS),
  comment: text(5000).default(''),
  documentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of the version that was read'),
})
export type AnswerInput = z.output<typeof answerInput>

export const acceptInput = z.strictObject({ name: text(200).min(3), agreed: z.literal('yes') })

export const signInput = z.strictObject({
  signer: text(200).min(1),
  signedOn: z.iso.date(),
  name: text(200).min(1).describe('of the file'),
})

export const APPROVERS = ['person', 'role', 'supervisor', 'owner_supervisor', 'department_head', 'head_of'] as const

const ruleFields = {
  approver: z.enum(APPROVERS),
  personId: z.uuid().nullable().default(null).describe('of `person`'),
  role: z.enum(['owner', 'administrator']).nullable().default(null).describe('of `role`'),
  headOf: z.uuid().nullable().default(null).describe('of `head_of`: a department'),
  amountFrom: money.nullable().default(null).describe('minor units of the company’s currency; null: of any value'),
  departmentId: z.uuid().nullable().default(null).describe('contracts of this department and those below; null: all'),
}
export const ruleInput = z.strictObject(ruleFields)
export type RuleInput = z.output<typeof ruleInput>

export const ruleSchema = z
  .object({
    ...ruleFields,
    id: z.uuid(),
    person: named.nullable(),
    headOfName: z.string().nullable(),
    departmentName: z.string().nullable(),
    version: z.number(),
  })
  .meta({ id: 'ApprovalRule' })
export type RuleView = z.output<typeof ruleSchema>
