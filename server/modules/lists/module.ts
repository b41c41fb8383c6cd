import { defineModule } from '../../core/define.ts'
import { bulkAccess, exportAccess, viewAccess } from './access.ts'
import { listEvents } from './events.ts'
import { bulkRoutes } from './routes/bulk-edits.ts'
import { exportRoutes } from './routes/exports.ts'
import { viewRoutes } from './routes/views.ts'

export const listsModule = defineModule({
  name: 'lists',
  events: listEvents,
  access: [viewAccess, bulkAccess, exportAccess],
  routes: [...viewRoutes, ...bulkRoutes, ...exportRoutes],
})
