import { defineAccess, grant } from '../../core/access.ts'

export const ticketAccess = defineAccess({
  kind: 'ticket',
  table: 'tickets',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read', 'update'],
  // Whoever of a department is there helps: a customer's question does not wait for its owner's return.
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'department'),
    assign: grant('all', 'department', 'department'),
  },
})
