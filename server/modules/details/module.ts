import { defineModule } from '../../core/define.ts'
import { nipRegisterAccess } from './access.ts'
import { detailEvents } from './events.ts'
import { pageRoutes } from './routes/page.ts'
import { requestRoutes } from './routes/requests.ts'

export const detailsModule = defineModule({
  name: 'details',
  events: detailEvents,
  access: [nipRegisterAccess],
  routes: [...requestRoutes, ...pageRoutes],
})
