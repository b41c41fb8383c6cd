import { sql } from 'kysely'
import { defineAccess, grant } from '../../core/access.ts'

export const exchangeAccess = defineAccess({
  kind: 'exchange',
  actions: {
    read: grant('all', 'none', 'none'),
    manage: grant('all', 'none', 'none'),
  },
})

/** A call is its department's: whoever is there calls back. */
export const callAccess = defineAccess({
  kind: 'call',
  table: 'calls',
  owner: 'employee_id',
  department: 'department_id',
  // A call that is no department's waits for anybody to call back.
  furtherWays: (_, { scope, alias }) =>
    scope === 'department' ? [sql<boolean>`${sql.ref(`${alias}.department_id`)} is null`] : [],
  actions: {
    read: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'department'),
    dial: grant('all', 'all', 'all'),
  },
})
