import { defineAccess, grant } from '../../core/access.ts'

/** Which fields there are; who sees and edits the values of each is said by the field itself (`mayField`). */
export const fieldAccess = defineAccess({
  kind: 'field',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'none', 'none'),
    update: grant('all', 'none', 'none'),
    archive: grant('all', 'none', 'none'),
    delete: grant('all', 'none', 'none'),
  },
})
