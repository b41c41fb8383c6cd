import { defineModule } from '../../core/define.ts'
import './attachable.ts'
import { documentTemplateAccess, letterheadAccess } from './access.ts'
import { documentEvents } from './events.ts'

import { documentSteps } from './steps.ts'

export const documentsModule = defineModule({
  name: 'documents',
  events: documentEvents,
  access: [documentTemplateAccess, letterheadAccess],
  steps: documentSteps,
})
