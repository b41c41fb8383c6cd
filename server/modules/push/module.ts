import { defineModule } from '../../core/define.ts'
import { pushEvents } from './events.ts'

export const pushModule = defineModule({ name: 'push', events: pushEvents })
