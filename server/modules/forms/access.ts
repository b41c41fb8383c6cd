import { defineAccess, grant } from '../../core/access.ts'

export const formAccess = defineAccess({
  kind: 'form',
  table: 'forms',
  owner: 'owner_id',
  department: 'department_id',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'all', 'none'),
    update: grant('all', 'all', 'none'),
    archive: grant('all', 'all', 'none'),
    // What people wrote is personal data: it goes no further than the department the form works for.
    read_submissions: grant('all', 'department', 'department'),
    // Makes a lead of what was held back.
    let_through: grant('all', 'department', 'department'),
    submit: grant('all', 'all', 'all'),
  },
})
