import { defineModule } from '../../core/define.ts'
import { figureAccess, mailingAccess, planAccess } from './access.ts'
import { figureEvents } from './events.ts'

export const figuresModule = defineModule({
  name: 'figures',
  events: figureEvents,
  access: [figureAccess, planAccess, mailingAccess],
})
