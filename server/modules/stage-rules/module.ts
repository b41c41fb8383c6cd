import { defineModule } from '../../core/define.ts'
import { stageRuleEvents } from './events.ts'
import { stageRuleRoutes } from './routes.ts'

export const stageRulesModule = defineModule({
  name: 'stage-rules',
  events: stageRuleEvents,
  routes: stageRuleRoutes,
})
