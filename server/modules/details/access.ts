import { defineAccess, grant } from '../../core/access.ts'

/** The register of taxpayers: who leads the company sets it on; a request for details itself goes with its record. */
export const nipRegisterAccess = defineAccess({
  kind: 'nip_register',
  actions: { read: grant('all', 'all', 'all'), manage: grant('all', 'none', 'none') },
})
