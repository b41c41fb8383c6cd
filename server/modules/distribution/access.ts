import { defineAccess, grant } from '../../core/access.ts'

/** The rules by which requests find their person; what they may speak of (`read`) everybody sees, who reads a timeline does. */
export const distributionAccess = defineAccess({
  kind: 'distribution_rule',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'none', 'none') },
})
