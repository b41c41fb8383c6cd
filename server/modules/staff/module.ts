import { defineModule } from '../../core/define.ts'
import { staffAccess } from './access.ts'
import { staffEvents } from './events.ts'

export const staffModule = defineModule({
  name: 'staff',
  events: staffEvents,
  access: staffAccess,
})
