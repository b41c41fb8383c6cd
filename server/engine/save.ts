import { type RawBuilder, sql } from 'kysely'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import { newId } from '../core/ids.ts'
import { type Batch, type Live, plainArray, type Wait, type WaitKey } from './batch.ts'

/**
 * Sends what the batch came to since the last saving, one statement a table: the database writes while the batch thinks on.
 * What went wrong is told by the commit.
 */
export function save(batch: Batch): void {
  const { cx } = batch
  const send = (statement: RawBuilder<unknown>) => cx.trail(statement.execute(cx.db))
  const touched = [...batch.live.values()].filter((instance) => instance.touched && instance.state)
  saveInstances(batch, touched, send)
  saveWaits(batch, touched, send)
  saveHistory(batch, send)
  saveLater(batch, send)
  saveIncidents(batch, send)
  for (const instance of touched) {
    instance.touched = false
    instance.fresh = false
  }
}

/** Without the one character that PostgreSQL reads in no text; the case would be unreadable, and whoever asks for many with it. */
const written = (state: InstanceState): string => {
  const text = JSON.stringify(state)
  if (!text.includes('\\u0000')) return text
  return text.replace(/(\\\\)|\\u0000/g, (_, backslash?: string) => backslash ?? '')
}

type Send = (statement: RawBuilder<unknown>) => void

function saveInstances(batch: Batch, touched: Live[], send: Send): void {
  const { now } = batch.cx
  const fresh = touched.filter((instance) => instance.fresh)
  if (fresh.length > 0) {
    const column = (of: (instance: Live) => string | number | null) => plainArray(fresh.map(of))
    send(sql`/* new-instances */ insert into process_instances (id, definition_id, process_key, subject_kind, subject_id, started_by_event, status,
        state, depth, department_id, started_at, ended_at, moved_at, called_by, called_by_token, moves)
      select id, definition_id, process_key, subject_kind, subject_id, started_by_event, status, state::json, depth, department_id,
        started_at, case when status <> 'active' then ${now}::timestamptz end, ${now}, called_by, called_by_token, moves
      from unnest(${column(({ id }) => id)}::uuid[], ${column((each) => each.definitionId)}::uuid[], ${fresh.map(({ key }) => key)}::text[],
        ${fresh.map(({ subject }) => subject?.kind ?? null)}::text[], ${column(({ subject }) => subject?.id ?? null)}::uuid[],
        ${column((each) => each.startedBy)}::uuid[], ${column(({ state }) => state!.status)}::text[], ${texts(fresh.map(({ state }) => written(state!)))},
        ${column(({ depth }) => depth)}::smallint[], ${column((each) => each.departmentId)}::uuid[],
        ${fresh.map((each) => each.startedAt)}::timestamptz[], ${column(({ calledBy }) => calledBy?.instance ?? null)}::uuid[],
        ${column(({ calledBy }) => calledBy?.token ?? null)}::int[], ${column(({ moves }) => moves)}::int[])
        as r(id, definition_id, process_key, subject_kind, subject_id, started_by_event, status, state, depth, department_id,
          started_at, called_by, called_by_token, moves)`)
  }
  const known = touched.filter((instance) => !instance.fresh)
  if (known.length > 0) {
    // Each row found by its id first and changed where it lies: never all instances against all changes.
    send(sql`/* moved-instances */ update process_instances i set status = r.status, state = r.state::json,
        ended_at = case when r.status <> 'active' then ${now}::timestamptz end, moved_at = ${now}, moves = r.moves
      from (select r.*, o.at from unnest(${plainArray(known.map(({ id }) => id))}::uuid[], ${plainArray(known.map(({ state }) => state!.status))}::text[],
          ${texts(known.map(({ state }) => written(state!)))}, ${plainArray(known.map(({ moves }) => moves))}::int[]) as r(id, status, state, moves)
        cross join lateral (select o.ctid as at from process_instances o where o.id = r.id offset 0) o) r
      where i.ctid = r.at`)
  }
}

/** A list of texts that hold no control characters, as JSON does: PostgreSQL takes it apart faster than an array. */
const texts = (items: readonly string[]) => sql`string_to_array(${items.join('\u0001')}, E'\\x01')`

