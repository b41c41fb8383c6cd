import { defineModule } from '../../core/define.ts'
import { channelAccountAccess, conversationAccess, customerPeaceAccess } from './access.ts'
import { messageEvents } from './events.ts'
import { messageReactions } from './reactions.ts'

export const messagesModule = defineModule({
  name: 'messages',
  events: messageEvents,
  access: [channelAccountAccess, conversationAccess, customerPeaceAccess],
  reactions: messageReactions,
})
