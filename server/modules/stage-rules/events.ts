import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const rule = z.object({ name: z.string(), key: z.string(), version: z.number() })

export const stageRuleEvents = defineEvents({
  'stage_rule.created': rule,
  'stage_rule.updated': rule,
  'stage_rule.archived': rule,
})
