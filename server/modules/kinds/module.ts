import { defineModule } from '../../core/define.ts'
import { kindAccess, recordAccess } from './access.ts'
import { kindEvents } from './events.ts'
import { kindRoutes } from './routes/kinds.ts'
import { recordRoutes } from './routes/records.ts'
import { recordSteps } from './steps.ts'
import './commands/holder.ts'

export const kindsModule = defineModule({
  name: 'kinds',
  events: kindEvents,
  access: [kindAccess, recordAccess],
  routes: [...kindRoutes, ...recordRoutes],
  steps: recordSteps,
})
