import type { taskTitles as polish } from './task-titles.pl.ts'

/** See the Polish ones. */
export const taskTitles: Record<keyof typeof polish, string> = {
  'task.accept_lead': 'Accept request no. {number}: {title}',
  'task.handle_lead': 'Handle lead no. {number}: {title}',
  'task.approve_record': 'Approve or reject {number}: {title}',
  'task.pay_record': 'Pay {number}: {title}',
  'task.issue_invoice': 'Issue and send the invoice: {title}',
  'short.task.accept_lead': 'Accept the request',
  'short.task.handle_lead': 'Handle the lead',
  'short.task.approve_record': 'Approve or reject',
  'short.task.pay_record': 'Pay',
  'short.task.issue_invoice': 'Issue and send the invoice',
}
