import type { Reaction } from '../../core/define.ts'
import { agreementOf, heedAgreement } from './commands/to-invoice.ts'

export const invoiceReactions: Reaction[] = [
  {
    name: 'invoices heed what was agreed',
    on: [
      ...['deal.won', 'deal.lost', 'deal.reopened', 'contract.signed', 'contract.terminated'],
      ...['invoice.issued', 'invoice.sent', 'invoice.cancelled'],
    ],
    async run(cx, { payload }) {
      if (payload.dealId || payload.contractId) await heedAgreement(cx, agreementOf(payload))
    },
  },
]
