import { sql } from 'kysely'
import { defineAccess, grant, type Person } from '../../core/access.ts'

/** Open to this person as one of the candidates; `alias` is the name of the tasks in the query. */
export const offeredTo = (person: Person, alias: string) =>
  sql<boolean>`(${sql.ref(`${alias}.candidate_user_ids`)} && ${person.standsFor}::uuid[]
    or ${sql.ref(`${alias}.candidate_department_ids`)} && ${person.memberOf}::uuid[])`

export const taskAccess = defineAccess({
  kind: 'task',
  table: 'tasks',
  owner: 'assignee_id',
  department: 'department_id',
  furtherWays(person, { action, alias }) {
    // Giving a task to somebody asks of that person's department, never of who set it before.
    if (action === 'create') return []
    const setByMe = sql<boolean>`${sql.ref(`${alias}.owner_id`)} = ${person.id}`
    return action === 'read' ? [setByMe, offeredTo(person, alias)] : [setByMe]
  },
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'own'),
    update: grant('all', 'department', 'own'),
    complete: grant('all', 'department', 'own'),
  },
})
