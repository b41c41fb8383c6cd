import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const contact = { contactId: z.uuid(), version: z.number() }
const company = { companyId: z.uuid(), name: z.string(), version: z.number() }

// A person's name is not in the payloads: it lies with the event's personal values, where it can be erased.
const custom = z.record(z.string(), z.unknown())

export const contactEvents = defineEvents({
  'contact.created': z.object({ ...contact, companyId: z.uuid().nullable(), ownerId: z.uuid().nullable(), custom }),
  'contact.updated': z.object({ ...contact, fields: z.array(z.string()) }),
  'contact.archived': z.object(contact),
  'company.created': z.object({ ...company, nip: z.string().nullable(), ownerId: z.uuid().nullable(), custom }),
  'company.updated': z.object({ ...company, fields: z.array(z.string()) }),
  'company.archived': z.object(company),
})
