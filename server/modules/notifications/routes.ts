import { z } from 'zod'
import { defineRoute } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { markRead } from './commands.ts'
import { listNotifications } from './queries.ts'

const notification = z
  .object({
    id: z.uuid(),
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
    subject: z.object({ kind: z.string(), id: z.uuid(), title: z.string() }),
    urgent: z.boolean(),
    taskId: z.uuid().nullable(),
    cause: z.record(z.string(), z.unknown()).nullable(),
    createdAt: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'Notification' })

export const notificationRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/notifications',
    operationId: 'notifications.list',
    summary: "The caller's own notifications, newest first",
    access: 'signed-in',
    query: z.strictObject({ ...pageQuery, unread: z.enum(['true', 'false']).optional() }),
    answer: pageOf(notification),
    run: ({ deps, user, query }) =>
      listNotifications(deps.database.db, user, {
        limit: query.limit,
        after: query.after,
        unread: query.unread === 'true',
      }) as never,
  }),
  defineRoute({
    method: 'POST',
    path: '/api/notifications/read',
    operationId: 'notifications.read',
    summary: 'Mark notifications as read; without ids all of them',
    access: 'signed-in',
    body: z.strictObject({ ids: z.array(z.uuid()).max(200).optional() }),
    answer: z.object({ count: z.number() }),
    run: async ({ body, write }) => ({ count: await write((cx) => markRead(cx, body.ids ?? null)) }),
  }),
]
