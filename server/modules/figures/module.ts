import { defineModule } from '../../core/define.ts'
import { figureAccess } from './access.ts'
import { figureEvents } from './events.ts'
import { reportRoutes } from './routes/reports.ts'

export const figuresModule = defineModule({
  name: 'figures',
  events: figureEvents,
  access: [figureAccess],
  routes: reportRoutes,
})
