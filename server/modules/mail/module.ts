import { defineModule } from '../../core/define.ts'
import { mailSettingsAccess, outgoingMailAccess } from './access.ts'
import { mailEvents } from './events.ts'

export const mailModule = defineModule({
  name: 'mail',
  events: mailEvents,
  access: [mailSettingsAccess, outgoingMailAccess],
})
