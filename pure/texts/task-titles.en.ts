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
  'task.approve_contract':
    'Approve contract {number}: {title}{instead, select, true { (in place of {approverName})} other {}}',
  'task.mend_approval': 'Contract {number} has no approver. Mend the rules or the staff, then close this task',
  'task.send_contract': 'Send contract {number} to the customer: {title}',
  'task.collect_details': 'Collect the customer’s details: {title}',
  'task.prepare_documents': 'Prepare and send the documents: {title}',
  'short.task.collect_details': 'Collect the customer’s details',
  'short.task.prepare_documents': 'Prepare and send the documents',
}
