import { type RawBuilder, sql } from 'kysely'
import { newId } from '../core/ids.ts'
import type { Batch, Live } from './batch.ts'
import { startsInHour } from './starts.ts'

/** Writes what the batch came to: one statement a table, all in one round trip. */
export async function save(batch: Batch): Promise<void> {
  const { cx } = batch
  const sent: Promise<unknown>[] = []
  // Begun together, so that they travel in one round trip; the database does them in this order.
  const send = (statement: RawBuilder<unknown>) => sent.push(statement.execute(cx.db))
  const touched = [...batch.live.values()].filter((instance) => instance.touched && instance.state)
  saveInstances(batch, touched, send)
  saveWaits(batch, touched, send)
  saveHistory(batch, send)
  saveLater(batch, send)
  saveStarts(batch, send)
  await Promise.all(sent)
  await saveIncidents(batch)
}

type Send = (statement: RawBuilder<unknown>) => void

function saveInstances(batch: Batch, touched: Live[], send: Send): void {
  const { now } = batch.cx
  const endedAt = ({ state }: Live) => (state!.status === 'active' ? null : now)
  const fresh = touched.filter((instance) => instance.fresh)
  if (fresh.length > 0) {
    const rows = fresh.map((instance) => ({
      id: instance.id,
      definition_id: instance.definitionId,
      process_key: instance.key,
      subject_kind: instance.subject?.kind ?? null,
      subject_id: instance.subject?.id ?? null,
      started_by_event: instance.startedBy,
      status: instance.state!.status,
      state: instance.state,
      depth: instance.depth,
      department_id: instance.departmentId,
      started_at: instance.startedAt,
      ended_at: endedAt(instance),
      called_by: instance.calledBy?.instance ?? null,
      called_by_token: instance.calledBy?.token ?? null,
      moves: instance.moves,
    }))
    send(sql`/* new-instances */ insert into process_instances (id, definition_id, process_key, subject_kind, subject_id, started_by_event, status,
        state, depth, department_id, started_at, ended_at, moved_at, called_by, called_by_token, moves)
      select id, definition_id, process_key, subject_kind, subject_id, started_by_event, status, state, depth, department_id,
        started_at, ended_at, ${now}, called_by, called_by_token, moves
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, definition_id uuid, process_key text, subject_kind text,
        subject_id uuid, started_by_event uuid, status text, state jsonb, depth smallint, department_id uuid, started_at timestamptz,
        ended_at timestamptz, called_by uuid, called_by_token int, moves int)`)
  }
  const known = touched.filter((instance) => !instance.fresh)
  if (known.length > 0) {
    // Each row found by its id first and changed where it lies: never all instances against all changes.
    send(sql`/* moved-instances */ update process_instances i set status = r.status, state = r.state::jsonb, ended_at = r.ended_at,
        moved_at = ${now}, moves = r.moves
      from (select r.*, o.at from unnest(${known.map((each) => each.id)}::uuid[], ${known.map((each) => each.state!.status)}::text[],
          ${known.map((each) => JSON.stringify(each.state))}::text[], ${known.map(endedAt)}::timestamptz[],
          ${known.map((each) => each.moves)}::int[]) as r(id, status, state, ended_at, moves)
        cross join lateral (select o.ctid as at from process_instances o where o.id = r.id offset 0) o) r
      where i.ctid = r.at`)
  }
}

