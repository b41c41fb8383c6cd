import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'
import { ANSWERS, QUORUMS, STATUSES } from './rules.ts'

const person = z.uuid().nullable()
const contract = {
  contractId: z.uuid(),
  number: z.string(),
  title: z.string(),
  version: z.number(),
  status: z.enum(STATUSES),
  dealId: z.uuid().nullable(),
  ownerId: person,
  departmentId: z.uuid().nullable(),
}
const round = { ...contract, round: z.number(), documentHash: z.string() }
const rule = z.object({ ruleId: z.uuid(), approver: z.string(), version: z.number() })
const until = z.string().nullable()

export const contractEvents = defineEvents({
  'contract.created': z.object(contract),
  'contract.updated': z.object(contract),
  'contract.submitted': z.object({ ...round, initiatorId: z.uuid(), documentNo: z.number() }),
  'contract.approvers_named': z.object({ ...round, approvers: z.array(z.uuid()), quorum: z.enum(QUORUMS) }),
  'contract.approver_missing': z.object({ ...round, missing: z.array(z.string()) }),
  'contract.approval_asked': z.object({ ...round, approvalId: z.uuid(), approverId: z.uuid(), assigneeId: z.uuid() }),
  'contract.approval_late': z.object({ ...round, approvalId: z.uuid(), approverId: z.uuid(), name: z.string() }),
  'contract.answered': z.object({
    ...round,
    approvalId: z.uuid(),
    approverId: z.uuid(),
    answeredBy: z.uuid(),
    answer: z.enum(ANSWERS),
    comment: z.string(),
  }),
  'contract.approved': z.object(round),
  'contract.sent_back': z.object(round),
  'contract.withdrawn': z.object(round),
  'contract.round_overtaken': z.object(round),
  'contract.approval_lost': z.object(round),
  'contract.sent': z.object(round),
  'contract.scan_added': z.object({
    ...round,
    way: z.enum(['link', 'scan']),
    signer: z.string(),
    signatureId: z.uuid(),
  }),
  'contract.signed': z.object({
    ...round,
    way: z.enum(['link', 'scan']),
    signer: z.string(),
    signatureId: z.uuid(),
  }),
  /** Of the deal whose contract was signed: what waits for that is about the deal. */
  'deal.contracted': z.object({
    dealId: z.uuid(),
    contractId: z.uuid(),
    number: z.string(),
    title: z.string(),
    ownerId: person,
    departmentId: z.uuid().nullable(),
  }),
  'contract.in_force': z.object({ ...contract, validUntil: until }),
  'contract.term_changed': z.object({ ...contract, validUntil: until }),
  'contract.renewed': z.object({ ...contract, validUntil: until }),
  'contract.ended': z.object(contract),
  'contract.terminated': z.object({ ...contract, reason: z.string(), endedOn: z.string() }),
  'approval_rule.created': rule,
  'approval_rule.updated': rule,
  'approval_rule.archived': rule,
})
