import { defineModule } from '../../core/define.ts'
import { fieldAccess } from './access.ts'
import { fieldEvents } from './events.ts'
import { fieldRoutes } from './routes.ts'

export const fieldsModule = defineModule({
  name: 'fields',
  events: fieldEvents,
  access: [fieldAccess],
  routes: fieldRoutes,
})
