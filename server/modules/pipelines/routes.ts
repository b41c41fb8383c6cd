import { z } from 'zod'
import { ifMatch } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import {
  archivePipeline,
  createPipeline,
  orderPipelines,
  restorePipeline,
  updatePipeline,
} from './commands/pipelines.ts'
import { archiveStage, createStage, orderStages, updateStage } from './commands/stages.ts'
import { everyPipeline, listPipelines } from './queries/pipelines.ts'
import { order, pipelineChange, pipelineInput, pipelineSchema, stageChange, stageInput } from './schema.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const idAnswer = z.object({ id: z.uuid() })
const away = z.strictObject({ moveTo: z.uuid().optional().describe('the stage to which what is open goes') })
const moved = z.object({ moved: z.number().describe('how much went there') })
const UPDATE = { kind: 'pipeline', action: 'update' } as const
const SEEN = 'Header `If-Match` with the version seen; other fields changed meanwhile merge.'
const STALE = ['version_conflict', 'version_required']

const pipelines = [
  defineRoute({
    method: 'GET',
    path: '/api/pipelines',
    operationId: 'pipelines.list',
    summary: 'Pipelines with their stages, and what these ask for',
    access: { kind: 'pipeline', action: 'read' },
    query: z.strictObject({
      kind: pipelineInput.shape.kind,
      all: z.literal('true').optional().describe('those put away, too'),
    }),
    answer: items(pipelineSchema),
    run: async ({ deps, query }) => ({
      items: await (query.all ? everyPipeline : listPipelines)(deps.database.db, query.kind),
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/pipelines',
    operationId: 'pipelines.create',
    summary: 'Add a pipeline; it begins with one stage',
    access: UPDATE,
    body: pipelineInput,
    answer: idAnswer.extend({ stageId: z.uuid() }),
    status: 201,
    run: ({ body, write }) => write((cx) => createPipeline(cx, body)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/pipelines/order',
    operationId: 'pipelines.order',
    summary: 'Put pipelines in order',
    access: UPDATE,
    body: order,
    run: ({ body, write }) => write((cx) => orderPipelines(cx, body.ids)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/pipelines/:id',
    operationId: 'pipelines.update',
    summary: 'Rename a pipeline, or say what winning in it requires',
    description: SEEN,
    access: UPDATE,
    params: idParams,
    body: pipelineChange,
    refusals: STALE,
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updatePipeline(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/pipelines/:id/archive',
    operationId: 'pipelines.archive',
    summary: 'Put a pipeline away',
    access: UPDATE,
    params: idParams,
    body: away,
    answer: moved,
    refusals: ['pipeline.archived', 'pipeline.last', 'stage.in_use'],
    run: ({ params, body, write }) => write((cx) => archivePipeline(cx, { id: params.id, ...body })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/pipelines/:id/restoration',
    operationId: 'pipelines.restore',
    summary: 'Take a pipeline into use again',
    access: UPDATE,
    params: idParams,
    run: ({ params, write }) => write((cx) => restorePipeline(cx, params.id)),
  }),
]

const stages = [
  defineRoute({
    method: 'POST',
    path: '/api/pipelines/:id/stages',
    operationId: 'stages.create',
    summary: 'Add a stage behind the last one',
    access: UPDATE,
    params: idParams,
    body: stageInput,
    answer: idAnswer,
    status: 201,
    refusals: ['pipeline.archived'],
    run: ({ params, body, write }) => write((cx) => createStage(cx, { pipelineId: params.id, ...body })),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/stages/order',
    operationId: 'stages.order',
    summary: 'Put stages of one pipeline in order',
    access: UPDATE,
    body: order,
    run: ({ body, write }) => write((cx) => orderStages(cx, body.ids)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/stages/:id',
    operationId: 'stages.update',
    summary: 'Change a stage and what it asks of records',
    description: SEEN,
    access: UPDATE,
    params: idParams,
    body: stageChange,
    refusals: STALE,
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateStage(cx, { id: params.id, set: body, expected }))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/stages/:id/archive',
    operationId: 'stages.archive',
    summary: 'Take a stage out of its pipeline',
    access: UPDATE,
    params: idParams,
    body: away,
    answer: moved,
    refusals: ['pipeline.last_stage', 'stage.in_use'],
    run: ({ params, body, write }) => write((cx) => archiveStage(cx, { id: params.id, ...body })),
  }),
]

export const pipelineRoutes = [...pipelines, ...stages]
