import { defineAccess, grant } from '../../core/access.ts'

export const leadAccess = defineAccess({
  kind: 'lead',
  table: 'leads',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read', 'accept'],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'own'),
    accept: grant('all', 'department', 'department'),
    assign: grant('all', 'department', 'own'),
    convert: grant('all', 'department', 'own'),
    reject: grant('all', 'department', 'own'),
  },
})
