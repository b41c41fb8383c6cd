import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** An issued invoice is watched until it is paid: who has to ask for the money is told, and then the supervisor. */
export const invoicePayments: ShippedProcess = {
  key: 'invoice_payments',
  folder: 'invoice-payments',
  department: 'sales',
  version: 1,
  name: { pl: 'Pilnowanie zapłaty', en: 'Watching payments' },
  sentences: [
    {
      text: {
        pl: 'Gdy minie termin płatności, a faktura nie jest zapłacona, powiadom opiekuna {notify_by}.',
        en: 'When the due date is over and an invoice is not paid, tell its owner {notify_by}.',
      },
      elements: ['invoice_issued', 'day_over', 'read_again', 'tell_owner'],
    },
    {
      text: {
        pl: 'Jeśli przez kolejne {supervisor_after} nadal nie ma zapłaty, powiadom też przełożonego.',
        en: 'If it is still not paid {supervisor_after} later, tell the supervisor, too.',
      },
      elements: ['long', 'read_last', 'tell_supervisor'],
    },
  ],
  blanks: {
    notify_by: notifyByBlank,
    supervisor_after: {
      type: 'duration',
      working: false,
      label: { pl: 'Czas do przełożonego', en: 'Time to the supervisor' },
    },
  },
  settings: z.strictObject({ notify_by: notifyBy, supervisor_after: duration }),
  defaults: { notify_by: 'app_and_mail', supervisor_after: 'P7D' },
  elements: {
    invoice_issued: 'Invoice issued',
    read: 'Look at the invoice',
    to_watch: 'Waits for payment?',
    wait: 'What comes first?',
    day_over: 'The day is over',
    paid: 'Paid',
    cancelled: 'Cancelled',
    read_again: 'Look at the invoice',
    still_open: 'Still not paid?',
    tell_owner: 'Tell the owner',
    wait_on: 'What comes first?',
    long: 'Still no payment',
    paid_late: 'Paid late',
    read_last: 'Look at the invoice',
    open_yet: 'Still not paid?',
    tell_supervisor: 'Tell the supervisor',
    told: 'Told',
    nothing: 'Nothing to watch',
    paid_end: 'Paid',
    cancelled_end: 'Cancelled',
    settled: 'Paid',
    late_end: 'Paid',
    last_end: 'Paid',
    to_watch_to_wait: 'yes',
    nothing_to_watch: 'no',
    still_open_to_tell_owner: 'yes',
    paid_meanwhile: 'no',
    open_yet_to_tell_supervisor: 'yes',
    paid_at_last: 'no',
  },
}
