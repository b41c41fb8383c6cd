import { defineAccess, grant } from '../../core/access.ts'

export const invoiceAccess = defineAccess({
  kind: 'invoice',
  table: 'invoices',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'own'),
    issue: grant('all', 'department', 'own'),
    send: grant('all', 'department', 'own'),
    pay: grant('all', 'department', 'own'),
    cancel: grant('all', 'department', 'none'),
  },
})

/** Who sells, on which accounts, by which numbers: everybody's invoices name it, who leads the company keeps it. */
export const invoicingAccess = defineAccess({
  kind: 'invoicing',
  actions: {
    read: grant('all', 'all', 'all'),
    manage: grant('all', 'none', 'none'),
  },
})

/** What came into the company's accounts, from whoever: for who leads it, and for who keeps its books. */
export const bankStatementAccess = defineAccess({
  kind: 'bank_statement',
  actions: {
    read: grant('all', 'none', 'none'),
    create: grant('all', 'none', 'none'),
    book: grant('all', 'none', 'none'),
  },
})

/** What people of the department that keeps the books may do with everybody's invoices and with all statements. */
export const ACCOUNTING = [
  ...['read', 'update', 'issue', 'send', 'pay'].map((action) => ({ kind: invoiceAccess.kind, action })),
  ...Object.keys(bankStatementAccess.actions).map((action) => ({ kind: bankStatementAccess.kind, action })),
]
