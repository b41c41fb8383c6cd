import { z } from 'zod'
import { defineRoute } from '../../../core/http.ts'
import { listPipelines } from '../queries/pipelines.ts'
import { pipelineSchema } from '../schema.ts'

export const pipelineRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/pipelines',
    operationId: 'pipelines.list',
    summary: 'Pipelines with their stages',
    access: { kind: 'pipeline', action: 'read' },
    answer: z.object({ items: z.array(pipelineSchema) }),
    run: async ({ deps }) => ({ items: await listPipelines(deps.database.db) }),
  }),
]
