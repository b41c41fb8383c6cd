import { defineModule } from '../../core/define.ts'
import './attachable.ts'
import { bankStatementAccess, invoiceAccess, invoicingAccess } from './access.ts'
import { invoiceEvents } from './events.ts'
import { invoiceReactions } from './reactions.ts'
import { invoiceRoutes } from './routes/invoices.ts'
import { invoicingRoutes } from './routes/settings.ts'
import { statementRoutes } from './routes/statements.ts'
import { invoiceSteps } from './steps.ts'
import './fields.ts'

export const invoicesModule = defineModule({
  name: 'invoices',
  events: invoiceEvents,
  access: [invoiceAccess, invoicingAccess, bankStatementAccess],
  routes: [...invoiceRoutes, ...invoicingRoutes, ...statementRoutes],
  reactions: invoiceReactions,
  steps: invoiceSteps,
})
