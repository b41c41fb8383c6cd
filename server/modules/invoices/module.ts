import { defineModule } from '../../core/define.ts'
import './attachable.ts'
import { invoiceAccess, invoicingAccess } from './access.ts'
import { invoiceEvents } from './events.ts'
import { invoiceReactions } from './reactions.ts'
import { invoiceRoutes } from './routes/invoices.ts'
import { invoicingRoutes } from './routes/settings.ts'
import { invoiceSteps } from './steps.ts'
import './fields.ts'

export const invoicesModule = defineModule({
  name: 'invoices',
  events: invoiceEvents,
  access: [invoiceAccess, invoicingAccess],
  routes: [...invoiceRoutes, ...invoicingRoutes],
  reactions: invoiceReactions,
  steps: invoiceSteps,
})
