import { z } from 'zod'
import { LEAD_STATUSES } from '../../../pure/leads.ts'
import { defineEvents } from '../../core/events.ts'

/** Of what changes the status; left out where the status stays. */
const status = z.object({ from: z.enum(LEAD_STATUSES), to: z.enum(LEAD_STATUSES) }).optional()
const lead = {
  leadId: z.uuid(),
  number: z.number(),
  title: z.string(),
  version: z.number(),
}

export const leadEvents = defineEvents({
  'lead.received': z.object({
    ...lead,
    source: z.string(),
    departmentId: z.uuid().nullable(),
    amount: z.number().nullable(),
    ownerId: z.uuid().nullable(),
    custom: z.record(z.string(), z.unknown()).optional(),
  }),
  'lead.accepted': z.object({ ...lead, status, by: z.uuid() }),
  'lead.distributed': z.object({
    ...lead,
    ruleId: z.uuid(),
    rule: z.string(),
    conditions: z.unknown(),
    personId: z.uuid().nullable(),
    departmentId: z.uuid().nullable(),
    given: z.boolean(),
    skipped: z.array(z.string()),
  }),
  'lead.assigned': z.object({ ...lead, status, ownerId: z.uuid(), method: z.string() }),
  'lead.owner_changed': z.object({ ...lead, from: z.uuid().nullable(), to: z.uuid() }),
  'lead.updated': z.object(lead),
  'lead.put_off': z.object({ ...lead, status, until: z.string(), ownerId: z.uuid().nullable() }),
  'lead.resumed': z.object({ ...lead, status }),
  'lead.converted': z.object({
    ...lead,
    status,
    dealId: z.uuid().nullable(),
    contactId: z.uuid().nullable(),
    companyId: z.uuid().nullable(),
  }),
  'lead.rejected': z.object({ ...lead, status, reason: z.string() }),
  'lead.reopened': z.object({ ...lead, status, ownerId: z.uuid().nullable() }),
})
