import { defineAccess, grant } from '../../core/access.ts'

export const dealAccess = defineAccess({
  kind: 'deal',
  table: 'deals',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'own'),
    move: grant('all', 'department', 'own'),
    win: grant('all', 'department', 'own'),
    lose: grant('all', 'department', 'own'),
    reopen: grant('all', 'department', 'own'),
  },
})
