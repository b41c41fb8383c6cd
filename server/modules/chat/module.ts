import { defineModule } from '../../core/define.ts'
import { chatRoutes } from './routes.ts'

export const chatModule = defineModule({ name: 'chat', routes: chatRoutes })
