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

/** Pipelines with their stages, and the reasons for which deals are lost. */
export const pipelineAccess = defineAccess({
  kind: 'pipeline',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'none', 'none') },
})
