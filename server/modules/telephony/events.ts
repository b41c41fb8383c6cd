import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'
import { DIRECTIONS } from './schema.ts'

const call = {
  callId: z.uuid(),
  version: z.number(),
  direction: z.enum(DIRECTIONS),
  /** An incoming call from a number that stands on no card and no open lead. */
  stranger: z.boolean(),
  employeeId: z.uuid().nullable(),
  departmentId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  leadId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
}
const exchange = { exchangeId: z.uuid(), name: z.string() }

// A number is somebody's: it lies with the event's personal values, where it can be erased.
export const telephonyEvents = defineEvents({
  'call.ringing': z.object(call),
  'call.offered': z.object({ ...call, to: z.uuid() }),
  'call.answered': z.object(call),
  'call.missed': z.object({ ...call, unheard: z.boolean() }),
  'call.ended': z.object({ ...call, seconds: z.number(), unheard: z.boolean() }),
  'call.recorded': z.object({ ...call, size: z.number() }),
  'call.updated': z.object({ callId: z.uuid(), version: z.number() }),
  'call.filed': z.object(call),
  'call.called_back': z.object({ ...call, by: z.uuid().nullable(), byCall: z.uuid().nullable() }),
  'call.card_made': z.object({ ...call, ownerId: z.uuid().nullable() }),
  'exchange.created': z.object({ ...exchange, kind: z.string(), version: z.number() }),
  'exchange.updated': z.object({ ...exchange, version: z.number() }),
  'exchange.archived': z.object({ ...exchange, version: z.number() }),
  'exchange.secret_changed': z.object({ ...exchange, version: z.number() }),
  'exchange.failed': z.object({ ...exchange, trouble: z.string() }),
  'exchange.recovered': z.object(exchange),
  'exchange.tried': z.object({ ...exchange, outcome: z.string() }),
})
