import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { lateWhom, lateWhomBlank, notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** S4: a won deal or a signed contract has its invoice, issued and sent by its date; the forgotten one is seen. */
export const invoiceIssuing: ShippedProcess = {
  key: 'invoice_issuing',
  folder: 'invoice-issuing',
  department: 'sales',
  version: 1,
  name: { pl: 'Wystawienie faktury', en: 'Issuing an invoice' },
  sentences: [
    {
      text: {
        pl: 'Gdy transakcja jest wygrana albo umowa podpisana i nie ma faktury, opiekun dostaje zadanie: wystawić i wysłać fakturę w {issue_within}. {draft}.',
        en: 'When a deal is won or a contract signed and has no invoice, its owner gets the task to issue and send one within {issue_within}. {draft}.',
      },
      elements: ['called_for', 'read', 'invoiced', 'drafted', 'draft', 'issue', 'sent'],
    },
    {
      text: {
        pl: 'Jeśli faktura nie wyjdzie w tym czasie albo ktoś zamknie zadanie bez niej, powiedz o tym {late_whom} {notify_by}.',
        en: 'If none is sent by then, or somebody closes the task without one, tell {late_whom} {notify_by}.',
      },
      elements: ['late', 'tell_late', 'check', 'issued', 'tell_without'],
    },
  ],
  blanks: {
    issue_within: { type: 'duration', working: true, label: { pl: 'Czas na fakturę', en: 'Time for the invoice' } },
    draft: {
      type: 'choice',
      label: { pl: 'Szkic', en: 'Draft' },
      options: [
        { value: 'yes', label: { pl: 'Tok sam przygotuje szkic', en: 'Tok drafts it by itself' } },
        { value: 'no', label: { pl: 'Szkic przygotuje opiekun', en: 'Its owner drafts it' } },
      ],
    },
    late_whom: lateWhomBlank,
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({
    issue_within: duration,
    draft: z.enum(['yes', 'no']),
    late_whom: lateWhom,
    notify_by: notifyBy,
  }),
  defaults: { issue_within: 'P2D', draft: 'yes', late_whom: 'both', notify_by: 'app_and_mail' },
  elements: {
    called_for: 'An invoice is due',
    read: 'Look for invoices',
    invoiced: 'Was one sent?',
    drafted: 'Make a draft?',
    draft: 'Make a draft',
    issue: 'Issue and send the invoice',
    sent: 'Sent',
    called_off: 'Not needed any more',
    late: 'Out of time',
    tell_late: 'Tell of the missing invoice',
    late_told: 'Told',
    check: 'Look for invoices',
    issued: 'Is there an invoice?',
    tell_without: 'Tell of the missing invoice',
    done: 'Issued',
    closed_without: 'Closed without an invoice',
    has_invoice: 'There is one already',
    sent_end: 'Sent',
    called_off_end: 'Not needed',
    invoiced_to_has_invoice: 'yes',
    not_invoiced: 'no',
    drafted_to_draft: 'yes',
    by_hand: 'no',
    issued_to_done: 'yes',
    without: 'no',
  },
}
