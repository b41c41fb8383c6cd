import { defineModule } from '../../core/define.ts'
import { callAccess, exchangeAccess } from './access.ts'
import { telephonyEvents } from './events.ts'
import { telephonyReactions } from './reactions.ts'
import { callRoutes } from './routes/calls.ts'
import { exchangeRoutes } from './routes/exchanges.ts'
import { telephonySteps } from './steps.ts'

export const telephonyModule = defineModule({
  name: 'telephony',
  events: telephonyEvents,
  access: [exchangeAccess, callAccess],
  routes: [...exchangeRoutes, ...callRoutes],
  reactions: telephonyReactions,
  steps: telephonySteps,
})
