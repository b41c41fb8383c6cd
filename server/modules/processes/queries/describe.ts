import { type RawBuilder, sql } from 'kysely'
import type { Token } from '../../../../pure/bpmn/state.ts'
import { accessKinds, may, scopeOf } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { graphOf } from '../../../engine/definitions.ts'
import { subjectOf } from './subject.ts'
import { nameOf, stepName, wordsOf } from './words.ts'

/** A condition over the cases called `alias`: a head steers those about records he may change. */
export function maySteer(actor: Actor, alias: string): RawBuilder<boolean> {
  const scope = scopeOf(actor, 'process', 'steer')
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none') return sql<boolean>`false`
  const ways = accessKinds()
    .filter(({ table, actions }) => table && actions.update)
    .map(
      ({
        kind,
        table,
      }) => sql`(${sql.ref(`${alias}.subject_kind`)} = ${kind} and exists (select 1 from ${sql.table(table!)}
        where ${sql.ref(`${table}.id`)} = ${sql.ref(`${alias}.subject_id`)} and ${may(actor, kind, 'update')}))`,
    )
  return sql<boolean>`(${sql.join(ways, sql` or `)})`
}

export interface Running {
  id: string
  process_key: string
  version: number
  name: string
  definition_id: string
  status: string
  started_at: Date
  ended_at: Date | null
  subject_kind: string | null
  subject_id: string | null
  subject_title: string | null
  title_params: Record<string, unknown> | null
  state: { tokens: Token[]; scopes: { variables: Record<string, unknown> }[] }
  suspended_at: Date | null
  called_by: string | null
}

/** Where a case stands, for whom it waits, since when, and what happens then. */
export async function describe(db: Db, user: UserActor, rows: Running[]) {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const { rows: waits } = await sql<{
    instance_id: string
    token: number
    element: string
    kind: string
    due_at: Date | null
    since: Date
  }>`
    select instance_id, token, element, kind, due_at, since from process_waits where instance_id = any(${ids}::uuid[])`.execute(
    db,
  )
  const { rows: tasks } = await sql<{
    instance_id: string
    token: number
    id: string
    kind: string
    title: string
    title_params: Record<string, unknown> | null
    due_at: Date | null
    created_at: Date
    assignee_id: string | null
    assignee: string | null
    groups: string[]
    people: string[]
  }>`select t.instance_id, t.token, t.id, t.kind, t.title, t.title_params, t.due_at, t.created_at, t.assignee_id, e.name as assignee,
      array(select d.name from departments d where d.id = any(t.candidate_department_ids)) as groups,
      array(select p.name from employees p where p.id = any(t.candidate_user_ids) order by p.name) as people
    from tasks t left join employees e on e.id = t.assignee_id where t.instance_id = any(${ids}::uuid[]) and t.status = 'open'`.execute(
    db,
  )
  const { rows: incidents } = await sql<{
    instance_id: string
    id: string
    token: number
    element: string
    code: string
    message: string
    raised_at: Date
  }>`
    select instance_id, id, token, element, code, message, raised_at from process_incidents
    where instance_id = any(${ids}::uuid[]) and resolved_at is null`.execute(db)
  const { rows: steered } = await sql<{ id: string }>`
    select i.id from process_instances i where i.id = any(${ids}::uuid[]) and ${maySteer(user, 'i')}`.execute(db)
  return Promise.all(
    rows.map(async (row) => {
      const graph = await graphOf(db, row.definition_id)
      const words = await wordsOf(row.process_key)
      const named = (id: string) => ({ id, name: stepName(words, id, graph.elements[id]?.name) })
      return {
        id: row.id,
        process: row.process_key,
        name: nameOf(row.process_key, row.name),
        version: row.version,
        status: row.status,
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        subject: subjectOf(row),
        maySteer: steered.some(({ id }) => id === row.id),
        tokens: row.state.tokens.filter(isAtWork).map((token) => {
          const task = tasks.find((candidate) => candidate.instance_id === row.id && candidate.token === token.id)
          const own = waits.filter((wait) => wait.instance_id === row.id && wait.token === token.id)
          const timers = own.filter((wait) => wait.kind === 'timer' && wait.due_at)
          const incident = incidents.find(
            (candidate) => candidate.instance_id === row.id && candidate.token === token.id,
          )
          return {
            token: token.id,
            element: named(token.element),
            phase: token.phase,
            since: (own[0]?.since ?? task?.created_at)?.toISOString() ?? null,
            task: task
              ? {
                  id: task.id,
                  kind: task.kind,
                  title: task.title,
                  titleParams: task.title_params,
                  dueAt: task.due_at?.toISOString() ?? null,
                  assignee: task.assignee_id ? { id: task.assignee_id, name: task.assignee ?? '' } : null,
                  offeredTo: task.groups,
                  askedOf: task.people,
                }
              : null,
            timers: timers.map((timer) => ({ element: named(timer.element), dueAt: timer.due_at!.toISOString() })),
            incident: incident
              ? {
                  id: incident.id,
                  code: incident.code,
                  message: incident.message,
                  raisedAt: incident.raised_at.toISOString(),
                }
              : null,
          }
        }),
      }
    }),
  )
}

/** Not what only holds instances together, and not the mere wait of an event subprocess. */
function isAtWork({ loop, listener, phase }: Token): boolean {
  return !loop && (!listener || phase === 'incident')
}
