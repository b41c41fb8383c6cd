import { defineModule } from '../../core/define.ts'
import { fieldAccess } from './access.ts'
import { fieldEvents } from './events.ts'

export const fieldsModule = defineModule({
  name: 'fields',
  events: fieldEvents,
  access: [fieldAccess],
})
