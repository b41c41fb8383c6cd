import { defineModule } from '../../core/define.ts'
import { staffAccess } from './access.ts'
import { staffEvents } from './events.ts'
import { peopleRoutes } from './routes/people.ts'
import { signInRoutes } from './routes/sign-in.ts'

export const staffModule = defineModule({
  name: 'staff',
  events: staffEvents,
  access: staffAccess,
  routes: [...signInRoutes, ...peopleRoutes],
})
