import { defineAccess, grant } from '../../core/access.ts'

export const processAccess = defineAccess({
  kind: 'process',
  actions: {
    read: grant('all', 'all', 'all'),
    change: grant('all', 'all', 'none'),
    steer: grant('all', 'all', 'none'),
  },
})
