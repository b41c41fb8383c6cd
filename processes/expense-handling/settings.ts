import { z } from 'zod'
import { duration } from '../../pure/duration-schema.ts'
import { APPROVAL_ELEMENTS, notifyBy, notifyByBlank } from '../settings-parts.ts'
import type { ShippedProcess } from '../shipped-process.ts'

/** An expense: approved by the supervisor, or his substitute, and paid by the department it is filed in. */
export const expenseHandling: ShippedProcess = {
  key: 'expense_handling',
  folder: 'expense-handling',
  department: 'finance',
  version: 1,
  name: { pl: 'Rozliczenie wydatku', en: 'Settling an expense' },
  sentences: [
    {
      text: {
        pl: 'Wydatek zatwierdza przełożony zgłaszającego, a gdy go nie ma, jego zastępca. Ma na to {approve_within}, potem przypomnij mu {notify_by}.',
        en: 'An expense is approved by the supervisor of who filed it, or by his substitute. He has {approve_within}, then remind him {notify_by}.',
      },
      elements: ['asked', 'needs_approval', 'approve', 'approval_late', 'remind', 'tell_owner'],
    },
    {
      text: {
        pl: 'Zatwierdzony wydatek wypłaca jego dział, najdalej w {pay_within}. Potem dowie się o nim osoba kierująca działem.',
        en: 'An approved expense is paid by its department within {pay_within}. After that its head is told.',
      },
      elements: ['to_be_paid', 'pay', 'payment_late', 'tell_head'],
    },
  ],
  blanks: {
    approve_within: { type: 'duration', working: true, label: { pl: 'Czas na decyzję', en: 'Time for the decision' } },
    pay_within: { type: 'duration', working: true, label: { pl: 'Czas na wypłatę', en: 'Time to pay' } },
    notify_by: notifyByBlank,
  },
  settings: z.strictObject({ approve_within: duration, pay_within: duration, notify_by: notifyBy }),
  defaults: { approve_within: 'P2D', pay_within: 'P5D', notify_by: 'app_and_mail' },
  elements: {
    ...APPROVAL_ELEMENTS,
    to_be_paid: 'Approved',
    read_expense: 'Read the expense',
    has_department: 'Has a department?',
    nobody_pays: 'Without a department',
    pay: 'Pay',
    payment_late: 'Still not paid',
    tell_head: 'Tell the head',
    told_head: 'Told',
    paid: 'Settled',
    has_department_to_pay: 'yes',
    no_department: 'no',
  },
}
