import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const words = z.object({ pl: z.string(), en: z.string() })
const deal = { dealId: z.uuid(), number: z.number(), title: z.string(), version: z.number() }
const id = z.uuid().nullable()
const money = { amount: z.number().nullable(), currency: z.string(), amountBase: z.number().nullable() }
const stage = z.object({
  id: z.uuid(),
  pipelineId: z.uuid(),
  name: words,
  probability: z.number(),
})

const named = z.object({ id: z.uuid(), name: words })
const ticked = { ...deal, ownerId: id, departmentId: id, check: named, stage: named }
const role = { ...deal, role: z.string(), kind: z.enum(['contact', 'company']), cardId: z.uuid() }
const lostReason = { name: words, version: z.number() }

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
  'deal.stage_changed': z.object({
    ...deal,
    ...money,
    from: stage,
    to: stage,
    /** The stages passed over. */
    skipped: z.array(named),
    /** Who moved it meant something else by it: the stage where it was is gone. */
    because: z.enum(['stage_archived']).nullable(),
    ownerId: id,
    departmentId: id,
  }),
  'deal.owner_changed': z.object({ ...deal, from: id, to: id }),
  'deal.won': z.object({
    ...deal,
    ...money,
    ownerId: id,
    departmentId: id,
    contactId: id,
    companyId: id,
    skipped: z.array(named),
  }),
  'deal.lost': z.object({
    ...deal,
    ...money,
    /** In free words; '' for none. */
    reason: z.string(),
    listed: named.nullable(),
    ownerId: id,
    departmentId: id,
  }),
  'deal.reopened': z.object({ ...deal, ownerId: id, departmentId: id }),
  'deal.check_ticked': z.object(ticked),
  'deal.check_unticked': z.object(ticked),
  'deal.person_added': z.object(role),
  'deal.person_removed': z.object(role),
  'lost_reason.created': z.object(lostReason),
  'lost_reason.updated': z.object(lostReason),
  'lost_reason.archived': z.object(lostReason),
})
