import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const appointment = {
  appointmentId: z.uuid(),
  kind: z.enum(['meeting', 'call']),
  title: z.string(),
  startsAt: z.string(),
  version: z.number(),
}

export const calendarEvents = defineEvents({
  'appointment.created': z.object(appointment),
  'appointment.updated': z.object(appointment),
  // Its time as it is now: from here on it is reminded of.
  'appointment.planned': z.object(appointment),
  'appointment.cancelled': z.object(appointment),
  'appointment.restored': z.object(appointment),
  'calendar_feed.opened': z.object({ employeeId: z.uuid() }),
  'calendar_feed.closed': z.object({ employeeId: z.uuid() }),
})
