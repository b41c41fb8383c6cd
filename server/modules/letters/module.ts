import { defineModule } from '../../core/define.ts'
import { messageTemplateAccess, messageUploadAccess } from './access.ts'
import { letterEvents } from './events.ts'
import { letterReactions } from './reactions.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { letterRoutes } from './routes/letters.ts'
import { templateRoutes } from './routes/templates.ts'

export const lettersModule = defineModule({
  name: 'letters',
  events: letterEvents,
  access: [messageTemplateAccess, messageUploadAccess],
  routes: [...templateRoutes, ...letterRoutes, ...conversationRoutes],
  reactions: letterReactions,
})
