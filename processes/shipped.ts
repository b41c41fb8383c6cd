import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callCards } from './call-cards/settings.ts'
import { contractApproval } from './contract-approval/settings.ts'
import { contractTerms } from './contract-terms/settings.ts'
import { dealDocuments } from './deal-documents/settings.ts'
import { dealStageNotices } from './deal-stage-notices/settings.ts'
import { expenseHandling } from './expense-handling/settings.ts'
import { invoiceIssuing } from './invoice-issuing/settings.ts'
import { invoicePayments } from './invoice-payments/settings.ts'
import { leadWaking } from './lead-waking/settings.ts'
import { meetingReminders } from './meeting-reminders/settings.ts'
import { purchaseHandling } from './purchase-handling/settings.ts'
import { requestHandling } from './request-handling/settings.ts'
import { shipmentWatch } from './shipment-watch/settings.ts'
import type { ShippedProcess } from './shipped-process.ts'
import { taskReminders } from './task-reminders/settings.ts'
import { ticketHandling } from './ticket-handling/settings.ts'
import { visitReminders } from './visit-reminders/settings.ts'

/** The processes that run from the first start. */
export const shippedProcesses: ShippedProcess[] = [
  requestHandling,
  leadWaking,
  dealStageNotices,
  taskReminders,
  meetingReminders,
  visitReminders,
  purchaseHandling,
  shipmentWatch,
  expenseHandling,
  callCards,
  ticketHandling,
  invoiceIssuing,
  invoicePayments,
  dealDocuments,
  contractApproval,
  contractTerms,
]

/** The model of a shipped process; `root` is the folder that holds processes/. */
export const readModel = (root: string, process: ShippedProcess): string =>
  readFileSync(join(root, 'processes', process.folder, 'process.bpmn'), 'utf8')
