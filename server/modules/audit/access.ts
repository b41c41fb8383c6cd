import { defineAccess, grant } from '../../core/access.ts'

/** The log tells everything of everybody: it is for who answers for the company. */
export const auditAccess = defineAccess({
  kind: 'audit',
  actions: { read: grant('all', 'none', 'none') },
})
