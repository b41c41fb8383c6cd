import { defineModule } from '../../core/define.ts'
import { auditAccess } from './access.ts'
import { auditEvents } from './events.ts'

export const auditModule = defineModule({
  name: 'audit',
  events: auditEvents,
  access: [auditAccess],
})
