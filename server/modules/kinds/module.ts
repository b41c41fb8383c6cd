import { defineModule } from '../../core/define.ts'
import { kindAccess, recordAccess } from './access.ts'
import { kindEvents } from './events.ts'
import { recordSteps } from './steps.ts'
import './commands/holder.ts'

export const kindsModule = defineModule({
  name: 'kinds',
  events: kindEvents,
  access: [kindAccess, recordAccess],
  steps: recordSteps,
})
