import { defineModule } from '../../core/define.ts'
import { formAccess } from './access.ts'
import { formEvents } from './events.ts'

export const formsModule = defineModule({
  name: 'forms',
  events: formEvents,
  access: [formAccess],
})
