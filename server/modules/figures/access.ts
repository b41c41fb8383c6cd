import { sql } from 'kysely'
import { defineAccess, grant } from '../../core/access.ts'

/** Figures are those of a person and of the department the record lay in: one's own, one's department's, everybody's. */
export const figureAccess = defineAccess({
  kind: 'figure',
  table: 'figure_days',
  owner: 'person_id',
  department: 'department_id',
  actions: {
    // Sums are no records that could be read one by one.
    see: grant('all', 'department', 'own'),
  },
})

/** A plan is seen by whom it is for, and set by whoever heads the department. */
export const planAccess = defineAccess({
  kind: 'plan',
  table: 'plans',
  owner: 'person_id',
  department: 'department_id',
  actions: {
    read: grant('all', 'department', 'own'),
    create: grant('all', 'department', 'none'),
    update: grant('all', 'department', 'none'),
  },
})

/** Reports by mail are whoever's set them up; who gets one sees that, and may want it no more. */
export const mailingAccess = defineAccess({
  kind: 'figure_mailing',
  table: 'figure_mailings',
  owner: 'owner_id',
  furtherWays: (person, { action, alias }) =>
    action === 'read' || action === 'leave'
      ? [sql<boolean>`${sql.ref(`${alias}.recipients`)} && ${person.standsFor}::uuid[]`]
      : [],
  actions: {
    read: grant('all', 'own', 'own'),
    create: grant('own', 'own', 'own'),
    update: grant('all', 'own', 'own'),
    leave: grant('own', 'own', 'own'),
  },
})
