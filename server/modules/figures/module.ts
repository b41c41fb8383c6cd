import { defineModule } from '../../core/define.ts'
import { figureAccess, planAccess } from './access.ts'
import { figureEvents } from './events.ts'
import { planRoutes } from './routes/plans.ts'
import { processFigureRoutes } from './routes/processes.ts'
import { reportRoutes } from './routes/reports.ts'

export const figuresModule = defineModule({
  name: 'figures',
  events: figureEvents,
  access: [figureAccess, planAccess],
  routes: [...reportRoutes, ...processFigureRoutes, ...planRoutes],
})
