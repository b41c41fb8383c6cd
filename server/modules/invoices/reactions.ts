import type { Reaction } from '../../core/define.ts'
import { agreementOf, heedAgreement } from './commands/to-invoice.ts'

export const invoiceReactions: Reaction[] = [
  {
    name: 'invoices heed what was agreed',
    on: [
      ...['deal.won', 'deal.lost', 'deal.reopened', 'contract.signed', 'contract.terminated'],
      ...['invoice.issued', 'invoice.sent', 'invoice.cancelled'],
    ],
    when: ({ payload }) => Boolean(payload.dealId || payload.contractId),
    run: (cx, { payload }) => heedAgreement(cx, agreementOf(payload)),
  },
]
