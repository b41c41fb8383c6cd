import { defineModule } from '../../core/define.ts'
import { leadAccess } from './access.ts'
import { leadEvents } from './events.ts'
import { leadSteps } from './steps.ts'

export const leadsModule = defineModule({
  name: 'leads',
  events: leadEvents,
  access: [leadAccess],
  steps: leadSteps,
})
