import { defineModule } from '../../core/define.ts'
import { callAccess, exchangeAccess } from './access.ts'
import { telephonyEvents } from './events.ts'
import { telephonyReactions } from './reactions.ts'
import { telephonySteps } from './steps.ts'

export const telephonyModule = defineModule({
  name: 'telephony',
  events: telephonyEvents,
  access: [exchangeAccess, callAccess],
  reactions: telephonyReactions,
  steps: telephonySteps,
})
