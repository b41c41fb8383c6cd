import { defineModule } from '../../core/define.ts'
import { approvalRuleAccess, contractAccess } from './access.ts'
import { contractEvents } from './events.ts'
import { contractReactions } from './reactions.ts'
import { approvalRoutes } from './routes/approvals.ts'
import { contractRoutes } from './routes/contracts.ts'
import { acceptanceRoutes } from './routes/page.ts'
import { ruleRoutes } from './routes/rules.ts'
import { contractSteps } from './steps.ts'
import './fields.ts'

export const contractsModule = defineModule({
  name: 'contracts',
  events: contractEvents,
  access: [contractAccess, approvalRuleAccess],
  routes: [...contractRoutes, ...approvalRoutes, ...ruleRoutes, ...acceptanceRoutes],
  reactions: contractReactions,
  steps: contractSteps,
})
