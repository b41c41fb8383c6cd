import { defineModule } from '../../core/define.ts'
import { ticketAccess } from './access.ts'
import { ticketEvents } from './events.ts'
import { ticketReactions } from './reactions.ts'
import { pageRoutes } from './routes/page.ts'
import { ticketRoutes } from './routes/tickets.ts'
import { ticketSteps } from './steps.ts'

export const ticketsModule = defineModule({
  name: 'tickets',
  events: ticketEvents,
  access: [ticketAccess],
  routes: [...ticketRoutes, ...pageRoutes],
  reactions: ticketReactions,
  steps: ticketSteps,
})
