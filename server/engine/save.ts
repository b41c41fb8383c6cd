import { type RawBuilder, sql } from 'kysely'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import { execute } from '../core/db.ts'
import { type Column, columnOf, overRows, plainArray, type Statement, together } from '../core/given-rows.ts'
import { newId } from '../core/ids.ts'
import type { Batch, Live, Wait, WaitKey } from './batch.ts'
import { type AsRead, isAsRead } from './lane.ts'

/**
 * Saves what the batch came to since the last saving: with the commit, or at once, so that the database writes while the batch
 * thinks on; all but the instances that are `moving` still. What went wrong is told by the commit.
 */
export function save(batch: Batch, when: 'at once' | 'at the end', moving: ReadonlySet<string> = new Set()): void {
  const { cx } = batch
  const touched = [...batch.live.values()].filter(({ id, touched, state }) => touched && state && !moving.has(id))
  const statements = [...instances(batch, touched), ...waits(batch, touched, moving), ...history(batch)]
  // What went wrong names its case, which has to be there first.
  if (when === 'at the end' && batch.incidents.length === 0) for (const statement of statements) cx.atEnd(statement)
  else for (const statement of together(statements)) cx.trail(execute(cx.db, statement))
  const send = (statement: RawBuilder<unknown>) => cx.trail(statement.execute(cx.db))
  saveLater(batch, send)
  saveIncidents(batch, send, moving)
  for (const instance of touched) {
    instance.touched = false
    instance.fresh = false
    instance.isMigrated = undefined
  }
}

/** Without the one character that PostgreSQL reads in no text; the case would be unreadable, and whoever asks for many with it. */
const written = (state: InstanceState): string => {
  const text = JSON.stringify(state)
  if (!text.includes('\\u0000')) return text
  return text.replace(/(\\\\)|\\u0000/g, (_, backslash?: string) => backslash ?? '')
}

const stayedColumns = (known: Live[]): Column[] => [
  columnOf(known, 'id', 'uuid', ({ id }) => id),
  columnOf(known, 'state', 'json', ({ state }) => written(state!)),
  columnOf(known, 'moves', 'int', ({ moves }) => moves),
]

const movedColumns = (known: Live[]): Column[] => [
  ...stayedColumns(known),
  columnOf(known, 'status', 'text', ({ state }) => state!.status),
]

const staying = (now: string) => `set state = r.state::json, moved_at = ${now}::timestamptz, moves = r.moves`
const moving = (now: string) =>
  `${staying(now)}, status = r.status, ended_at = case when r.status <> 'active' then ${now}::timestamptz end`

function moved(known: Live[], now: Date, version?: 'version'): Statement {
  const columns = movedColumns(known)
  if (version) {
    columns.push(columnOf(known, 'definition_id', 'uuid', ({ definitionId }) => definitionId))
    columns.push(columnOf(known, 'department_id', 'uuid', ({ departmentId }) => departmentId))
  }
  const set =
    moving(`$${columns.length + 1}`) +
    (version ? ', definition_id = r.definition_id, department_id = r.department_id' : '')
  const write = (rows: string) => `update process_instances i ${set} from ${rows} where i.id = r.id`
  return overRows(version ? 'migrated' : 'moved', columns, write, [now])
}

/** The one that was read before the transaction; what it keeps where it goes on is not written. */
function movedAsRead(known: Live[], now: Date, { moves }: AsRead): Statement {
  const goesOn = known[0]!.state!.status === 'active'
  const columns = goesOn ? stayedColumns(known) : movedColumns(known)
  const [at, was] = [`$${columns.length + 1}`, `$${columns.length + 2}`]
  const write = (rows: string) => `update process_instances i ${goesOn ? staying(at) : moving(at)} from ${rows}
    where i.id = r.id and ${isAsRead('i', was)} returning 1`
  return { ...overRows(goesOn ? 'on-as-read' : 'as-read', columns, write, [now, moves]), mustChange: true }
}

