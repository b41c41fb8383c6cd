import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'
import { DETAILS } from './rules.ts'

const request = { requestId: z.uuid() }

/** All of them about the record the details are asked from. */
export const detailEvents = defineEvents({
  'details.asked': z.object({ ...request, expiresAt: z.string() }),
  'details.opened': z.object(request),
  'details.answered': z.object({ ...request, given: z.array(z.enum(DETAILS)) }),
  'details.decided': z.object({ ...request, taken: z.array(z.enum(DETAILS)), count: z.number() }),
  'details.revoked': z.object(request),
  'nip_register.changed': z.object({ version: z.number(), fields: z.array(z.string()) }),
})
