import { sql } from 'kysely'
import { defineAccess, grant, offeredTo, type Person } from '../../core/access.ts'

/** Watched by this person. */
export const watchedBy = (person: Pick<Person, 'id'>, alias: string) =>
  sql<boolean>`exists (select from task_watchers w where w.task_id = ${sql.ref(`${alias}.id`)}
    and w.employee_id = ${person.id})`

export const taskAccess = defineAccess({
  kind: 'task',
  table: 'tasks',
  owner: 'assignee_id',
  department: 'department_id',
  furtherWays(person, { action, alias }) {
    // Giving a task to somebody asks of that person's department, never of who set it before.
    if (action === 'create' || action === 'delegate') return []
    const at = (column: string) => sql.ref(`${alias}.${column}`)
    const given = [sql<boolean>`${at('owner_id')} = ${person.id}`, sql<boolean>`${at('delegated_by')} = ${person.id}`]
    return action === 'read' ? [...given, offeredTo(person, alias), watchedBy(person, alias)] : given
  },
  actions: {
    read: grant('all', 'department', 'department'),
    create: grant('all', 'department', 'own'),
    update: grant('all', 'department', 'own'),
    complete: grant('all', 'department', 'own'),
    delegate: grant('all', 'department', 'department'),
  },
})
