import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { distributeByRules } from './commands/distribute-lead.ts'

export const distributionSteps = [
  defineStep({
    type: 'distribution.apply',
    kind: 'command',
    // Settings filled before there were rules say nothing of it: then the person is asked.
    input: z.looseObject({ leadId: z.uuid(), how: z.enum(['ask', 'assign']).nullish() }),
    async run(cx, { leadId, how }) {
      return { ...(await distributeByRules(cx, { leadId, give: how === 'assign' })) }
    },
  }),
]
