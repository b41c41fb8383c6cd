import type { Reaction } from '../../core/define.ts'
import { fileCalls } from './commands/update-call.ts'

export const telephonyReactions: Reaction[] = [
  {
    name: 'telephony.file-calls',
    on: ['contact.created', 'contact.updated', 'company.created', 'company.updated'],
    async run(cx, event) {
      const { kind, id } = event.subject
      const fields = event.payload.fields as string[] | undefined
      if (fields && !fields.includes('phones')) return
      if (kind === 'contact' || kind === 'company') await fileCalls(cx, { kind, id })
    },
  },
]
