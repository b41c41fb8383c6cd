import { defineAccess, grant } from '../../core/access.ts'

export const processAccess = defineAccess({
  kind: 'process',
  actions: {
    read: grant('all', 'all', 'all'),
    // Its blanks and its switch (queries.ts, mayChange).
    change: grant('all', 'department', 'none'),
    // Its cases: those about records of the department (queries.ts, maySteer).
    steer: grant('all', 'department', 'none'),
  },
})
