import { defineModule } from '../../core/define.ts'
import { distributionAccess } from './access.ts'
import { distributionEvents } from './events.ts'
import { distributionSteps } from './steps.ts'

export const distributionModule = defineModule({
  name: 'distribution',
  events: distributionEvents,
  access: [distributionAccess],
  steps: distributionSteps,
})