function saveWaits(batch: Batch, touched: Live[], send: Send): void {
  const ended = touched.filter((instance) => instance.state!.status !== 'active')
  const endedIds = new Set(ended.map((instance) => instance.id))
  const gone = [...batch.waitsGone.values()].filter((wait) => !endedIds.has(wait.instance_id))
  if (gone.length > 0) {
    send(sql`/* waits-gone */ delete from process_waits where ctid = any (array(
      select w.at from unnest(${gone.map((w) => w.instance_id)}::uuid[], ${gone.map((w) => w.token)}::int[],
        ${gone.map((w) => w.element)}::text[], ${gone.map((w) => w.kind)}::text[]) as g(instance_id, token, element, kind)
      cross join lateral (select w.ctid as at from process_waits w where w.instance_id = g.instance_id and w.token = g.token
        and w.element = g.element and w.kind = g.kind offset 0) w))`)
  }
  const known = ended.filter((instance) => !instance.fresh).map((instance) => instance.id)
  if (known.length > 0) {
    send(sql`/* waits-ended */ delete from process_waits where instance_id = any(${known}::uuid[])`)
    send(sql`/* later-ended */ delete from outbox where instance_id = any(${known}::uuid[]) and kind = 'deliver'`)
  }
  const waits = [...batch.waitsNew.values()].filter((wait) => !endedIds.has(wait.instance_id))
  if (waits.length > 0) {
    send(sql`/* new-waits */ insert into process_waits (instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, since)
      select instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, ${batch.cx.now}
      from unnest(${waits.map((w) => w.instance_id)}::uuid[], ${waits.map((w) => w.token)}::int[], ${waits.map((w) => w.element)}::text[],
        ${waits.map((w) => w.kind)}::text[], ${waits.map((w) => w.due_at)}::timestamptz[], ${waits.map((w) => w.working_time)}::boolean[],
        ${waits.map((w) => w.message_name)}::text[], ${waits.map((w) => w.correlation_key)}::text[])
        as r(instance_id, token, element, kind, due_at, working_time, message_name, correlation_key)
      on conflict (instance_id, token, element, kind) do update set due_at = excluded.due_at, working_time = excluded.working_time,
        message_name = excluded.message_name, correlation_key = excluded.correlation_key, since = excluded.since`)
  }
}

function saveHistory({ history, cx }: Batch, send: Send): void {
  if (history.length === 0) return
  const list = (items: readonly (string | number)[]) =>
    `{${items.map((item) => JSON.stringify(String(item))).join(',')}}`
  send(sql`/* history */ insert into process_history (instance_id, definition_id, event_id, at, elements, tokens, whats, flows)
    select instance_id, definition_id, event_id, ${cx.now}, elements::text[], tokens::int[], whats::text[], flows::text[]
    from unnest(${history.map((row) => row.instance_id)}::uuid[], ${history.map((row) => row.definition_id)}::uuid[],
      ${history.map((row) => row.event_id)}::uuid[], ${history.map((row) => list(row.elements))}::text[],
      ${history.map((row) => list(row.tokens))}::text[], ${history.map((row) => list(row.whats))}::text[],
      ${history.map((row) => list(row.flows))}::text[]) as r(instance_id, definition_id, event_id, elements, tokens, whats, flows)`)
}

/** Tries of a step and what a suspended instance will be told. The pauses run by machine time. */
function saveLater({ later }: Batch, send: Send): void {
  if (later.length === 0) return
  send(sql`insert into outbox (kind, topic, instance_id, payload, state, not_before)
    select 'deliver', 'tell', instance, payload, case when held then 'held' else 'ready' end,
      case when attempt > 0 then clock_timestamp() + make_interval(secs => power(2, attempt)) end
    from json_to_recordset(${JSON.stringify(later)}::json) as l(instance uuid, payload jsonb, held boolean, attempt int)`)
}

/** How many cases each process began within its hour. */
function saveStarts(batch: Batch, send: Send): void {
  for (const [key, count] of batch.started) {
    const process = batch.processes.get(key)!
    const before = startsInHour(batch, process)
    const since = before > 0 ? process.startsSince : batch.cx.now
    send(sql`/* starts */ update processes set starts_since = ${since}, starts = ${before + count} where key = ${key}`)
  }
}

async function saveIncidents({ cx, cleared, incidents }: Batch): Promise<void> {
  if (cleared.length > 0) {
    await sql`update process_incidents n set resolved_at = ${cx.now}, resolved_by = ${cx.actor.kind === 'user' ? cx.actor.id : null},
        resolution = coalesce(resolution, 'cleared')
      from unnest(${cleared.map((each) => each.instance)}::uuid[], ${cleared.map((each) => each.token)}::int[]) as c(instance, token)
      where n.instance_id = c.instance and n.token = c.token and n.resolved_at is null`.execute(cx.db)
  }
  if (incidents.length === 0) return
  const rows = incidents.map(({ instance, ...incident }) => ({ ...incident, id: newId(), instance: instance.id }))
  await sql`insert into process_incidents (id, instance_id, token, element, code, message, attempts, raised_at)
    select id, instance, token, element, code, message, attempts, ${cx.now} from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id uuid, instance uuid, token int, element text, code text, message text, attempts jsonb)
    on conflict (instance_id, token) where resolved_at is null do nothing`.execute(cx.db)
  for (const { instance, element, code, message } of incidents) {
    cx.record('process.incident_raised', {
      subject: { kind: 'process_instance', id: instance.id },
      payload: { process: instance.key, element, code, message },
      also: instance.subject ? [instance.subject] : [],
    })
  }
}
