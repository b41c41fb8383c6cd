import { defineModule } from '../../core/define.ts'
import { approvalRuleAccess, contractAccess } from './access.ts'
import { contractEvents } from './events.ts'
import { contractReactions } from './reactions.ts'
import { contractSteps } from './steps.ts'
import './fields.ts'

export const contractsModule = defineModule({
  name: 'contracts',
  events: contractEvents,
  access: [contractAccess, approvalRuleAccess],
  reactions: contractReactions,
  steps: contractSteps,
})
