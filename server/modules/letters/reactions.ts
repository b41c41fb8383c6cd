import type { Reaction } from '../../core/define.ts'
import { tellAttached } from './commands/attachments.ts'

export const letterReactions: Reaction[] = [
  {
    name: 'documents know that they were sent',
    on: ['message.sent'],
    run: (cx, event) => tellAttached(cx, String(event.payload.messageId)),
  },
]
