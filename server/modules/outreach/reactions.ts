import type { Reaction } from '../../core/define.ts'
import { goOn } from './commands/go-on.ts'

export const outreachReactions: Reaction[] = [
  {
    name: 'messages of processes go on by another channel',
    on: ['message.failed'],
    run: (cx, event) => goOn(cx, event.payload as { messageId: string; channel: string; trouble: string }),
  },
]