function instances({ cx: { now }, standsOn }: Batch, touched: Live[]): Statement[] {
  const fresh = touched.filter((instance) => instance.fresh)
  const known = touched.filter((instance) => !instance.fresh)
  const statements: Statement[] = []
  if (fresh.length > 0) {
    const columns = [
      columnOf(fresh, 'id', 'uuid', ({ id }) => id),
      columnOf(fresh, 'definition_id', 'uuid', ({ definitionId }) => definitionId),
      columnOf(fresh, 'process_key', 'text', ({ key }) => key),
      columnOf(fresh, 'subject_kind', 'text', ({ subject }) => subject?.kind ?? null),
      columnOf(fresh, 'subject_id', 'uuid', ({ subject }) => subject?.id ?? null),
      columnOf(fresh, 'started_by_event', 'uuid', ({ startedBy }) => startedBy),
      columnOf(fresh, 'status', 'text', ({ state }) => state!.status),
      columnOf(fresh, 'state', 'json', ({ state }) => written(state!)),
      columnOf(fresh, 'depth', 'smallint', ({ depth }) => depth),
      columnOf(fresh, 'department_id', 'uuid', ({ departmentId }) => departmentId),
      columnOf(fresh, 'started_at', 'timestamptz', ({ startedAt }) => startedAt),
      columnOf(fresh, 'called_by', 'uuid', ({ calledBy }) => calledBy?.instance ?? null),
      columnOf(fresh, 'called_by_token', 'int', ({ calledBy }) => calledBy?.token ?? null),
      columnOf(fresh, 'moves', 'int', ({ moves }) => moves),
    ]
    const write = (
      rows: string,
    ) => `insert into process_instances (id, definition_id, process_key, subject_kind, subject_id,
        started_by_event, status, state, depth, department_id, started_at, ended_at, moved_at, called_by, called_by_token, moves)
      select id, definition_id, process_key, subject_kind, subject_id, started_by_event, status, state::json, depth, department_id,
        started_at, case when status <> 'active' then $15::timestamptz end, $15::timestamptz, called_by, called_by_token, moves from ${rows}`
    statements.push(overRows('new', columns, write, [now]))
  }
  const read = known.filter(({ id }) => id === standsOn?.id)
  const others = known.filter(({ id, isMigrated }) => id !== standsOn?.id && !isMigrated)
  const migrated = known.filter(({ isMigrated }) => isMigrated)
  if (standsOn && read.length > 0) statements.push(movedAsRead(read, now, standsOn))
  if (others.length > 0) statements.push(moved(others, now))
  if (migrated.length > 0) statements.push(moved(migrated, now, 'version'))
  return statements
}

function waits(batch: Batch, touched: Live[], moving: ReadonlySet<string>): Statement[] {
  const ended = touched.filter((instance) => instance.state!.status !== 'active')
  const endedIds = new Set(ended.map((instance) => instance.id))
  const gone: WaitKey[] = []
  const come: Wait[] = []
  for (const key of batch.unsaved) {
    const [left, came] = [batch.waitsGone.get(key), batch.waitsNew.get(key)]
    const { instance_id } = (left ?? came)!
    if (moving.has(instance_id)) continue
    batch.unsaved.delete(key)
    if (endedIds.has(instance_id)) continue
    if (came) come.push(came)
    else if (left) gone.push(left)
  }
  const statements: Statement[] = []
  const isTurn = gone.length === 1 && come.length === 1 && gone[0]!.instance_id === come[0]!.instance_id
  // A timer may be armed anew where it stands already.
  if (batch.standsOn && isTurn && come[0]!.kind !== 'timer') {
    statements.push(turned(gone, come, batch.cx.now))
    gone.length = 0
    come.length = 0
  }
  if (gone.length > 0) {
    const write = (rows: string, isOne: boolean) => {
      const is = 'w.instance_id = r.instance_id and w.token = r.token and w.element = r.element and w.kind = r.kind'
      return isOne
        ? `delete from process_waits w using ${rows} where ${is}`
        : `delete from process_waits where ctid = any (array(select w.at from ${rows}
            cross join lateral (select w.ctid as at from process_waits w where ${is} offset 0) w))`
    }
    statements.push(overRows('gone', keyColumns(gone), write))
  }
  const known = ended.filter((instance) => !instance.fresh)
  if (known.length > 0) {
    const columns = [columnOf(known, 'id', 'uuid', ({ id }) => id)]
    const ids = (isOne: boolean) => (isOne ? '$1::uuid' : 'any ($1::uuid[])')
    statements.push(
      overRows('ended', columns, (_, isOne) => `delete from process_waits where instance_id = ${ids(isOne)}`),
      overRows(
        'unheard',
        columns,
        (_, isOne) => `delete from outbox where instance_id = ${ids(isOne)} and kind = 'deliver'`,
      ),
    )
  }
  if (come.length > 0) {
    const write = (
      rows: string,
    ) => `insert into process_waits (instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, since)
      select instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, $9::timestamptz from ${rows}
      on conflict (instance_id, token, element, kind) do update set due_at = excluded.due_at, working_time = excluded.working_time,
        message_name = excluded.message_name, correlation_key = excluded.correlation_key, since = excluded.since`
    statements.push(overRows('waits', waitColumns(come), write, [batch.cx.now]))
  }
  return statements
}

