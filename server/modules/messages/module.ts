import { defineModule } from '../../core/define.ts'
import { channelAccountAccess, conversationAccess, customerPeaceAccess } from './access.ts'
import { messageEvents } from './events.ts'
import { messageReactions } from './reactions.ts'
import { accountRoutes } from './routes/accounts.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { peaceRoutes } from './routes/peace.ts'
import { webhookRoutes } from './routes/webhooks.ts'

export const messagesModule = defineModule({
  name: 'messages',
  events: messageEvents,
  access: [channelAccountAccess, conversationAccess, customerPeaceAccess],
  routes: [...accountRoutes, ...conversationRoutes, ...webhookRoutes, ...peaceRoutes],
  reactions: messageReactions,
})
