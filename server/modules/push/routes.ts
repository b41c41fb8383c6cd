import { pushKeys } from '../../channels/push/web-push.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { sessionTokenOf } from '../staff/queries.ts'
import { allowPush, tryPush, withdrawPush } from './commands.ts'
import { devicesOf } from './queries.ts'
import { deviceOf } from './rules.ts'
import { newSubscription, pushView } from './schema.ts'

export const pushRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/profile/push',
    operationId: 'push.list',
    summary: "The caller's browsers that show notifications, and the key a browser needs for it",
    access: 'signed-in',
    answer: pushView,
    run: async ({ deps, user, locale }) => ({
      key: pushKeys(deps.config.secret).publicKey,
      devices: await devicesOf(deps.database.db, user.id, locale),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/profile/push',
    operationId: 'push.allow',
    summary: 'Show notifications in a browser of the caller, also while no page is open',
    description: 'Ends with the sign-in it was allowed in.',
    access: 'signed-in',
    body: newSubscription,
    refusals: ['push.service', 'push.keys'],
    run: ({ deps, body, request, write }) =>
      write((cx) =>
        allowPush(cx, body, {
          device: deviceOf(request.headers['user-agent'] ?? ''),
          sessionToken: sessionTokenOf(deps, request),
        }),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/profile/push/:id/try',
    operationId: 'push.try',
    summary: 'Send a notification to that browser now, to see whether it arrives',
    access: 'signed-in',
    params: idParams,
    rate: 20,
    run: ({ params, write }) => write((cx) => tryPush(cx, params.id)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/profile/push/:id',
    operationId: 'push.withdraw',
    summary: 'Show notifications in that browser no more',
    access: 'signed-in',
    params: idParams,
    run: ({ params, write }) => write((cx) => withdrawPush(cx, params.id)),
  }),
]
