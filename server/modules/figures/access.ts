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
