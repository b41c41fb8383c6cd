import { defineModule } from '../../core/define.ts'
import { figureAccess, mailingAccess, planAccess } from './access.ts'
import { figureEvents } from './events.ts'
import { mailingRoutes } from './routes/mailings.ts'
import { planRoutes } from './routes/plans.ts'
import { processFigureRoutes } from './routes/processes.ts'
import { reportRoutes } from './routes/reports.ts'

export const figuresModule = defineModule({
  name: 'figures',
  events: figureEvents,
  access: [figureAccess, planAccess, mailingAccess],
  routes: [...reportRoutes, ...processFigureRoutes, ...planRoutes, ...mailingRoutes],
})
