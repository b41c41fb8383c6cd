import { z } from 'zod'
import { INVOICE_KINDS } from '../../../pure/invoices/invoice.ts'
import { defineEvents } from '../../core/events.ts'
import { BECAUSE } from './schema.ts'

const id = z.uuid().nullable()
const invoice = {
  invoiceId: z.uuid(),
  version: z.number(),
  kind: z.enum(INVOICE_KINDS),
  /** Null of a draft. */
  number: z.string().nullable(),
  title: z.string(),
  dealId: id,
  contractId: id,
  companyId: id,
  contactId: id,
  ownerId: id,
  departmentId: id,
  /** Minor units of the currency. */
  gross: z.number(),
  currency: z.string(),
  issuedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
}
const agreement = { dealId: id, contractId: id, because: z.enum(BECAUSE) }
const payment = { ...invoice, amount: z.number(), paidOn: z.string(), left: z.number() }
const statement = { statementId: z.uuid(), name: z.string() }
const account = { accountId: z.uuid(), iban: z.string(), version: z.number() }
const series = { seriesId: z.uuid(), name: z.string(), pattern: z.string(), version: z.number() }

export const invoiceEvents = defineEvents({
  'invoice.drafted': z.object(invoice),
  'invoice.updated': z.object({ ...invoice, fields: z.array(z.string()) }),
  'invoice.discarded': z.object(invoice),
  'invoice.issued': z.object(invoice),
  'invoice.corrected': z.object({ ...invoice, by: z.uuid(), byNumber: z.string(), difference: z.number() }),
  'invoice.sent': z.object(invoice),
  /** Of what was agreed, a deal or a contract without one: what waits for its invoice is about that. */
  'invoicing.called_for': z.object({
    ...agreement,
    number: z.string(),
    title: z.string(),
    ownerId: id,
    departmentId: id,
  }),
  'invoicing.called_off': z.object(agreement),
  'invoicing.done': z.object({ dealId: id, contractId: id, invoiceId: z.uuid(), number: z.string() }),
  'invoice.cancelled': z.object({ ...invoice, reason: z.string() }),
  'invoice.ksef_numbered': z.object({ ...invoice, ksefNumber: z.string() }),
  'invoice.ksef_number_removed': z.object({ ...invoice, ksefNumber: z.string() }),
  'invoice.payment_added': z.object(payment),
  'invoice.payment_removed': z.object(payment),
  'invoice.paid': z.object(invoice),
  'invoicing.settings_changed': z.object({ version: z.number(), fields: z.array(z.string()) }),
  'invoicing.certificate_set': z.object({ serial: z.string(), until: z.string() }),
  'invoicing.certificate_removed': z.object({ serial: z.string() }),
  'bank_statement.received': z.object({ ...statement, lines: z.number(), known: z.number() }),
  'bank_statement.booked': z.object({ ...statement, lines: z.number(), payments: z.number() }),
  'bank_statement.unbooked': z.object({ ...statement, payments: z.number() }),
  'bank_account.created': z.object(account),
  'bank_account.updated': z.object(account),
  'bank_account.archived': z.object(account),
  'invoice_series.created': z.object(series),
  'invoice_series.updated': z.object(series),
  'invoice_series.archived': z.object(series),
})
