import { type RawBuilder, sql } from 'kysely'
import { shippedProcesses } from '../../../../processes/shipped.ts'
import type { InstanceState } from '../../../../pure/bpmn/state.ts'
import { accessKinds, may } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import { graphOf } from '../../../engine/definitions.ts'
import { subjectOf } from './subject.ts'

export const CASE_STATES = ['active', 'incident', 'suspended', 'ended'] as const

/** A condition over the cases called `alias`: those about records this actor may read; a case about none is open like its process. */
export function mayReadCase(actor: Actor, alias: string): RawBuilder<boolean> {
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  const kinds = accessKinds().filter(({ table }) => table)
  const ways = kinds
    .filter(({ actions }) => actions.read)
    .map(
      ({ kind, table }) => sql`(${at('subject_kind')} = ${kind} and exists (select 1 from ${sql.table(table!)}
        where ${sql.ref(`${table}.id`)} = ${at('subject_id')} and ${may(actor, kind, 'read')}))`,
    )
  const none = sql`${at('subject_id')} is null or ${at('subject_kind')} <> all(${kinds.map(({ kind }) => kind)}::text[])`
  return sql<boolean>`(${sql.join([none, ...ways], sql` or `)})`
}

const stopped = sql<boolean>`exists (select from process_incidents n where n.instance_id = i.id and n.resolved_at is null)`
const inState: Record<(typeof CASE_STATES)[number], RawBuilder<boolean>> = {
  active: sql<boolean>`i.status = 'active' and i.suspended_at is null`,
  incident: sql<boolean>`i.status = 'active' and ${stopped}`,
  suspended: sql<boolean>`i.status = 'active' and i.suspended_at is not null`,
  ended: sql<boolean>`i.status <> 'active'`,
}

export interface CaseFilter {
  status?: (typeof CASE_STATES)[number]
  /** Only cases with a token on this element now. */
  element?: string
  after?: string
  limit: number
}

/** Cases of one process whose records this person may read, those begun last first. 404 for no such process. */
export async function listCases(db: Db, user: UserActor, key: string, filter: CaseFilter) {
  const { rows: known } = await sql`select 1 from processes where key = ${key}`.execute(db)
  if (known.length === 0) throw notFound()
  const where = [sql`i.process_key = ${key}`, mayReadCase(user, 'i')]
  if (filter.status) where.push(inState[filter.status])
  if (filter.element) {
    where.push(sql`i.status = 'active'
      and exists (select from json_array_elements(i.state -> 'tokens') t where t ->> 'element' = ${filter.element}
        and t -> 'loop' is null and (t -> 'listener' is null or t ->> 'phase' = 'incident'))`)
  }
  if (filter.after) {
    const [id] = readCursor(filter.after, 1) as [string]
    where.push(sql`i.id < ${id}::uuid`)
  }
  const { rows } = await sql<{
    id: string
    definition_id: string
    version: number
    status: string
    started_at: Date
    moved_at: Date
    ended_at: Date | null
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
    title_params: Record<string, unknown> | null
    incident: string | null
    state: InstanceState
  }>`select i.id, i.definition_id, d.version,
      case when i.status = 'active' and i.suspended_at is not null then 'suspended' else i.status end as status, i.started_at, i.moved_at, i.ended_at, i.subject_kind, i.subject_id,
      coalesce(s.title, k.title) as subject_title, k.title_params, i.state, (select n.code from process_incidents n where n.instance_id = i.id and n.resolved_at is null
        order by n.raised_at limit 1) as incident
    from process_instances i join process_definitions d on d.id = i.definition_id
    left join search_entries s on s.kind = i.subject_kind and s.id = i.subject_id
    left join tasks k on i.subject_kind = 'task' and k.id = i.subject_id
    where ${sql.join(where, sql` and `)} order by i.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const english = shippedProcesses.find((process) => process.key === key)?.elements ?? {}
  const items = await Promise.all(
    page.map(async (row) => {
      const { elements } = await graphOf(db, row.definition_id)
      return {
        id: row.id,
        version: row.version,
        status: row.status,
        startedAt: row.started_at.toISOString(),
        movedAt: row.moved_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        subject: subjectOf(row),
        at: standsAt(row.state).map((id) => {
          const name = elements[id]?.name ?? id
          return { id, name: { pl: name, en: english[id] ?? name } }
        }),
        incident: row.incident,
      }
    }),
  )
  const last = page.at(-1)
  return { items, next: rows.length > filter.limit && last ? cursorOf(last.id) : null }
}

/** The elements a case stands on, each once: not what only holds others together, nor a subprocess with tokens inside. */
function standsAt({ tokens, scopes }: InstanceState): string[] {
  const inside = new Set(tokens.filter((token) => !token.listener).map((token) => token.scope))
  const around = new Set(scopes.filter((scope) => inside.has(scope.id)).map((scope) => scope.token))
  const standing = tokens.filter(
    ({ id, loop, listener, phase }) => !loop && !around.has(id) && (!listener || phase === 'incident'),
  )
  return [...new Set(standing.map((token) => token.element))]
}
