import { defineModule } from '../../core/define.ts'
import { importAccess } from './access.ts'
import { importEvents } from './events.ts'

export const importsModule = defineModule({
  name: 'imports',
  events: importEvents,
  access: [importAccess],
})
