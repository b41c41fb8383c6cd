import { defineModule } from '../../core/define.ts'
import { leadAccess } from './access.ts'
import { leadEvents } from './events.ts'
import { leadRoutes } from './routes.ts'
import { leadSteps } from './steps.ts'

export const leadsModule = defineModule({
  name: 'leads',
  events: leadEvents,
  access: [leadAccess],
  routes: leadRoutes,
  steps: leadSteps,
})
