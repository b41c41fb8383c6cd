import { defineAccess, grant } from '../../core/access.ts'

export const employeeAccess = defineAccess({
  kind: 'employee',
  table: 'employees',
  department: 'department_id',
  actions: {
    read: grant('all', 'all', 'all'),
    // What a head decides about his people: position, skills, working hours, telephone.
    update: grant('all', 'department', 'none'),
    // Role, department, supervisor, name, active: who may do what in Tok follows from these.
    manage: grant('all', 'none', 'none'),
    manage_absences: grant('all', 'department', 'none'),
  },
})

export const departmentAccess = defineAccess({
  kind: 'department',
  table: 'departments',
  department: 'id',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'none', 'none'),
    update: grant('all', 'none', 'none'),
    archive: grant('all', 'none', 'none'),
  },
})

export const invitationAccess = defineAccess({
  kind: 'invitation',
  actions: {
    read: grant('all', 'none', 'none'),
    create: grant('all', 'none', 'none'),
    revoke: grant('all', 'none', 'none'),
  },
})

/** The company that runs this Tok; `company` is the kind of the customers' cards. */
export const ownCompanyAccess = defineAccess({
  kind: 'own_company',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'none', 'none') },
})

export const staffAccess = [employeeAccess, departmentAccess, invitationAccess, ownCompanyAccess]
