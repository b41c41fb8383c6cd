import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const ticket = {
  ticketId: z.uuid(),
  number: z.number(),
  title: z.string(),
  version: z.number(),
}
const person = z.uuid().nullable()

export const ticketEvents = defineEvents({
  'ticket.received': z.object({
    ...ticket,
    channel: z.string(),
    priority: z.string(),
    ownerId: person,
    departmentId: z.uuid().nullable(),
    conversationId: z.uuid().nullable(),
  }),
  'ticket.assigned': z.object({ ...ticket, from: person, ownerId: person, method: z.string() }),
  'ticket.updated': z.object(ticket),
  'ticket.priority_changed': z.object({ ...ticket, from: z.string(), to: z.string() }),
  'ticket.deadlines_set': z.object({
    ...ticket,
    answerDueAt: z.string().nullable(),
    solutionDueAt: z.string(),
  }),
  'ticket.answered': z.object({ ...ticket, late: z.boolean() }),
  'ticket.put_to_wait': z.object(ticket),
  'ticket.resumed': z.object({ ...ticket, byCustomer: z.boolean() }),
  'ticket.escalated': z.object({ ...ticket, what: z.enum(['answer', 'solution']), ownerId: person }),
  'ticket.solved': z.object({ ...ticket, solution: z.string(), late: z.boolean() }),
  'ticket.reopened': z.object({ ...ticket, byCustomer: z.boolean() }),
  'ticket.closed': z.object(ticket),
  'ticket.merged': z.object({ ...ticket, intoId: z.uuid(), intoNumber: z.number() }),
  'ticket.separated': z.object({ ...ticket, fromId: z.uuid(), fromNumber: z.number() }),
  'ticket.confirmed': z.object({ ...ticket, messageId: z.uuid() }),
  'ticket.rating_asked': z.object({ ...ticket, messageId: z.uuid() }),
  'ticket.rated': z.object({ ...ticket, rating: z.number(), ownerId: person }),
})
