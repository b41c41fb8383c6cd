import { sql } from 'kysely'
import { defineAccess, grant, type KindAccess } from '../../core/access.ts'

const card = {
  owner: 'owner_id',
  department: 'department_id',
  openToCandidates: ['read'],
  // A card filed under no department is everybody's to read: nobody should make it a second time.
  furtherWays: (_, { action, scope, alias }) =>
    action === 'read' && scope === 'department' ? [sql<boolean>`${sql.ref(`${alias}.department_id`)} is null`] : [],
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'department'),
    update: grant('all', 'department', 'own'),
    archive: grant('all', 'department', 'own'),
  },
} satisfies Partial<KindAccess>

export const contactAccess = defineAccess({ kind: 'contact', table: 'contacts', ...card })

export const companyAccess = defineAccess({ kind: 'company', table: 'companies', ...card })

export type CardKind = 'contact' | 'company'
