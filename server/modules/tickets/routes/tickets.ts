import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import type { Cx } from '../../../core/write.ts'
import { assignTicket, takeTicket } from '../commands/assign-ticket.ts'
import { mergeTicket, separateTicket } from '../commands/merge-tickets.ts'
import { createTicket } from '../commands/open-ticket.ts'
import {
  closeTicket,
  markAnsweredByHand,
  reopenByHand,
  resumeByHand,
  solveTicket,
  updateTicket,
  waitForCustomer,
} from '../commands/work-on-ticket.ts'
import { listTickets, QUEUES, ticketById, writtenTicket } from '../queries/tickets.ts'
import { STATUSES } from '../rules.ts'
import { newTicket, ticketChange, ticketPageSchema, ticketSchema } from '../schema.ts'

const on = (action: string) => ({ kind: 'ticket', action, of: 'id' })

/** A verb on one ticket that needs no more than its id. */
const verb = (
  name: string,
  summary: string,
  command: (cx: Cx, id: string) => Promise<void>,
  { action = 'update', refusals = ['ticket.merged'] }: { action?: string; refusals?: string[] } = {},
) =>
  defineRoute({
    method: 'POST',
    path: `/api/tickets/:id/${name}`,
    operationId: `tickets.${name}`,
    summary,
    access: on(action),
    params: idParams,
    answer: ticketSchema,
    refusals,
    run: ({ params, write }) =>
      write(async (cx) => {
        await command(cx, params.id)
        return writtenTicket(cx.db, cx.actor, params.id)
      }),
  })

export const ticketRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/tickets',
    operationId: 'tickets.list',
    summary: 'Tickets, what is due first before the others',
    access: { kind: 'ticket', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      status: z
        .string()
        .max(100)
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(STATUSES)))
        .optional()
        .describe('one or several, separated by commas'),
      queue: z
        .enum(QUEUES)
        .optional()
        .describe('one’s own, those without an owner, what is late, what waits for its first answer'),
      ownerId: z.uuid().optional(),
      departmentId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      companyId: z.uuid().optional(),
      q: z.string().trim().max(100).optional(),
      ...listQuery,
    }),
    answer: pageOf(ticketSchema),
    run: ({ deps, user, query }) => listTickets(deps.database.db, user, query),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tickets',
    operationId: 'tickets.create',
    summary: 'Type in a ticket, or make one of a conversation',
    access: { kind: 'ticket', action: 'create' },
    body: newTicket,
    answer: ticketSchema,
    status: 201,
    run: ({ body, write }) => write(async (cx) => writtenTicket(cx.db, cx.actor, (await createTicket(cx, body)).id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/tickets/:id',
    operationId: 'tickets.get',
    summary: 'One ticket, its conversations, and what the caller may do to it',
    access: on('read'),
    params: idParams,
    answer: ticketPageSchema,
    run: ({ deps, user, params }) => ticketById(deps.database.db, deps.config, user, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/tickets/:id',
    operationId: 'tickets.update',
    summary: 'Change fields of a ticket; with the priority its deadlines change',
    description: 'Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile.',
    access: on('update'),
    params: idParams,
    body: ticketChange,
    answer: ticketSchema,
    refusals: ['version_conflict', 'ticket.merged'],
    run: ({ params, body, write, request }) => {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateTicket(cx, params.id, body, expected)
        return writtenTicket(cx.db, cx.actor, params.id)
      })
    },
  }),
  verb('take', 'Take a ticket that is nobody’s; the first one gets it', takeTicket, {
    action: 'assign',
    refusals: ['ticket.already_taken', 'ticket.closed', 'ticket.merged'],
  }),
  defineRoute({
    method: 'POST',
    path: '/api/tickets/:id/owner',
    operationId: 'tickets.assign',
    summary: 'Give a ticket to a person, or to nobody',
    access: on('assign'),
    params: idParams,
    body: z.strictObject({ ownerId: z.uuid().nullable() }),
    answer: ticketSchema,
    refusals: ['ticket.merged'],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await assignTicket(cx, params.id, body.ownerId)
        return writtenTicket(cx.db, cx.actor, params.id)
      }),
  }),
  verb('answered', 'Say that the customer has his first answer by another way, as by telephone', markAnsweredByHand, {
    refusals: ['ticket.closed', 'ticket.merged'],
  }),
  verb('wait', 'Wait for the customer: the time to solve stands still', waitForCustomer, {
    refusals: ['ticket.closed', 'ticket.merged'],
  }),
  verb('resume', 'Wait for the customer no longer', resumeByHand),
  defineRoute({
    method: 'POST',
    path: '/api/tickets/:id/solve',
    operationId: 'tickets.solve',
    summary: 'Solve a ticket, saying how',
    access: on('update'),
    params: idParams,
    body: z.strictObject({ solution: z.string().trim().max(20_000).default('') }),
    answer: ticketSchema,
    refusals: ['ticket.closed', 'ticket.merged'],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await solveTicket(cx, params.id, body.solution)
        return writtenTicket(cx.db, cx.actor, params.id)
      }),
  }),
  verb('reopen', 'Open a solved or closed ticket again', reopenByHand),
  verb('close', 'Close a solved ticket', closeTicket, { refusals: ['ticket.not_solved', 'ticket.merged'] }),
  defineRoute({
    method: 'POST',
    path: '/api/tickets/:id/merge',
    operationId: 'tickets.merge',
    summary: 'Merge a ticket into another; its conversations go on there',
    access: on('update'),
    params: idParams,
    body: z.strictObject({ intoId: z.uuid() }),
    answer: ticketSchema,
    refusals: ['ticket.merged', 'ticket.closed'],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await mergeTicket(cx, params.id, body.intoId)
        return writtenTicket(cx.db, cx.actor, params.id)
      }),
  }),
  verb('separate', 'Undo the merging of a ticket, until somebody has answered', separateTicket, {
    refusals: ['ticket.merge_answered', 'ticket.merged'],
  }),
]
