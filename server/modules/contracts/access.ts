import { sql } from 'kysely'
import { defineAccess, grant } from '../../core/access.ts'

export const contractAccess = defineAccess({
  kind: 'contract',
  table: 'contracts',
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  // Whoever was asked to approve it may look at what he answered for.
  furtherWays: (person, { action, alias }) =>
    action === 'read'
      ? [
          sql<boolean>`exists (select from contract_approvals ca where ca.contract_id = ${sql.ref(`${alias}.id`)}
            and (ca.approver_id = any(${person.standsFor}::uuid[]) or ca.assignee_id = any(${person.standsFor}::uuid[])))`,
        ]
      : [],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'own'),
    submit: grant('all', 'department', 'own'),
    send: grant('all', 'department', 'own'),
    sign: grant('all', 'department', 'own'),
    terminate: grant('all', 'department', 'none'),
  },
})

/** Who has to agree to contracts: everybody may know it, who leads the company says it. */
export const approvalRuleAccess = defineAccess({
  kind: 'approval_rule',
  actions: {
    read: grant('all', 'all', 'all'),
    manage: grant('all', 'none', 'none'),
  },
})
