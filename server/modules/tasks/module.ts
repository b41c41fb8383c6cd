import { defineModule } from '../../core/define.ts'
import { taskAccess } from './access.ts'
import { taskEvents } from './events.ts'
import { taskReactions } from './reactions.ts'
import { taskRoutes } from './routes.ts'
import { taskSteps } from './steps.ts'

export const tasksModule = defineModule({
  name: 'tasks',
  events: taskEvents,
  access: [taskAccess],
  routes: taskRoutes,
  reactions: taskReactions,
  steps: taskSteps,
})
