import { defineModule } from '../../core/define.ts'
import './attachable.ts'
import { bankStatementAccess, invoiceAccess, invoicingAccess } from './access.ts'
import { invoiceEvents } from './events.ts'
import { invoiceReactions } from './reactions.ts'
import { invoiceSteps } from './steps.ts'
import './fields.ts'

export const invoicesModule = defineModule({
  name: 'invoices',
  events: invoiceEvents,
  access: [invoiceAccess, invoicingAccess, bankStatementAccess],
  reactions: invoiceReactions,
  steps: invoiceSteps,
})
