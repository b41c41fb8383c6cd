import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { lensFor } from '../fields/queries.ts'
import { departmentByKey } from '../staff/queries.ts'
import { takeLead } from './commands/accept-lead.ts'
import { distributeLead, METHODS } from './commands/assign-lead.ts'
import { leadForUpdate, named } from './commands/lead-for-update.ts'
import { resumeLead } from './commands/put-off-lead.ts'

export const leadSteps = [
  defineStep({
    type: 'leads.distribute',
    kind: 'command',
    input: z.looseObject({
      leadId: z.uuid(),
      department: z.string(),
      method: z.enum(METHODS),
      difficultFrom: z.number().nullish(),
      skill: z.string().nullish(),
    }),
    async run(cx, input) {
      const department = await departmentByKey(cx.db, input.department)
      if (!department)
        throw new Refusal('notification.unknown_department', { params: { department: input.department } })
      return { acceptedBy: await distributeLead(cx, { ...input, departmentId: department.id }) }
    },
  }),
  defineStep({
    // The claim already made the taker the owner when it came through the lead; a claim through the task arrives here.
    type: 'leads.accept',
    kind: 'command',
    input: z.looseObject({ leadId: z.uuid(), by: z.uuid() }),
    async run(cx, input) {
      const lead = await leadForUpdate(cx, input.leadId)
      if (lead.owner_id === null) {
        await takeLead(cx, lead.id, input.by)
        cx.record('lead.accepted', {
          subject: { kind: 'lead', id: lead.id },
          payload: { ...named(lead), by: input.by },
        })
      }
      return { acceptedBy: lead.owner_id ?? input.by }
    },
  }),
  defineStep({
    type: 'leads.look_up',
    kind: 'command',
    input: z.looseObject({ leadId: z.uuid() }),
    async run(cx, input) {
      const lead = await cx.db
        .selectFrom('leads')
        .select(['status', 'owner_id', 'waiting_until', 'rejected_reason', 'custom'])
        .where('id', '=', input.leadId)
        .executeTakeFirst()
      if (!lead) throw new Refusal('not_found', { status: 404 })
      return {
        lead: {
          status: lead.status,
          ownerId: lead.owner_id,
          waitingUntil: lead.waiting_until?.toISOString() ?? null,
          rejectedReason: lead.rejected_reason,
          custom: (await lensFor(cx.db, cx.actor, 'lead'))(lead.custom as Record<string, unknown>),
        },
      }
    },
  }),
  defineStep({
    type: 'leads.resume',
    kind: 'command',
    input: z.looseObject({ leadId: z.uuid() }),
    async run(cx, input) {
      const resumed = await resumeLead(cx, input.leadId, { onlyIfDue: true })
      // Whose it is now: it may have changed hands while it waited.
      const { owner_id, department_id } = await leadForUpdate(cx, input.leadId)
      return { resumed, ownerId: owner_id, departmentId: department_id }
    },
  }),
]
