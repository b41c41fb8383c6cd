import { defineModule } from '../../core/define.ts'
import { processAccess, processHistoryAccess } from './access.ts'
import { processEvents } from './events.ts'
import { processReactions } from './reactions.ts'
import { processRoutes } from './routes.ts'
import { designerRoutes } from './routes-designer.ts'
import { steeringRoutes } from './routes-steering.ts'

export const processesModule = defineModule({
  name: 'processes',
  events: processEvents,
  access: [processAccess, processHistoryAccess],
  routes: [...processRoutes, ...steeringRoutes, ...designerRoutes],
  reactions: processReactions,
})
