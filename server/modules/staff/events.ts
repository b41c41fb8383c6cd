import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const named = { name: z.string(), version: z.number().int().optional() }

export const staffEvents = defineEvents({
  'company.set_up': z.object({ name: z.string(), locale: z.string(), demo: z.boolean(), ownerId: z.uuid() }),
  'company.settings_changed': z.object({ version: z.number().int() }),
  'company.calendar_changed': z.object({ version: z.number().int().optional(), day: z.string().optional() }),
  'clock.travelled': z.object({ by: z.string(), ms: z.number() }),
  'department.created': z.object(named),
  'department.updated': z.object(named),
  'department.archived': z.object(named),
  'employee.added': z.object({ role: z.string(), departmentId: z.uuid().nullable() }),
  'employee.updated': z.object({ version: z.number().int() }),
  'employee.deactivated': z.object({ version: z.number().int() }),
  'employee.reactivated': z.object({ version: z.number().int() }),
  'employee.profile_updated': z.object({ version: z.number().int() }),
  'employee.signed_in': z.object({ way: z.enum(['password', 'invitation', 'setup', 'demo']) }),
  'employee.signed_out': z.object({ everywhere: z.boolean() }),
  'employee.password_changed': z.object({ way: z.enum(['changed', 'reset']) }),
  'invitation.sent': z.object({ role: z.string(), departmentId: z.uuid().nullable() }),
  'invitation.revoked': z.object({}),
  'invitation.accepted': z.object({ employeeId: z.uuid() }),
  'absence.created': z.object({
    employeeId: z.uuid(),
    from: z.string(),
    to: z.string(),
    substituteId: z.uuid().nullable(),
  }),
  'absence.removed': z.object({
    employeeId: z.uuid(),
    from: z.string(),
    to: z.string(),
    substituteId: z.uuid().nullable(),
  }),
  'api_token.created': z.object({ name: z.string(), employeeId: z.uuid() }),
  'api_token.revoked': z.object({ name: z.string(), employeeId: z.uuid() }),
})

/** The one company of this Tok has no id of its own; its events need a subject all the same. */
export const OWN_COMPANY = { kind: 'own_company', id: '00000000-0000-0000-0000-000000000001' }
