import { defineModule } from '../../core/define.ts'
import { messageTemplateAccess, messageUploadAccess } from './access.ts'
import { letterEvents } from './events.ts'
import { letterReactions } from './reactions.ts'

export const lettersModule = defineModule({
  name: 'letters',
  events: letterEvents,
  access: [messageTemplateAccess, messageUploadAccess],
  reactions: letterReactions,
})
