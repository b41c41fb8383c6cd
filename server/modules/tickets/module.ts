import { defineModule } from '../../core/define.ts'
import { ticketAccess } from './access.ts'
import { ticketEvents } from './events.ts'
import { ticketReactions } from './reactions.ts'
import { ticketSteps } from './steps.ts'

export const ticketsModule = defineModule({
  name: 'tickets',
  events: ticketEvents,
  access: [ticketAccess],
  reactions: ticketReactions,
  steps: ticketSteps,
})
