import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const rule = { name: z.string(), version: z.number() }

export const distributionEvents = defineEvents({
  'distribution_rule.created': z.object(rule),
  'distribution_rule.updated': z.object(rule),
  'distribution_rule.archived': z.object(rule),
})
