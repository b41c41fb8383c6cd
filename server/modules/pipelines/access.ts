import { defineAccess, grant } from '../../core/access.ts'

/** Pipelines with their stages, and the reasons for which deals are lost. */
export const pipelineAccess = defineAccess({
  kind: 'pipeline',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'none', 'none') },
})
