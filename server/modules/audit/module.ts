import { defineModule } from '../../core/define.ts'
import { auditAccess } from './access.ts'
import { auditEvents } from './events.ts'
import { auditRoutes } from './routes.ts'

export const auditModule = defineModule({
  name: 'audit',
  events: auditEvents,
  access: [auditAccess],
  routes: auditRoutes,
})
