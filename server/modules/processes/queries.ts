import { sql } from 'kysely'
import { shippedProcesses } from '../../../processes/shipped.ts'
import { accessKinds, allow, scopeOf } from '../../core/access.ts'
import type { Actor, UserActor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { notFound } from '../../core/errors.ts'
import { graphOf } from '../../engine/definitions.ts'
import { describe, maySteer, type Running } from './queries/describe.ts'
import { englishNames, nameOf, stepName, wordsOf } from './queries/words.ts'

export interface ProcessSummary {
  key: string
  name: { pl: string; en: string }
  version: number
  settingsVersion: number | null
  paused: boolean
  running: number
  late: number
  incidents: number
  heldAt: string | null
  heldStarts: number
  startsAnHour: number
}

/** Whether this actor may fill the blanks of a process and switch it: a head those of his department. 404 for none. */
export const mayChange = async (db: Db, actor: Actor, key: string): Promise<boolean> =>
  (await changes(db, actor, key)).may

/**
 * The department with whose rights alone a process acts where this actor drew it or begins it: null where it acts with those
 * it has, because they are the actor's own, too. Asked only of who may change the process.
 */
export const actsFor = async (db: Db, actor: Actor, key: string): Promise<string | null> =>
  (await changes(db, actor, key)).actsFor

async function changes(db: Db, actor: Actor, key: string): Promise<{ may: boolean; actsFor: string | null }> {
  const scope = scopeOf(actor, 'process', 'change')
  // Its department is the one it belongs to, or the one its settings name; a process of neither is the whole company's.
  const shipped = shippedProcesses.find((process) => process.key === key)?.department ?? null
  const { rows } = await sql<{
    own: string | null
    departments: string[]
  }>`select p.department_id as own, array(select d.id from departments d
      where d.id = p.department_id or p.department_id is null and d.key = ${shipped}::text or s."values" ->> 'department' in (d.key, d.id::text)
      order by d.id) as departments
    from processes p left join process_settings s on s.id = p.settings_id where p.key = ${key}`.execute(db)
  if (!rows[0]) throw notFound()
  if (scope === 'all') return { may: true, actsFor: null }
  const { own, departments } = rows[0]
  const mine = actor.kind === 'user' ? departments.filter((id) => actor.departmentIds.includes(id)) : []
  return {
    may: scope === 'department' && mine.length > 0,
    actsFor: own !== null && mine.includes(own) ? null : (mine[0] ?? null),
  }
}

/** 404 unless this actor may read the record the case is about; a case about none is open like its process. */
export async function allowCase(
  db: Db,
  actor: Actor,
  about: { subject_kind: string | null; subject_id: string | null },
): Promise<void> {
  const record = accessKinds().find(({ kind, table }) => table && kind === about.subject_kind)
  if (record && about.subject_id) await allow(db, actor, record.kind, 'read', about.subject_id)
}

/** Those in use, and beside them the one with the key that is asked for. */
export async function listProcesses(db: Db, key: string | null = null): Promise<ProcessSummary[]> {
  const { rows } = await sql<{
    key: string
    name: string
    version: number
    settings_version: number | null
    paused_at: Date | null
    running: number
    incidents: number
    late: number
    held_at: Date | null
    held: number
    starts_an_hour: number
  }>`with running as (select process_key, count(*)::int as n from process_instances where status = 'active' group by 1),
      stopped as (select i.process_key, count(*)::int as n from process_incidents n join process_instances i on i.id = n.instance_id
        where n.resolved_at is null and i.status = 'active' group by 1),
      late as (select process_key, count(distinct instance_id)::int as n from tasks where status = 'open' and instance_id is not null
        and due_at < (select business_now()) group by 1),
      held as (select topic, count(*)::int as n from outbox where state = 'held' and topic like 'start:%' group by 1)
    select p.key, d.name, d.version, s.version as settings_version, p.paused_at, p.held_at, p.starts_an_hour,
      coalesce(h.n, 0) as held, coalesce(r.n, 0) as running, coalesce(n.n, 0) as incidents, coalesce(l.n, 0) as late
    from processes p join process_definitions d on d.id = p.definition_id left join process_settings s on s.id = p.settings_id
    left join running r on r.process_key = p.key left join stopped n on n.process_key = p.key
    left join late l on l.process_key = p.key left join held h on h.topic = 'start:' || p.key
    where p.archived_at is null or p.key = ${key} order by p.position, p.key`.execute(db)
  return rows.map((row) => ({
    key: row.key,
    name: nameOf(row.key, row.name),
    version: row.version,
    settingsVersion: row.settings_version,
    paused: row.paused_at !== null,
    running: row.running,
    late: row.late,
    incidents: row.incidents,
    heldAt: row.held_at?.toISOString() ?? null,
    heldStarts: row.held,
    startsAnHour: row.starts_an_hour,
  }))
}

/** One process with its model, its sentences and its settings. */
export async function processByKey(db: Db, user: UserActor, key: string) {
  const { rows } = await sql<{
    definition_id: string
    bpmn: string
    origin: string
    values: Record<string, unknown> | null
    changed_at: Date | null
    changed_by: string | null
  }>`
    select d.id as definition_id, d.bpmn, d.origin, s."values", s.created_at as changed_at, e.name as changed_by
    from processes p join process_definitions d on d.id = p.definition_id left join process_settings s on s.id = p.settings_id
    left join employees e on e.id = s.created_by where p.key = ${key}`.execute(db)
  const row = rows[0]
  const summary = (await listProcesses(db, key)).find((process) => process.key === key)
  if (!row || !summary) throw notFound()
  const shipped = shippedProcesses.find((process) => process.key === key)
  const { rows: counts } = await sql<{ element: string; tokens: number }>`
    select t ->> 'element' as element, count(*)::int as tokens
    from process_instances i, json_array_elements(i.state -> 'tokens') t
    where i.process_key = ${key} and i.status = 'active' and i.definition_id = ${row.definition_id}
      and t -> 'loop' is null and (t -> 'listener' is null or t ->> 'phase' = 'incident') group by 1`.execute(db)
  return {
    ...summary,
    bpmn: row.bpmn,
    shipped: row.origin === 'shipped',
    sentences: shipped?.sentences ?? [],
    blanks: shipped?.blanks ?? {},
    elements: englishNames(await wordsOf(key), await graphOf(db, row.definition_id)),
    settings: row.values ?? {},
    defaults: shipped?.defaults ?? {},
    changedAt: row.changed_at?.toISOString() ?? null,
    changedBy: row.changed_by,
    tokens: counts,
    mayChange: await mayChange(db, user, key),
  }
}

const RUNNING = sql`select i.id, i.process_key, d.version, d.name, i.definition_id, i.status, i.started_at, i.ended_at, i.subject_kind,
  i.subject_id, coalesce(s.title, k.title) as subject_title, k.title_params, i.state, i.suspended_at, i.called_by from process_instances i
  join process_definitions d on d.id = i.definition_id left join search_entries s on s.kind = i.subject_kind and s.id = i.subject_id
  left join tasks k on i.subject_kind = 'task' and k.id = i.subject_id`

/** The cases of one record: running ones first. */
export async function instancesOf(db: Db, user: UserActor, subject: { kind: string; id: string }) {
  const { rows } = await sql<Running>`${RUNNING} where i.subject_id = ${subject.id} and i.subject_kind = ${subject.kind}
    order by (i.status = 'active') desc, i.started_at desc limit 20`.execute(db)
  return describe(db, user, rows)
}

/** One case with its model and its way so far. Readable by whoever may read its record. */
export async function instanceById(db: Db, user: UserActor, id: string) {
  const { rows } = await sql<Running>`${RUNNING} where i.id = ${id}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound()
  await allowCase(db, user, row)
  const [described] = await describe(db, user, [row])
  const { rows: definition } = await sql<{
    bpmn: string
  }>`select bpmn from process_definitions where id = ${row.definition_id}`.execute(db)
  const { rows: history } = await sql<{ element: string; token: number; what: string; flow: string | null; at: Date }>`
    select element, token, what, flow, at from process_steps where instance_id = ${id} order by id, n limit 1000`.execute(
    db,
  )
  const graph = await graphOf(db, row.definition_id)
  const words = await wordsOf(row.process_key)
  return {
    ...described!,
    suspended: row.suspended_at !== null,
    calledBy: row.called_by,
    variables: described!.maySteer ? (row.state.scopes[0]?.variables ?? {}) : null,
    bpmn: definition[0]!.bpmn,
    elements: englishNames(words, graph),
    history: history.map((step) => ({
      element: { id: step.element, name: stepName(words, step.element, graph.elements[step.element]?.name) },
      token: step.token,
      what: step.what,
      flow: step.flow,
      at: step.at.toISOString(),
    })),
  }
}

/** Open incidents this person may resolve, newest first, with what they hold up. */
export async function listIncidents(db: Db, user: UserActor) {
  const { rows } = await sql<{
    id: string
    instance_id: string
    process_key: string
    name: string
    definition_id: string
    element: string
    code: string
    message: string
    raised_at: Date
    subject_kind: string | null
    subject_id: string | null
    subject_title: string | null
  }>`select n.id, n.instance_id, i.process_key, d.name, i.definition_id, n.element, n.code, n.message, n.raised_at, i.subject_kind,
      i.subject_id, s.title as subject_title
    from process_incidents n join process_instances i on i.id = n.instance_id join process_definitions d on d.id = i.definition_id
    left join search_entries s on s.kind = i.subject_kind and s.id = i.subject_id
    where n.resolved_at is null and i.status = 'active' and ${maySteer(user, 'i')} order by n.raised_at desc limit 200`.execute(
    db,
  )
  return Promise.all(
    rows.map(async (row) => {
      const [{ elements }, words] = await Promise.all([graphOf(db, row.definition_id), wordsOf(row.process_key)])
      return {
        id: row.id,
        instance: row.instance_id,
        process: row.process_key,
        processName: nameOf(row.process_key, row.name),
        element: { id: row.element, name: stepName(words, row.element, elements[row.element]?.name) },
        code: row.code,
        message: row.message,
        raisedAt: row.raised_at.toISOString(),
        subject:
          row.subject_kind && row.subject_id
            ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title ?? '' }
            : null,
      }
    }),
  )
}

/** The workers' heartbeat: when one was last seen, how many cases run, how late the oldest due timer is. */
export async function beat(db: Db) {
  const { rows } = await sql<{
    seconds: number | null
    lateness_ms: number | null
    running: number
    backlog: number
    failed: number
  }>`
    select extract(epoch from clock_timestamp() - max(beat_at))::float as seconds, max(lateness_ms) as lateness_ms,
      (select count(*)::int from process_instances where status = 'active') as running,
      (select count(*)::int from (select 1 from outbox where kind = 'deliver' and state = 'ready' limit 1000) b) as backlog,
      (select count(*)::int from outbox where state = 'failed') as failed
    from worker_beats where roles like '%worker%'`.execute(db)
  const row = rows[0]!
  return {
    secondsAgo: row.seconds === null ? null : Math.max(0, Math.round(row.seconds)),
    latenessMs: row.lateness_ms ?? 0,
    running: row.running,
    backlog: row.backlog,
    failed: row.failed,
  }
}
