import { defineModule } from '../../core/define.ts'
import { bulkAccess, viewAccess } from './access.ts'
import { listEvents } from './events.ts'
import { bulkRoutes } from './routes/bulk-edits.ts'
import { viewRoutes } from './routes/views.ts'

export const listsModule = defineModule({
  name: 'lists',
  events: listEvents,
  access: [viewAccess, bulkAccess],
  routes: [...viewRoutes, ...bulkRoutes],
})
