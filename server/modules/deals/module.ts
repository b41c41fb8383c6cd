import { defineModule } from '../../core/define.ts'
import { dealAccess, pipelineAccess } from './access.ts'
import { dealEvents } from './events.ts'
import { dealReactions } from './reactions.ts'
import { conversionRoutes } from './routes/conversion.ts'
import { dealRoutes } from './routes/deals.ts'
import { lineRoutes } from './routes/lines.ts'
import { pipelineRoutes } from './routes/pipelines.ts'
import { dealSteps } from './steps.ts'

export const dealsModule = defineModule({
  name: 'deals',
  events: dealEvents,
  access: [dealAccess, pipelineAccess],
  routes: [...pipelineRoutes, ...dealRoutes, ...lineRoutes, ...conversionRoutes],
  reactions: dealReactions,
  steps: dealSteps,
})
