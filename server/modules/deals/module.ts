import { defineModule } from '../../core/define.ts'
import { dealAccess } from './access.ts'
import { dealEvents } from './events.ts'
import { dealReactions } from './reactions.ts'
import { dealSteps } from './steps.ts'
import './commands/holder.ts'

export const dealsModule = defineModule({
  name: 'deals',
  events: dealEvents,
  access: [dealAccess],
  reactions: dealReactions,
  steps: dealSteps,
})
