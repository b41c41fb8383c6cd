import { sql } from 'kysely'
import { defineAccess, grant } from '../../core/access.ts'

export const appointmentAccess = defineAccess({
  kind: 'appointment',
  table: 'appointments',
  owner: 'owner_id',
  department: 'department_id',
  furtherWays(person, { action, alias }) {
    if (action !== 'read') return []
    return [
      sql<boolean>`exists (select from appointment_people p where p.appointment_id = ${sql.ref(`${alias}.id`)}
        and p.person_kind = 'employee' and p.person_id = any(${person.standsFor}::uuid[]))`,
    ]
  },
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'all', 'all'),
    update: grant('all', 'department', 'own'),
    cancel: grant('all', 'department', 'own'),
  },
})
