import { z } from 'zod'
import { kindKey, OWN } from '../../../../pure/kinds.ts'
import { allowAtAll, rightsOn } from '../../../core/access.ts'
import { ifMatch, ifMatchOrAny } from '../../../core/edit.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { waysSchema } from '../../pipelines/schema.ts'
import { archiveRecord } from '../commands/archive-record.ts'
import { createRecord } from '../commands/create-record.ts'
import { moveRecord } from '../commands/move-record.ts'
import { tickRecordCheck, untickRecordCheck } from '../commands/tick-checks.ts'
import { updateRecord } from '../commands/update-record.ts'
import { recordBoard } from '../queries/board.ts'
import { kindByKey } from '../queries/kinds.ts'
import { listRecords, recordById, writtenRecord } from '../queries/records.ts'
import { waysOfRecord } from '../queries/ways.ts'
import {
  fillingInput,
  newRecordInput,
  recordBoardSchema,
  recordChangeInput,
  recordPageSchema,
  recordParams,
  recordSchema,
} from '../schema.ts'

const kindParams = z.strictObject({ kind: kindKey.describe('key of the kind') })
const checkParams = recordParams.extend({ checkId: z.uuid() })
const q = z.string().trim().max(100).optional().describe('words of the title or of its texts, its number')
const GUARDS = ['record.archived', 'stage.requirements', 'stage.check_elsewhere']
const on = (action: string) => ({ kind: OWN, action, of: 'id' })

export const recordRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind',
    operationId: 'records.list',
    summary: 'Records of a kind of the company’s own, the latest first',
    access: 'signed-in',
    params: kindParams,
    query: z.strictObject({
      ...pageQuery,
      pipelineId: z.uuid().optional(),
      stageId: z.uuid().optional(),
      ownerId: z.uuid().optional(),
      open: z.literal('true').optional().describe('only those at no final stage'),
      q,
      ...listQuery,
    }),
    answer: pageOf(recordSchema),
    async run({ deps, actor, params, query: { open, ...query } }) {
      const { key } = await kindByKey(deps.database.db, actor, params.kind)
      return listRecords(deps.database.db, actor, key, { ...query, ...(open ? { open: true } : {}) })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/board',
    operationId: 'records.board',
    summary: 'Records of a pipeline as columns of stages',
    access: 'signed-in',
    params: kindParams,
    query: z.strictObject({
      pipeline: z.uuid().optional().describe('left out: the first one of the kind'),
      ownerId: z.uuid().optional(),
      q,
      limit: z.coerce.number().int().min(1).max(100).default(30).describe('cards of each column'),
    }),
    answer: recordBoardSchema,
    async run({ deps, actor, params, query }) {
      const kind = await kindByKey(deps.database.db, actor, params.kind)
      return recordBoard(deps.database.db, actor, kind, query)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/records/:kind',
    operationId: 'records.create',
    summary: 'Make a record of a kind; its number is the next one',
    access: 'signed-in',
    params: kindParams,
    body: newRecordInput,
    answer: recordSchema,
    status: 201,
    refusals: ['kind.archived', 'stage.requirements'],
    async run({ deps, actor, params, body, write }) {
      const { key } = await kindByKey(deps.database.db, actor, params.kind)
      allowAtAll(actor, key, 'create')
      return write(async (cx) => {
        const { id } = await createRecord(cx, key, body, { asked: true })
        return writtenRecord(cx.db, id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id',
    operationId: 'records.get',
    summary: 'One record, with what the caller may do with it',
    access: on('read'),
    params: recordParams,
    answer: recordPageSchema,
    async run({ deps, actor, params }) {
      const record = await recordById(deps.database.db, actor, params)
      return { ...record, may: await rightsOn(deps.database.db, actor, OWN, params.id) }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/records/:kind/:id',
    operationId: 'records.update',
    summary: 'Change fields of a record',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: on('update'),
    params: recordParams,
    body: recordChangeInput,
    answer: recordSchema,
    refusals: ['version_conflict', 'version_required', 'record.archived'],
    async run({ deps, actor, params, body, request, write }) {
      const expected = ifMatch(request)
      await recordById(deps.database.db, actor, params)
      return write(async (cx) => {
        await updateRecord(cx, params.id, body, expected)
        return writtenRecord(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/records/:kind/:id/stage',
    operationId: 'records.move',
    summary: 'Move a record to a stage, filling in what that asks for',
    description:
      'What is missing is named at `fields.<key>` and `checks.<id>`. With `If-Match` a move somebody else made meanwhile is not overwritten.',
    access: on('update'),
    params: recordParams,
    body: z.strictObject({ stageId: z.uuid(), ...fillingInput }),
    answer: recordSchema,
    refusals: [...GUARDS, 'stage.transition_closed', 'stage.transition_not_yours', 'version_conflict'],
    async run({ deps, actor, params, body, request, write }) {
      const expected = ifMatchOrAny(request)
      await recordById(deps.database.db, actor, params)
      return write(async (cx) => {
        await moveRecord(cx, { recordId: params.id, ...body }, expected)
        return writtenRecord(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/records/:kind/:id/ways',
    operationId: 'records.ways',
    summary: 'Where a record may go from its stage, and what each way still asks for',
    access: on('read'),
    params: recordParams,
    answer: waysSchema,
    run: ({ deps, actor, params }) => waysOfRecord(deps.database.db, actor, params),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/records/:kind/:id/checks/:checkId',
    operationId: 'records.tick',
    summary: 'Tick an item of the checklist of the stage',
    access: on('update'),
    params: checkParams,
    refusals: ['record.archived', 'stage.check_elsewhere'],
    async run({ deps, actor, params, write }) {
      await recordById(deps.database.db, actor, params)
      await write((cx) => tickRecordCheck(cx, { recordId: params.id, checkId: params.checkId }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/records/:kind/:id/checks/:checkId',
    operationId: 'records.untick',
    summary: 'Take a tick away again',
    access: on('update'),
    params: checkParams,
    refusals: ['record.archived', 'stage.check_elsewhere'],
    async run({ deps, actor, params, write }) {
      await recordById(deps.database.db, actor, params)
      await write((cx) => untickRecordCheck(cx, { recordId: params.id, checkId: params.checkId }))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/records/:kind/:id',
    operationId: 'records.archive',
    summary: 'Delete a record; it can be brought back',
    access: on('delete'),
    params: recordParams,
    run: ({ params, write }) => write((cx) => archiveRecord(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/records/:kind/:id/restoration',
    operationId: 'records.restore',
    summary: 'Bring back a record that was deleted',
    access: on('delete'),
    params: recordParams,
    run: ({ params, write }) => write((cx) => archiveRecord(cx, params.id, false)),
  }),
]
