import { defineModule } from '../../core/define.ts'
import { workplaceEvents } from './events.ts'

export const workplaceModule = defineModule({ name: 'workplace', events: workplaceEvents })
