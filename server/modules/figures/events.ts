import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const plan = { planId: z.uuid(), measure: z.string(), target: z.number(), version: z.number() }

const mailing = { mailingId: z.uuid(), report: z.string(), version: z.number() }
const letter = { mailingId: z.uuid(), report: z.string(), recipientId: z.uuid() }

export const figureEvents = defineEvents({
  'figure.exported': z.object({ report: z.string(), format: z.string(), whole: z.boolean() }),
  'figure_mailing.created': z.object(mailing),
  'figure_mailing.changed': z.object(mailing),
  'figure_mailing.removed': z.object(mailing),
  /** One that got it wants it no more. */
  'figure_mailing.left': z.object({ ...mailing, recipientId: z.uuid() }),
  /** Its hour has come, or somebody wanted it at once. */
  'figure_mailing.due': z.object({ ...mailing, on: z.string(), byHand: z.boolean(), recipients: z.number() }),
  'figure_mailing.sent': z.object({ ...letter, from: z.string(), to: z.string(), mailId: z.uuid() }),
  /** Why somebody got none. */
  'figure_mailing.skipped': z.object({ ...letter, reason: z.enum(['inactive', 'no_right', 'no_recipient']) }),
  'figure_mailing.failed': z.object({ ...letter, message: z.string() }),
  'plan.set': z.object(plan),
  'plan.changed': z.object(plan),
  'plan.removed': z.object(plan),
})