/** One wait that becomes another costs less than one that goes and one that comes. */
function turned(gone: WaitKey[], come: Wait[], now: Date): Statement {
  const was = keyColumns(gone).map((column) => ({ ...column, name: `was_${column.name}` }))
  const names = ['token', 'element', 'kind', 'due_at', 'working_time', 'message_name', 'correlation_key']
  const write = (rows: string) => `update process_waits w
    set ${names.map((name) => `${name} = r.${name}`).join(', ')}, since = $13::timestamptz
    from ${rows} where w.instance_id = r.was_instance_id and w.token = r.was_token and w.element = r.was_element and w.kind = r.was_kind`
  return overRows('turned', [...was, ...waitColumns(come)], write, [now])
}

const waitColumns = (waits: readonly Wait[]): Column[] => [
  ...keyColumns(waits),
  columnOf(waits, 'due_at', 'timestamptz', (wait) => wait.due_at),
  columnOf(waits, 'working_time', 'boolean', (wait) => wait.working_time),
  columnOf(waits, 'message_name', 'text', (wait) => wait.message_name),
  columnOf(waits, 'correlation_key', 'text', (wait) => wait.correlation_key),
]

const keyColumns = (waits: readonly WaitKey[]): Column[] => [
  columnOf(waits, 'instance_id', 'uuid', (wait) => wait.instance_id),
  columnOf(waits, 'token', 'int', (wait) => wait.token),
  columnOf(waits, 'element', 'text', (wait) => wait.element),
  columnOf(waits, 'kind', 'text', (wait) => wait.kind),
]

const quoted = (items: readonly string[]) => `{${items.map((item) => JSON.stringify(item)).join(',')}}`

function history(batch: Batch): Statement[] {
  const rows = batch.history.slice(batch.historySaved)
  if (rows.length === 0) return []
  batch.historySaved = batch.history.length
  const columns = [
    columnOf(rows, 'instance_id', 'uuid', (row) => row.instance_id),
    columnOf(rows, 'definition_id', 'uuid', (row) => row.definition_id),
    columnOf(rows, 'event_id', 'uuid', (row) => row.event_id),
    columnOf(rows, 'elements', 'json', (row) => quoted(row.elements)),
    columnOf(rows, 'tokens', 'json', (row) => plainArray(row.tokens)),
    columnOf(rows, 'whats', 'json', (row) => plainArray(row.whats)),
    columnOf(rows, 'flows', 'json', (row) => quoted(row.flows)),
  ]
  const write = (
    from: string,
  ) => `insert into process_history (instance_id, definition_id, event_id, at, elements, tokens, whats, flows)
    select instance_id, definition_id, event_id, $8::timestamptz, elements::text[], tokens::int[], whats::text[], flows::text[] from ${from}`
  return [overRows('history', columns, write, [batch.cx.now])]
}

type Send = (statement: RawBuilder<unknown>) => void

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

function saveIncidents(batch: Batch, send: Send, moving: ReadonlySet<string>): void {
  const { cx } = batch
  const cleared = batch.cleared.splice(0)
  const isLater = ({ instance }: Batch['incidents'][number]) => moving.has(instance.id)
  const incidents = batch.incidents.filter((incident) => !isLater(incident))
  batch.incidents = batch.incidents.filter(isLater)
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
