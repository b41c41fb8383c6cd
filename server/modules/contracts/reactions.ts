import type { Reaction } from '../../core/define.ts'
import { heedNewVersion } from './commands/put-forward.ts'

export const contractReactions: Reaction[] = [
  {
    name: 'contracts heed new versions of their documents',
    on: ['document.made'],
    run: (cx, event) => heedNewVersion(cx, event.subject.id),
  },
]
