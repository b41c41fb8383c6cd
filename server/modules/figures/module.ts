import { defineModule } from '../../core/define.ts'
import { figureAccess } from './access.ts'
import { reportRoutes } from './routes/reports.ts'

export const figuresModule = defineModule({
  name: 'figures',
  access: [figureAccess],
  routes: reportRoutes,
})
