import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const words = z.object({ pl: z.string(), en: z.string() })
const pipeline = { pipelineId: z.uuid(), name: words, version: z.number() }
const stageOf = { stageId: z.uuid(), pipelineId: z.uuid(), name: words, version: z.number() }

export const pipelineEvents = defineEvents({
  'pipeline.created': z.object(pipeline),
  'pipeline.updated': z.object(pipeline),
  'pipeline.archived': z.object({ ...pipeline, moved: z.number() }),
  'pipeline.restored': z.object(pipeline),
  'stage.created': z.object(stageOf),
  'stage.updated': z.object(stageOf),
  'stage.archived': z.object({ ...stageOf, moved: z.number() }),
})
