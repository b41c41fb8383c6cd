import { defineModule } from '../../core/define.ts'
import { pipelineAccess } from './access.ts'
import { pipelineEvents } from './events.ts'

export const pipelinesModule = defineModule({
  name: 'pipelines',
  events: pipelineEvents,
  access: [pipelineAccess],
})
