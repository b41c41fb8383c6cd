import { defineModule } from '../../core/define.ts'
import { bulkAccess, exportAccess, viewAccess } from './access.ts'
import { listEvents } from './events.ts'

export const listsModule = defineModule({
  name: 'lists',
  events: listEvents,
  access: [viewAccess, bulkAccess, exportAccess],
})
