import { z } from 'zod'
import { rightsOn } from '../../core/access.ts'
import { businessNow } from '../../core/clock.ts'
import { ifMatch } from '../../core/edit.ts'
import { invalid, notFound } from '../../core/errors.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { actorOf } from '../staff/queries.ts'
import { cancelAppointment, createAppointment, restoreAppointment, updateAppointment } from './commands/appointments.ts'
import { closeFeed, digestOfFeed, openFeed } from './commands/feed.ts'
import { appointmentById, calendarFile, calendarOf, feedOf, ownerOfFeed } from './queries.ts'
import { appointmentChangeSchema, appointmentSchema, calendarSchema, newAppointmentSchema } from './schema.ts'

const LONGEST_MS = 62 * 24 * 3_600_000
const moment = z.iso.datetime({ offset: true })

export const calendarRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/calendar',
    operationId: 'calendar.read',
    summary: 'Meetings, calls and tasks with a date of some people within a time of at most 62 days',
    access: { kind: 'appointment', action: 'read' },
    query: z.strictObject({
      from: moment,
      to: moment,
      people: z
        .string()
        .max(2000)
        .transform((text) => text.split(',').filter(Boolean))
        .pipe(z.array(z.uuid()).max(50))
        .optional()
        .describe('ids separated by commas; the caller when left out'),
    }),
    answer: calendarSchema,
    run({ deps, user, query }) {
      const length = Date.parse(query.to) - Date.parse(query.from)
      if (length <= 0) throw invalid({ path: 'to', code: 'field.before_start' })
      if (length > LONGEST_MS) throw invalid({ path: 'to', code: 'field.invalid' })
      return calendarOf(deps.database.db, user, query, query.people ?? [user.id])
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/appointments',
    operationId: 'appointments.create',
    summary: 'Arrange a meeting or a call',
    access: { kind: 'appointment', action: 'create' },
    body: newAppointmentSchema,
    answer: appointmentSchema,
    status: 201,
    async run({ deps, user, body, write }) {
      const id = await write((cx) => createAppointment(cx, body))
      return appointmentById(deps.database.db, user, id)
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/appointments/:id',
    operationId: 'appointments.get',
    summary: 'One meeting or call, and what the caller may do with it',
    access: { kind: 'appointment', action: 'read', of: 'id' },
    params: idParams,
    answer: appointmentSchema.extend({ may: z.array(z.string()) }),
    async run({ deps, user, params }) {
      const { db } = deps.database
      return {
        ...(await appointmentById(db, user, params.id)),
        may: await rightsOn(db, user, 'appointment', params.id),
      }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/appointments/:id',
    operationId: 'appointments.update',
    summary: 'Change a meeting or a call, move it, ask others to it',
    description: 'Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile.',
    access: { kind: 'appointment', action: 'update', of: 'id' },
    params: idParams,
    body: appointmentChangeSchema,
    answer: appointmentSchema,
    refusals: ['appointment.cancelled', 'version_conflict'],
    async run({ deps, user, params, body, request, write }) {
      const expected = ifMatch(request)
      await write((cx) => updateAppointment(cx, params.id, body, expected))
      return appointmentById(deps.database.db, user, params.id)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/appointments/:id',
    operationId: 'appointments.cancel',
    summary: 'Call a meeting or a call off',
    access: { kind: 'appointment', action: 'cancel', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => cancelAppointment(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/appointments/:id/restoration',
    operationId: 'appointments.restore',
    summary: 'Bring back what was called off',
    access: { kind: 'appointment', action: 'cancel', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => restoreAppointment(cx, params.id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calendar/feed',
    operationId: 'calendar.feed',
    summary: 'Whether the caller’s calendar can be read by a secret address, and since when',
    access: 'signed-in',
    answer: z.object({ since: z.string().nullable() }),
    run: ({ deps, user }) => feedOf(deps.database.db, user.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calendar/feed',
    operationId: 'calendar.open_feed',
    summary: 'A new secret address of the caller’s calendar, told this once; the former one is void',
    access: 'signed-in',
    answer: z.object({ url: z.string() }),
    status: 201,
    run: async ({ deps, write }) => ({ url: `${deps.config.publicUrl}/feeds/calendar/${await write(openFeed)}.ics` }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/calendar/feed',
    operationId: 'calendar.close_feed',
    summary: 'Void the secret address',
    access: 'signed-in',
    run: ({ write }) => write(closeFeed),
  }),
  defineRoute({
    method: 'GET',
    path: '/feeds/calendar/:file',
    operationId: 'calendar.file',
    summary: 'A calendar as an iCalendar file, for programs that subscribe to it',
    access: 'public',
    rate: 120,
    params: z.strictObject({ file: z.string().max(100) }),
    async run({ deps, params, reply }) {
      const { db } = deps.database
      const token = /^([\w-]{43})\.ics$/.exec(params.file)?.[1]
      const owner = token ? await ownerOfFeed(db, digestOfFeed(token)) : null
      const actor = owner ? await actorOf(db, owner) : null
      if (!actor) throw notFound()
      const file = await calendarFile(db, actor, await businessNow(db), deps.config.publicUrl)
      return reply
        .header('cache-control', 'private, no-cache')
        .header('content-disposition', 'inline; filename="tok.ics"')
        .header('x-robots-tag', 'noindex')
        .type('text/calendar; charset=utf-8')
        .send(file)
    },
  }),
]
