import { defineAccess, grant } from '../../core/access.ts'

/** One price list for the whole company: everybody sells from it, heads and leaders keep it. */
export const productAccess = defineAccess({
  kind: 'product',
  table: 'products',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'all', 'none'),
    update: grant('all', 'all', 'none'),
    archive: grant('all', 'all', 'none'),
  },
})
