import { defineModule } from '../../core/define.ts'
import { staffAccess } from './access.ts'
import { staffEvents } from './events.ts'
import { companyRoutes } from './routes/company.ts'
import { peopleRoutes } from './routes/people.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { startRoutes } from './routes/start.ts'

export const staffModule = defineModule({
  name: 'staff',
  events: staffEvents,
  access: staffAccess,
  routes: [...startRoutes, ...signInRoutes, ...peopleRoutes, ...companyRoutes],
})
