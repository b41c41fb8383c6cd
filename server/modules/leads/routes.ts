import { z } from 'zod'
import { LEAD_STATUSES } from '../../../pure/leads.ts'
import { rightsOn } from '../../core/access.ts'
import { ifMatch } from '../../core/edit.ts'
import { listQuery } from '../../core/filter.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { acceptLead } from './commands/accept-lead.ts'
import { assignLead } from './commands/assign-lead.ts'
import { rejectLead, reopenLead } from './commands/close-lead.ts'
import { createLead } from './commands/create-lead.ts'
import { putOffLead, resumeLead } from './commands/put-off-lead.ts'
import { updateLead } from './commands/update-lead.ts'
import { leadBoard, leadById, leadSources, listLeads, madeOf, mostTimesPutOff, writtenLead } from './queries.ts'
import { leadChangeSchema, leadSchema, newLeadSchema, rejectSchema } from './schema.ts'

const filters = {
  status: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(LEAD_STATUSES)))
    .optional()
    .describe('one or several, separated by commas'),
  ownerId: z.uuid().optional(),
  unowned: z.enum(['true', 'false']).optional(),
  departmentId: z.uuid().optional(),
  source: z.string().max(60).optional(),
  q: z.string().trim().max(100).optional(),
}

const closed = ['lead.already_converted', 'lead.already_closed']

export const leadRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/leads',
    operationId: 'leads.list',
    summary: 'Leads, newest first',
    access: { kind: 'lead', action: 'read' },
    query: z.strictObject({ ...pageQuery, ...filters, ...listQuery }),
    answer: pageOf(leadSchema),
    run: ({ deps, user, query }) => listLeads(deps.database.db, user, { ...query, unowned: query.unowned === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/leads/board',
    operationId: 'leads.board',
    summary: 'Leads as columns by status, with counts and sums',
    access: { kind: 'lead', action: 'read' },
    query: z.strictObject({ ...filters, limit: z.coerce.number().int().min(1).max(100).default(30) }),
    answer: z.object({
      columns: z.array(
        z.object({
          status: z.enum(LEAD_STATUSES),
          count: z.number(),
          more: z.boolean().describe('there are more than `count`, which nobody counted or summed'),
          sums: z.array(z.object({ currency: z.string(), sum: z.number() })),
          items: z.array(leadSchema),
          next: z.string().nullable().describe('cursor for GET /api/leads?status=...'),
        }),
      ),
    }),
    run: async ({ deps, user, query }) => ({
      columns: await leadBoard(deps.database.db, user, { ...query, unowned: query.unowned === 'true' }),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/leads/sources',
    operationId: 'leads.sources',
    summary: 'Where leads come from: what the filter offers',
    access: { kind: 'lead', action: 'read' },
    answer: z.object({ items: z.array(z.string()) }),
    run: async ({ deps }) => ({ items: await leadSources(deps.database.db) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/leads/:id',
    operationId: 'leads.get',
    summary: 'One lead, and what the caller may do to it',
    access: { kind: 'lead', action: 'read', of: 'id' },
    params: idParams,
    answer: leadSchema.extend({
      may: z.array(z.string()),
      mostTimes: z.number().nullable().describe('how often its owner may put it off in all'),
      made: z
        .array(z.object({ kind: z.enum(['deal', 'contact', 'company']), id: z.uuid(), name: z.string() }))
        .describe('what a converted lead became'),
    }),
    run: async ({ deps, user, params }) => {
      const { db } = deps.database
      const lead = await leadById(db, user, params.id)
      const made = lead.status === 'converted' ? await madeOf(db, lead) : []
      return { ...lead, may: await rightsOn(db, user, 'lead', params.id), made, mostTimes: await mostTimesPutOff(db) }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads',
    operationId: 'leads.create',
    summary: 'Type in a lead',
    access: { kind: 'lead', action: 'create' },
    body: newLeadSchema,
    answer: leadSchema,
    status: 201,
    run: ({ body, write }) =>
      write(async (cx) => {
        const { id } = await createLead(cx, { ...body, departmentId: body.departmentId ?? null })
        return writtenLead(cx.db, id, cx.actor)
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/leads/:id',
    operationId: 'leads.update',
    summary: 'Change fields of a lead',
    description: 'Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile.',
    access: { kind: 'lead', action: 'update', of: 'id' },
    params: idParams,
    body: leadChangeSchema,
    answer: leadSchema,
    refusals: ['version_conflict'],
    run: async ({ deps, user, params, body, write, request }) => {
      const expected = ifMatch(request)
      await write((cx) => updateLead(cx, params.id, body, expected))
      return leadById(deps.database.db, user, params.id)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads/:id/acceptance',
    operationId: 'leads.accept',
    summary: 'Accept a request; the first one gets it, the others are told who has it',
    access: { kind: 'lead', action: 'accept', of: 'id' },
    params: idParams,
    answer: leadSchema,
    refusals: ['lead.already_taken', ...closed],
    run: async ({ deps, user, params, write }) => {
      await write((cx) => acceptLead(cx, params.id))
      return leadById(deps.database.db, user, params.id)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads/:id/owner',
    operationId: 'leads.assign',
    summary: 'Give a lead to a person',
    access: { kind: 'lead', action: 'assign', of: 'id' },
    params: idParams,
    body: z.strictObject({ ownerId: z.uuid() }),
    refusals: closed,
    run: ({ params, body, write }) => write((cx) => assignLead(cx, params.id, body.ownerId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads/:id/waiting',
    operationId: 'leads.put_off',
    summary: 'Put a lead off until a moment; it comes back by itself',
    description:
      'Its owner may do so as often as the form of the process "lead_waking" says; bringing the moment forward does not count.',
    access: { kind: 'lead', action: 'update', of: 'id' },
    params: idParams,
    body: z.strictObject({
      until: z.iso.datetime({ offset: true }),
      take: z.boolean().default(false).describe('true: accept a new lead in the same go'),
    }),
    refusals: ['lead.put_off_enough', 'lead.already_taken', ...closed],
    run: ({ params, body, write }) =>
      write((cx) => putOffLead(cx, params.id, new Date(body.until), { take: body.take })),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/leads/:id/waiting',
    operationId: 'leads.resume',
    summary: 'Bring a waiting lead back to processing now',
    access: { kind: 'lead', action: 'update', of: 'id' },
    params: idParams,
    refusals: closed,
    run: async ({ params, write }) => {
      await write((cx) => resumeLead(cx, params.id, { onlyIfDue: false }))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads/:id/rejection',
    operationId: 'leads.reject',
    summary: 'Reject a lead with a reason',
    access: { kind: 'lead', action: 'reject', of: 'id' },
    params: idParams,
    body: rejectSchema,
    refusals: closed,
    run: ({ params, body, write }) => write((cx) => rejectLead(cx, params.id, body.reason, body.note)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/leads/:id/rejection',
    operationId: 'leads.reopen',
    summary: 'Open a rejected lead again',
    access: { kind: 'lead', action: 'reject', of: 'id' },
    params: idParams,
    refusals: ['lead.already_converted'],
    run: async ({ params, write }) => {
      await write((cx) => reopenLead(cx, params.id))
    },
  }),
]
