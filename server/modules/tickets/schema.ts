import { z } from 'zod'
import { customAnswer, customInput } from '../fields/schema.ts'
import { PRIORITIES, STATUSES } from './rules.ts'

const named = z.object({ id: z.uuid(), name: z.string() })
const at = z.string().nullable()

export const ticketSchema = z
  .object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    status: z.enum(STATUSES),
    priority: z.enum(PRIORITIES),
    category: z.string(),
    owner: named.nullable(),
    department: named.nullable(),
    contact: named.nullable(),
    company: named.nullable(),
    personName: z.string(),
    address: z.string(),
    channel: z.string().describe('by which it came; `manual` where somebody typed it in'),
    locale: z.enum(['pl', 'en']).describe('in which the customer is written to'),
    dueAt: at.describe('of what has to be done next; null while the customer is waited for'),
    answerDueAt: at,
    answeredAt: at,
    solutionDueAt: at,
    pausedSince: at.describe('since when the time to solve stands still'),
    escalatedAt: at,
    solvedAt: at,
    solution: z.string(),
    closedAt: at,
    mergedInto: z.object({ id: z.uuid(), number: z.number(), title: z.string() }).nullable(),
    rating: z.number().nullable().describe('from 1 to 5'),
    ratingNote: z.string(),
    ratedAt: at,
    custom: customAnswer,
    version: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Ticket' })
export type TicketView = z.output<typeof ticketSchema>

export const ticketPageSchema = ticketSchema.extend({
  may: z.array(z.string()),
  conversations: z.array(z.object({ id: z.uuid(), channel: z.string(), subject: z.string() })),
  merged: z
    .array(
      z.object({
        id: z.uuid(),
        number: z.number(),
        title: z.string(),
        mergedAt: z.string(),
        separable: z.boolean().describe('nobody has answered since'),
      }),
    )
    .describe('tickets that were merged into this one'),
  link: z.string().describe('the customer’s page'),
})
export type TicketPage = z.output<typeof ticketPageSchema>

const text = (max: number) => z.string().trim().max(max)

export const ticketChange = z.strictObject({
  title: text(300).min(1).optional(),
  priority: z.enum(PRIORITIES).optional(),
  category: text(100).optional(),
  departmentId: z.uuid().nullable().optional(),
  contactId: z.uuid().nullable().optional(),
  companyId: z.uuid().nullable().optional(),
  custom: customInput,
})
export type TicketChange = z.output<typeof ticketChange>

export const newTicket = ticketChange.extend({
  title: text(300).min(1),
  personName: text(200).default(''),
  mine: z
    .boolean()
    .default(false)
    .describe('true: the caller keeps it; false: it goes through the handling of tickets'),
  conversationId: z.uuid().optional().describe('opens it about this conversation'),
})
export type NewTicket = z.output<typeof newTicket>

export const rateInput = z.strictObject({
  rating: z.coerce.number().int().min(1).max(5),
  note: text(2000).default(''),
})
export type Rate = z.output<typeof rateInput>
