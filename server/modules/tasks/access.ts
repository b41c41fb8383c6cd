import { defineAccess, grant } from '../../core/access.ts'

export const taskAccess = defineAccess({
  kind: 'task',
  table: 'tasks',
  owner: 'assignee_id',
  department: 'department_id',
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'own'),
    update: grant('all', 'department', 'own'),
    complete: grant('all', 'department', 'own'),
  },
})
