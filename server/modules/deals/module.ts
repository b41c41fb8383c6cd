import { defineModule } from '../../core/define.ts'
import { dealAccess } from './access.ts'
import { dealEvents } from './events.ts'
import { dealReactions } from './reactions.ts'
import { conversionRoutes } from './routes/conversion.ts'
import { dealRoutes } from './routes/deals.ts'
import { lineRoutes } from './routes/lines.ts'
import { lostReasonRoutes } from './routes/lost-reasons.ts'
import { dealSteps } from './steps.ts'
import './commands/holder.ts'

export const dealsModule = defineModule({
  name: 'deals',
  events: dealEvents,
  access: [dealAccess],
  routes: [...dealRoutes, ...lineRoutes, ...conversionRoutes, ...lostReasonRoutes],
  reactions: dealReactions,
  steps: dealSteps,
})
