import { OWN } from '../../../pure/kinds.ts'
import { defineAccess, grant } from '../../core/access.ts'

/** Which kinds there are, how they are numbered and who may do what with their records. */
export const kindAccess = defineAccess({
  kind: 'kind',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'none', 'none') },
})

/** Records of the kinds: heads and employees have the rights of the kind, kept as grants under its key. */
export const recordAccess = defineAccess({
  kind: OWN,
  table: 'records',
  owner: 'owner_id',
  department: 'department_id',
  byKind: 'kind',
  // Whoever has a task about a record works on it: an approver moves it on.
  openToCandidates: ['read', 'update'],
  actions: {
    read: grant('all', 'none', 'none'),
    create: grant('all', 'none', 'none'),
    update: grant('all', 'none', 'none'),
    delete: grant('all', 'none', 'none'),
  },
})