function saveWaits(batch: Batch, touched: Live[], send: Send): void {
  const ended = touched.filter((instance) => instance.state!.status !== 'active')
  const endedIds = new Set(ended.map((instance) => instance.id))
  const gone: WaitKey[] = []
  const waits: Wait[] = []
  for (const key of batch.unsaved) {
    const [left, came] = [batch.waitsGone.get(key), batch.waitsNew.get(key)]
    if (endedIds.has((left ?? came)!.instance_id)) continue
    if (left) gone.push(left)
    if (came) waits.push(came)
  }
  batch.unsaved.clear()
  if (gone.length > 0) {
    send(sql`/* waits-gone */ delete from process_waits where ctid = any (array(
      select w.at from unnest(${plainArray(gone.map((w) => w.instance_id))}::uuid[], ${plainArray(gone.map((w) => w.token))}::int[],
        ${gone.map((w) => w.element)}::text[], ${gone.map((w) => w.kind)}::text[]) as g(instance_id, token, element, kind)
      cross join lateral (select w.ctid as at from process_waits w where w.instance_id = g.instance_id and w.token = g.token
        and w.element = g.element and w.kind = g.kind offset 0) w))`)
  }
  const known = ended.filter((instance) => !instance.fresh).map((instance) => instance.id)
  if (known.length > 0) {
    send(sql`/* waits-ended */ delete from process_waits where instance_id = any(${plainArray(known)}::uuid[])`)
    send(
      sql`/* later-ended */ delete from outbox where instance_id = any(${plainArray(known)}::uuid[]) and kind = 'deliver'`,
    )
  }
  if (waits.length > 0) {
    send(sql`/* new-waits */ insert into process_waits (instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, since)
      select instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, ${batch.cx.now}
      from unnest(${plainArray(waits.map((w) => w.instance_id))}::uuid[], ${plainArray(waits.map((w) => w.token))}::int[], ${waits.map((w) => w.element)}::text[],
        ${waits.map((w) => w.kind)}::text[], ${waits.map((w) => w.due_at)}::timestamptz[], ${plainArray(waits.map((w) => w.working_time))}::boolean[],
        ${waits.map((w) => w.message_name)}::text[], ${waits.map((w) => w.correlation_key)}::text[])
        as r(instance_id, token, element, kind, due_at, working_time, message_name, correlation_key)
      on conflict (instance_id, token, element, kind) do update set due_at = excluded.due_at, working_time = excluded.working_time,
        message_name = excluded.message_name, correlation_key = excluded.correlation_key, since = excluded.since`)
  }
}

function saveHistory(batch: Batch, send: Send): void {
  const { cx } = batch
  const history = batch.history.slice(batch.historySaved)
  if (history.length === 0) return
  batch.historySaved = batch.history.length
  const list = (items: readonly (string | number)[]) =>
    `{${items.map((item) => JSON.stringify(String(item))).join(',')}}`
  send(sql`/* history */ insert into process_history (instance_id, definition_id, event_id, at, elements, tokens, whats, flows)
    select instance_id, definition_id, event_id, ${cx.now}, elements::text[], tokens::int[], whats::text[], flows::text[]
    from unnest(${plainArray(history.map((row) => row.instance_id))}::uuid[], ${plainArray(history.map((row) => row.definition_id))}::uuid[],
      ${plainArray(history.map((row) => row.event_id))}::uuid[], ${texts(history.map((row) => list(row.elements)))},
      ${texts(history.map((row) => plainArray(row.tokens)))}, ${texts(history.map((row) => plainArray(row.whats)))},
      ${texts(history.map((row) => list(row.flows)))}) as r(instance_id, definition_id, event_id, elements, tokens, whats, flows)`)
}

/** Tries of a step and what a suspended instance will be told. The pauses run by machine time. */
function saveLater(batch: Batch, send: Send): void {
  const later = batch.later.splice(0)
  if (later.length === 0) return
  send(sql`insert into outbox (kind, topic, instance_id, payload, state, not_before)
    select 'deliver', 'tell', instance, payload, case when held then 'held' else 'ready' end,
      case when attempt > 0 then clock_timestamp() + make_interval(secs => power(2, attempt)) end
    from json_to_recordset(${JSON.stringify(later)}::json) as l(instance uuid, payload jsonb, held boolean, attempt int)`)
}

/** How many cases each process began within its hour. */
export function saveStarts({ started, cx }: Batch): void {
  const { now } = cx
  const hourAgo = new Date(now.getTime() - 3_600_000)
  for (const [key, count] of started) {
    const counted = sql`/* starts */ update processes set starts = case when starts_since > ${hourAgo} then starts else 0 end + ${count},
      starts_since = case when starts_since > ${hourAgo} then starts_since else ${now} end where key = ${key}`
    cx.trail(counted.execute(cx.db))
  }
}

function saveIncidents(batch: Batch, send: Send): void {
  const { cx } = batch
  const cleared = batch.cleared.splice(0)
  const incidents = batch.incidents.splice(0)
  if (cleared.length > 0) {
    send(sql`update process_incidents n set resolved_at = ${cx.now}, resolved_by = ${cx.actor.kind === 'user' ? cx.actor.id : null},
        resolution = coalesce(resolution, 'cleared')
      from unnest(${cleared.map((each) => each.instance)}::uuid[], ${cleared.map((each) => each.token)}::int[]) as c(instance, token)
      where n.instance_id = c.instance and n.token = c.token and n.resolved_at is null`)
  }
  if (incidents.length === 0) return
  const rows = incidents.map(({ instance, ...incident }) => ({ ...incident, id: newId(), instance: instance.id }))
  send(sql`insert into process_incidents (id, instance_id, token, element, code, message, attempts, raised_at)
    select id, instance, token, element, code, message, attempts, ${cx.now} from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id uuid, instance uuid, token int, element text, code text, message text, attempts jsonb)
    on conflict (instance_id, token) where resolved_at is null do nothing`)
  for (const { instance, element, code, message } of incidents) {
    cx.record('process.incident_raised', {
      subject: { kind: 'process_instance', id: instance.id },
      payload: { process: instance.key, element, code, message },
      also: instance.subject ? [instance.subject] : [],
    })
  }
}
