import { defineModule } from '../../core/define.ts'
import { notificationEvents } from './events.ts'
import { notifyStep } from './steps.ts'

export const notificationsModule = defineModule({
  name: 'notifications',
  events: notificationEvents,
  steps: [notifyStep],
})
