import { sql } from 'kysely'
import { defineAccess, grant } from '../../core/access.ts'

/** A view is its maker's; shared, its department or everybody opens it; shared with the company, leaders keep it in order, too. */
export const viewAccess = defineAccess({
  kind: 'view',
  table: 'views',
  owner: 'owner_id',
  furtherWays: (person, { action, alias }) => {
    const at = (column: string) => sql.ref(`${alias}.${column}`)
    if (action === 'update_shared') return [sql<boolean>`${at('shared')} <> 'private'`]
    if (action !== 'read') return []
    return [
      sql<boolean>`${at('shared')} = 'company'`,
      sql<boolean>`(${at('shared')} = 'department' and ${at('department_id')} = any(${person.memberOf}::uuid[]))`,
    ]
  },
  actions: {
    read: grant('own', 'own', 'own'),
    create: grant('own', 'own', 'own'),
    update: grant('own', 'own', 'own'),
    update_shared: grant('own', 'none', 'none'),
    /** For everybody in the company. */
    share: grant('all', 'all', 'none'),
  },
})

/** Asking something for many records at once; each is changed with the rights on that record. */
export const bulkAccess = defineAccess({
  kind: 'bulk_edit',
  table: 'bulk_edits',
  owner: 'created_by',
  actions: { read: grant('own', 'own', 'own'), create: grant('own', 'own', 'own') },
})

/** Taking a list away as a file: whatever its reader sees in it. */
export const exportAccess = defineAccess({
  kind: 'export',
  actions: { create: grant('all', 'all', 'all') },
})
