import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { changeMailing, createMailing, leaveMailing, removeMailing, sendMailingNow } from '../commands/mailings.ts'
import { listMailings } from '../queries/mailings.ts'
import { mailingChange, mailingInput, mailingSchema } from '../schema.ts'

const kind = 'figure_mailing'
const refusals = ['figure_mailing.may_not_see', 'figure_mailing.no_such_person']

export const mailingRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/figure-mailings',
    operationId: 'figure_mailings.list',
    summary:
      'Reports that go out by mail: one’s own, and those that come to one; everybody’s for owner and administrator',
    access: { kind, action: 'read' },
    answer: z.object({ items: z.array(mailingSchema) }),
    run: async ({ deps, user }) => ({ items: await listMailings(deps.database.db, user) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/figure-mailings',
    operationId: 'figure_mailings.create',
    summary: 'Have a report go out by mail as PDF, every day, week or month',
    description:
      'Each recipient gets what he or she may see by then, in his or her language; nobody who has left or lost the right gets any.',
    access: { kind, action: 'create' },
    body: mailingInput,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    refusals: [...refusals, 'figure_mailing.too_many', 'figure.no_such_rows', 'figure.range_too_long'],
    run: ({ body, write }) => write((cx) => createMailing(cx, body)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/figure-mailings/:id',
    operationId: 'figure_mailings.update',
    summary: 'Change when a report goes out and to whom, halt it or let it go on',
    description: 'Header `If-Match` with the version seen.',
    access: { kind, action: 'update', of: 'id' },
    params: idParams,
    body: mailingChange,
    refusals: [...refusals, 'version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => changeMailing(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/figure-mailings/:id',
    operationId: 'figure_mailings.remove',
    summary: 'Have a report go out no more',
    access: { kind, action: 'update', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => removeMailing(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/figure-mailings/:id/sending',
    operationId: 'figure_mailings.send',
    summary: 'Send a report at once to all who get it',
    access: { kind, action: 'update', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => sendMailingNow(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/figure-mailings/:id/leaving',
    operationId: 'figure_mailings.leave',
    summary: 'Get a report no more that somebody has sent to one',
    access: { kind, action: 'leave', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => leaveMailing(cx, params.id)),
  }),
]
