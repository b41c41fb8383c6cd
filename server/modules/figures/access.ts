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
