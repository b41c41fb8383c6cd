import { defineModule } from '../../core/define.ts'
import { nipRegisterAccess } from './access.ts'
import { detailEvents } from './events.ts'

export const detailsModule = defineModule({
  name: 'details',
  events: detailEvents,
  access: [nipRegisterAccess],
})
