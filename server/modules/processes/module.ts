import { defineModule } from '../../core/define.ts'
import { processAccess, processHistoryAccess } from './access.ts'
import { processEvents } from './events.ts'
import { processReactions } from './reactions.ts'

export const processesModule = defineModule({
  name: 'processes',
  events: processEvents,
  access: [processAccess, processHistoryAccess],
  reactions: processReactions,
})
