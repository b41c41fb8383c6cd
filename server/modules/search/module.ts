import { defineModule } from '../../core/define.ts'
import { searchRoutes } from './routes.ts'

export const searchModule = defineModule({ name: 'search', routes: searchRoutes })
