import { defineModule } from '../../core/define.ts'
import { workplaceEvents } from './events.ts'
import { workplaceRoutes } from './routes.ts'

export const workplaceModule = defineModule({ name: 'workplace', events: workplaceEvents, routes: workplaceRoutes })
