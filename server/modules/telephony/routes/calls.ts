import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { allow } from '../../../core/access.ts'
import { ifMatch } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import { pathOfFile } from '../../../core/files.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { settleCallBack } from '../commands/call-back.ts'
import { dial, recordDialled } from '../commands/dial.ts'
import { updateCall } from '../commands/update-call.ts'
import { callBackCount, callById, callsNow, callsOf, listCalls, recordingOf, writtenCall } from '../queries/calls.ts'
import { dialling } from '../queries/exchanges.ts'
import { rangeOf } from '../rules.ts'
import { callChangeInput, callSchema, callsQuery, dialInput } from '../schema.ts'

const read = { kind: 'call', action: 'read' }

export const callRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/calls',
    operationId: 'calls.list',
    summary: 'Calls, newest first; missed ones to call back by what is due first, one for each number',
    access: read,
    query: z.strictObject({
      ...pageQuery,
      ...callsQuery,
      filter: listQuery.filter.describe(
        'as of other lists, over startedAt, answeredAt, direction, state, employeeId and departmentId',
      ),
    }),
    answer: pageOf(callSchema),
    run: ({ deps, user, query }) => listCalls(deps.database.db, user, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calls/now',
    operationId: 'calls.now',
    summary: 'What rings at the caller’s telephone or is spoken there, and whether he or she can dial from Tok',
    access: read,
    answer: z.object({
      items: z.array(callSchema),
      extension: z.string().nullable().describe('by which a number can be dialled from Tok; null: it cannot'),
      callBack: z.object({ open: z.number(), late: z.number() }),
    }),
    run: async ({ deps, user }) => {
      const { db } = deps.database
      const [items, by, callBack] = await Promise.all([
        callsNow(db, user),
        dialling(deps, user.id),
        callBackCount(db, user),
      ])
      return { items, extension: by?.extension ?? null, callBack }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calls/:id',
    operationId: 'calls.get',
    summary: 'One call',
    description: 'Open to whoever may read one of the records it belongs to, too.',
    access: 'signed-in',
    params: idParams,
    answer: callSchema,
    run: ({ deps, user, params }) => callById(deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/calls/:id',
    operationId: 'calls.update',
    summary: 'The note of a call, and what it was about',
    access: { kind: 'call', action: 'update', of: 'id' },
    params: idParams,
    body: callChangeInput,
    answer: callSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateCall(cx, params.id, body, expected)
        return writtenCall(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calls/:id/called-back',
    operationId: 'calls.settle',
    summary: 'Say that a missed call, with all others from its number, needs no calling back any more',
    access: { kind: 'call', action: 'update', of: 'id' },
    params: idParams,
    refusals: ['call.not_missed'],
    run: ({ params, write }) => write((cx) => settleCallBack(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/calls',
    operationId: 'calls.dial',
    summary: 'Ring the caller’s own telephone and then this number',
    access: { kind: 'call', action: 'dial' },
    body: dialInput,
    answer: callSchema,
    status: 201,
    refusals: ['call.cannot_dial', 'call.not_dialled'],
    rate: 60,
    run: async ({ deps, user, body, write }) => {
      const dialled = await dial(deps, user, body)
      return write(async (cx) => writtenCall(cx.db, await recordDialled(cx, dialled, body.subject), cx.actor))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/calls/:id/recording',
    operationId: 'calls.recording',
    summary: 'The sound of a call; takes Range',
    description: 'Open to whoever may read the call or one of the records it belongs to.',
    access: 'signed-in',
    params: idParams,
    run: async ({ deps, user, params, request, reply }) => {
      const { digest, type, size } = await recordingOf(deps.database.db, user, params.id)
      const range = rangeOf(request.headers.range, size)
      reply.type(type).headers({ 'accept-ranges': 'bytes', 'cache-control': 'private, no-store' })
      if (range === false) {
        reply.header('content-range', `bytes */${size}`)
        throw new Refusal('range_not_satisfiable', { status: 416 })
      }
      const { from, to } = range ?? { from: 0, to: size - 1 }
      if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`)
      reply.header('content-length', to - from + 1)
      return reply.send(createReadStream(pathOfFile(deps, digest), { start: from, end: to }))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/calls',
    operationId: 'calls.of_record',
    summary: 'Calls with a person or company, or about a lead or deal, newest first',
    access: 'signed-in',
    params: z.strictObject({ kind: z.enum(['contact', 'company', 'lead', 'deal']), id: z.uuid() }),
    query: z.strictObject({ limit: pageQuery.limit }),
    answer: z.object({ items: z.array(callSchema) }),
    run: async ({ deps, user, params, query }) => {
      await allow(deps.database.db, user, params.kind, 'read', params.id)
      return { items: await callsOf(deps.database.db, user, params, query.limit) }
    },
  }),
]
