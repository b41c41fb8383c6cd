import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const deal = { dealId: z.uuid(), number: z.number(), title: z.string(), version: z.number() }
const id = z.uuid().nullable()
const money = { amount: z.number().nullable(), currency: z.string(), amountBase: z.number().nullable() }
const stage = z.object({
  id: z.uuid(),
  pipelineId: z.uuid(),
  name: z.object({ pl: z.string(), en: z.string() }),
  probability: z.number(),
})

export const dealEvents = defineEvents({
  'deal.created': z.object({
    ...deal,
    ...money,
    stage,
    ownerId: id,
    departmentId: id,
    leadId: id,
    contactId: id,
    companyId: id,
    custom: z.record(z.string(), z.unknown()),
  }),
  'deal.updated': z.object({ ...deal, fields: z.array(z.string()), ownerId: id }),
  'deal.lines_changed': z.object({
    ...deal,
    ...money,
    count: z.number(),
    added: z.number(),
    changed: z.number(),
    removed: z.number(),
    sells: z.string().nullable(),
    net: z.number(),
    tax: z.number(),
    gross: z.number(),
    ownerId: id,
    departmentId: id,
  }),
  'deal.stage_changed': z.object({ ...deal, from: stage, to: stage, ownerId: id, departmentId: id }),
  'deal.owner_changed': z.object({ ...deal, from: id, to: id }),
  'deal.won': z.object({ ...deal, ...money, ownerId: id, departmentId: id, contactId: id, companyId: id }),
  'deal.lost': z.object({ ...deal, ...money, reason: z.string(), ownerId: id, departmentId: id }),
  'deal.reopened': z.object({ ...deal, ownerId: id, departmentId: id }),
  'pipeline.created': z.object({ pipelineId: z.uuid(), name: z.object({ pl: z.string(), en: z.string() }) }),
})
