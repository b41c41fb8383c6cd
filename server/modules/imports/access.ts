import { defineAccess, grant } from '../../core/access.ts'

/** Bringing in files is for who leads; what is in them is written with his or her own rights. */
export const importAccess = defineAccess({
  kind: 'import',
  table: 'imports',
  owner: 'created_by',
  actions: { read: grant('own', 'own', 'none'), create: grant('own', 'own', 'none') },
})
