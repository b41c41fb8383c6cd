import { defineModule } from '../../core/define.ts'
import { pushEvents } from './events.ts'
import { pushRoutes } from './routes.ts'

export const pushModule = defineModule({ name: 'push', events: pushEvents, routes: pushRoutes })
