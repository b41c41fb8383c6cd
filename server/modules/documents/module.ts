import { defineModule } from '../../core/define.ts'
import './attachable.ts'
import { documentTemplateAccess, letterheadAccess } from './access.ts'
import { documentEvents } from './events.ts'
import { documentRoutes } from './routes/documents.ts'
import { linkRoutes } from './routes/links.ts'
import { templateRoutes } from './routes/templates.ts'

import { documentSteps } from './steps.ts'

export const documentsModule = defineModule({
  name: 'documents',
  events: documentEvents,
  access: [documentTemplateAccess, letterheadAccess],
  routes: [...templateRoutes, ...documentRoutes, ...linkRoutes],
  steps: documentSteps,
})
