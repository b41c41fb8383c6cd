import { z } from 'zod'
import { durations } from '../../../pure/duration-schema.ts'
import { SUBJECTS } from '../../../pure/kinds.ts'

const person = z.object({ id: z.uuid(), name: z.string() })
const kind = z.enum(['meeting', 'call'])
const moment = z.iso.datetime({ offset: true })
const ids = z
  .array(z.uuid())
  .max(100)
  .refine((all) => new Set(all).size === all.length, { params: { code: 'field.twice' } })
const subject = z.strictObject({ kind: z.enum(SUBJECTS), id: z.uuid() })

export const appointmentSchema = z
  .object({
    id: z.uuid(),
    kind,
    status: z.enum(['planned', 'cancelled']),
    title: z.string(),
    body: z.string(),
    place: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    owner: person.nullable(),
    employees: z.array(person),
    contacts: z.array(person),
    subject: z.object({ kind: z.string(), id: z.uuid(), title: z.string() }).nullable(),
    remindBefore: z.array(z.string()).nullable().describe('null: as the process of reminders says'),
    version: z.number(),
  })
  .meta({ id: 'Appointment' })

export const newAppointmentSchema = z.strictObject({
  kind: kind.default('meeting'),
  title: z.string().trim().min(1).max(300),
  body: z.string().max(10_000).default(''),
  place: z.string().trim().max(300).default(''),
  startsAt: moment,
  endsAt: moment,
  employeeIds: ids.default([]).describe('beside the caller, who always takes part'),
  contactIds: ids.default([]),
  subject: subject.nullish(),
  remindBefore: durations(5).nullish(),
})

export const appointmentChangeSchema = z.strictObject({
  kind: kind.optional(),
  title: z.string().trim().min(1).max(300).optional(),
  body: z.string().max(10_000).optional(),
  place: z.string().trim().max(300).optional(),
  startsAt: moment.optional(),
  endsAt: moment.optional(),
  employeeIds: ids.optional(),
  contactIds: ids.optional(),
  remindBefore: durations(5).nullable().optional(),
})

export const calendarSchema = z.object({
  items: z.array(
    z.object({
      source: z.enum(['appointment', 'task']),
      id: z.uuid(),
      kind: z.enum(['meeting', 'call', 'task']),
      title: z.string(),
      titleParams: z.record(z.string(), z.unknown()).nullable(),
      startsAt: z.string(),
      endsAt: z.string(),
      place: z.string(),
      people: z.array(person).describe('whose calendars it stands in, of those asked for'),
      done: z.boolean(),
      mayUpdate: z.boolean(),
      version: z.number(),
    }),
  ),
  more: z.boolean().describe('there is more in this time than is shown'),
  days: z.array(
    z.object({
      day: z.iso.date(),
      holiday: z.string().nullable(),
      working: z.array(z.object({ from: z.string(), to: z.string() })).describe("the caller's own hours"),
    }),
  ),
})
