import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'
import { accessKinds, allow, scopeOf } from '../../core/access.ts'
import { businessNow } from '../../core/clock.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { leadSchema } from '../leads/schema.ts'
import { companyOf } from '../staff/queries.ts'
import { claimSchema, taskSchema } from '../tasks/schema.ts'
import { addNote, deleteNote, restoreNote } from './notes.ts'
import { colleagues, counts, myDay, requests, TIMELINE_PARTS, timelineOf } from './queries.ts'
import { timelineEntry } from './schema.ts'

const quiet = z.object({
  id: z.uuid(),
  number: z.number(),
  title: z.string(),
  who: z.string(),
  amount: z.number().nullable(),
  currency: z.string(),
  quietSince: z.string(),
})

const recordParams = z.strictObject({
  kind: z.enum([...SUBJECTS, 'product', 'task']),
  id: z.uuid(),
})

const countsAnswer = z.object({
  requests: z.number(),
  tasks: z.number(),
  late: z.number(),
  leads: z.number(),
  deals: z.number(),
  notifications: z.number(),
  incidents: z.number(),
  inbox: z.number(),
})

export const workplaceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/me',
    operationId: 'workplace.me',
    summary: 'Who is signed in, where, and what he or she may do',
    access: 'signed-in',
    answer: z.object({
      user: z.object({
        id: z.uuid(),
        name: z.string(),
        email: z.string(),
        role: z.string(),
        locale: z.enum(['pl', 'en']),
        departmentId: z.uuid().nullable(),
      }),
      company: z.object({ name: z.string(), zone: z.string(), currency: z.string(), locale: z.enum(['pl', 'en']) }),
      demo: z.boolean(),
      now: z.string(),
      can: z.record(z.string(), z.string()),
      counts: countsAnswer,
    }),
    async run({ deps, user }) {
      const { db } = deps.database
      const { name, zone, currency, locale, demo } = await companyOf(db)
      const can = Object.fromEntries(
        accessKinds().flatMap((kind) =>
          Object.keys(kind.actions).map((action) => [`${kind.kind}.${action}`, scopeOf(user, kind.kind, action)]),
        ),
      )
      return {
        user: {
          id: user.id,
          name: user.name,
          email: user.email,
          role: user.role,
          locale: user.locale,
          departmentId: user.departmentId,
        },
        company: { name, zone, currency, locale },
        demo,
        now: (await businessNow(db)).toISOString(),
        can,
        counts: await counts(db, user),
      }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/my-day',
    operationId: 'workplace.my_day',
    summary: 'Everything "My day" shows',
    access: 'signed-in',
    answer: z.object({
      claims: z.array(claimSchema),
      tellsThen: z.string().nullable(),
      tasks: z.array(taskSchema),
      moreTasks: z.boolean(),
      leadsWithoutStep: z.array(quiet),
      dealsWithoutStep: z.array(quiet),
      unread: z.number(),
    }),
    run: ({ deps, user }) => myDay(deps.database.db, user),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/requests',
    operationId: 'workplace.requests',
    summary: 'Requests: those that wait to be accepted, those taken within a week, those the caller handles',
    access: 'signed-in',
    answer: z.object({
      claims: z.array(claimSchema),
      tellsThen: z.string().nullable(),
      taken: z.array(claimSchema),
      handled: z.array(leadSchema),
      moreHandled: z.boolean().describe('there are more than these'),
    }),
    run: ({ deps, user }) => requests(deps.database.db, user),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/counts',
    operationId: 'workplace.counts',
    summary: 'Numbers beside the navigation',
    access: 'signed-in',
    answer: countsAnswer,
    run: ({ deps, user }) => counts(deps.database.db, user),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/colleagues',
    operationId: 'workplace.colleagues',
    summary: 'People who can be given a record or a task',
    access: 'signed-in',
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          departmentId: z.uuid().nullable(),
          department: z.string().nullable(),
          away: z.boolean(),
        }),
      ),
    }),
    run: async ({ deps }) => ({ items: await colleagues(deps.database.db) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/timeline',
    operationId: 'workplace.timeline',
    summary: 'Everything that happened to a record, newest first, each automatic change with its reason',
    access: 'signed-in',
    params: recordParams,
    query: z.strictObject({ ...pageQuery, part: z.enum(TIMELINE_PARTS).optional() }),
    answer: pageOf(timelineEntry),
    run: async ({ deps, user, params, query }) => {
      await allow(deps.database.db, user, params.kind, 'read', params.id)
      return timelineOf(deps.database.db, user, params, query)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/records/:kind/:id/notes',
    operationId: 'workplace.add_note',
    summary: 'Add a note to a record',
    access: 'signed-in',
    params: recordParams,
    body: z.strictObject({ body: z.string().trim().min(1).max(20_000) }),
    answer: z.object({ id: z.uuid() }),
    status: 201,
    run: async ({ params, body, write }) => ({ id: await write((cx) => addNote(cx, params, body.body)) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/notes/:id',
    operationId: 'workplace.delete_note',
    summary: "Take back one's own note",
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => deleteNote(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notes/:id/restoration',
    operationId: 'workplace.restore_note',
    summary: "Bring back one's own note that was taken back",
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => restoreNote(cx, params.id)),
  }),
]
