import type { Reaction } from '../../core/define.ts'
import { fileCalls } from './commands/update-call.ts'

export const telephonyReactions: Reaction[] = [
  {
    name: 'telephony.file-calls',
    on: ['contact.created', 'contact.updated', 'company.created', 'company.updated'],
    when: ({ payload }) => (payload.fields as string[] | undefined)?.includes('phones') ?? true,
    async run(cx, { subject: { kind, id } }) {
      if (kind === 'contact' || kind === 'company') await fileCalls(cx, { kind, id })
    },
  },
]
