import { defineModule } from '../../core/define.ts'
import { taskAccess } from './access.ts'
import { taskEvents } from './events.ts'
import { taskReactions } from './reactions.ts'
import { taskSteps } from './steps.ts'

export const tasksModule = defineModule({
  name: 'tasks',
  events: taskEvents,
  access: [taskAccess],
  reactions: taskReactions,
  steps: taskSteps,
})
