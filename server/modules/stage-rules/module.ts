import { defineModule } from '../../core/define.ts'
import { stageRuleEvents } from './events.ts'

export const stageRulesModule = defineModule({
  name: 'stage-rules',
  events: stageRuleEvents,
})
