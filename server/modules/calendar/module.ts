import { defineModule } from '../../core/define.ts'
import { appointmentAccess } from './access.ts'
import { calendarEvents } from './events.ts'
import { calendarSteps } from './steps.ts'

export const calendarModule = defineModule({
  name: 'calendar',
  events: calendarEvents,
  access: [appointmentAccess],
  steps: calendarSteps,
})
