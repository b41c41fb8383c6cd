import { defineModule } from '../../core/define.ts'
import { formAccess } from './access.ts'
import { formEvents } from './events.ts'
import { intakeRoutes } from './routes/intake.ts'
import { manageRoutes } from './routes/manage.ts'
import { publicRoutes } from './routes/public.ts'

export const formsModule = defineModule({
  name: 'forms',
  events: formEvents,
  access: [formAccess],
  routes: [...manageRoutes, ...intakeRoutes, ...publicRoutes],
})
