import { defineModule } from '../../core/define.ts'
import { outreachEvents } from './events.ts'
import { outreachReactions } from './reactions.ts'
import { outreachSteps } from './steps.ts'

export const outreachModule = defineModule({
  name: 'outreach',
  events: outreachEvents,
  reactions: outreachReactions,
  steps: outreachSteps,
})
