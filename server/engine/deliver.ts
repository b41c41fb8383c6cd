import { type RawBuilder, sql } from 'kysely'
import { type AdvanceEnv, advance, type EngineEvent } from '../../pure/bpmn/advance.ts'
import { type Graph, triggerMatches } from '../../pure/bpmn/graph.ts'
import type { InstanceState } from '../../pure/bpmn/state.ts'
import { addWorkingTime } from '../../pure/work-calendar.ts'
import type { Actor } from '../core/actor.ts'
import { system } from '../core/actor.ts'
import type { StepDefinition, StepPlace } from '../core/define.ts'
import { type Deps, Died } from '../core/deps.ts'
import { Refusal } from '../core/errors.ts'
import type { LoggedEvent } from '../core/events.ts'
import { newId } from '../core/ids.ts'
import { type Cx, write } from '../core/write.ts'
import { type ActiveProcess, activeProcesses, graphOf } from './definitions.ts'
import type { Calendars, EnginePorts, NewUserTask } from './ports.ts'

/** One instance while a batch works on it; written back once, at the end. */
interface Live {
  id: string
  fresh: boolean
  definitionId: string
  key: string
  version: number
  subject: { kind: string; id: string } | null
  startedBy: string | null
  depth: number
  departmentId: string | null
  graph: Graph
  state: InstanceState | null
  startedAt: Date
  touched: boolean
}

interface Input {
  instance: Live
  event: EngineEvent
  cause: string | null
  depth: number
}

interface StepCall {
  input: Input
  token: number
  element: string
  type: string
  values: Record<string, unknown>
}

interface Wait {
  instance_id: string
  token: number
  element: string
  kind: string
  due_at: string | null
  working_time: boolean
  message_name: string | null
  correlation_key: string | null
}

// One lane for all deliveries: events reach an instance in the order in which they were committed, and two workers can
// never hold each other's instances. Batches, not lanes, make it fast.
const LANE = 7465602
const DEEPEST = 30

/** Delivers up to `limit` events to reactions and processes in one transaction; returns how many. */
export async function deliverEvents(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  try {
    return await deliverBatch(deps, ports, limit)
  } catch (error) {
    if (error instanceof Died) throw error
    if (limit === 1) {
      await postpone(deps, error)
      return 1
    }
    deps.log.warn({ err: error }, 'a batch of events failed; delivering one by one')
    let delivered = 0
    for (let i = 0; i < limit; i += 1) {
      const one = await deliverEvents(deps, ports, 1)
      if (one === 0) break
      delivered += one
    }
    return delivered
  }
}

const BACK_OFF = sql`make_interval(secs => least(3600, power(2, attempts + 1)))`

async function postpone(deps: Deps, error: unknown): Promise<void> {
  deps.log.error({ err: error }, 'an event could not be delivered; trying again later')
  await sql`update outbox set attempts = attempts + 1, last_error = ${String((error as Error).message).slice(0, 500)},
      not_before = clock_timestamp() + ${BACK_OFF}, state = case when attempts >= 11 then 'failed' else 'ready' end
    where id = (select id from outbox where kind = 'deliver' and state = 'ready'
      and (not_before is null or not_before <= clock_timestamp()) order by id limit 1)`.execute(deps.database.db)
}

async function deliverBatch(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  return write(deps, system('engine'), async (cx) => {
    if (!(await takeLane(cx))) return 0
    const { rows } = await sql<LoggedRow>`
      /* take-events */ with taken as (
        delete from outbox where id in (select id from outbox where kind = 'deliver' and state = 'ready'
          and (not_before is null or not_before <= clock_timestamp()) order by id limit ${limit} for update skip locked)
        returning id as outbox_id, event_id, topic, attempts
      )
      select t.outbox_id, t.topic, t.attempts, e.id, e.at, e.name, e.actor_kind, e.actor_id, e.subject_kind, e.subject_id,
        e.payload, e.changes, e.cause, e.depth, e.department_id
      from taken t join event_log e on e.id = t.event_id order by t.outbox_id`.execute(cx.db)
    if (rows.length === 0) return 0
    await react(cx, ports, rows)
    const batch = await openBatch(cx, deps, ports)
    const whole = rows.filter((row) => row.topic === null)
    const inputs = [
      ...(await startsFor(batch, whole)),
      ...(await messagesFor(batch, whole)),
      ...(await completionsFor(batch, whole)),
      ...(await rearmsFor(batch, whole)),
    ]
    inputs.sort((a, b) => order(whole, a) - order(whole, b))
    await run(batch, inputs, whole)
    return rows.length
  })
}

const order = (rows: LoggedRow[], input: Input) => rows.findIndex((row) => row.id === input.cause)

/** Fires up to `limit` timers that are due, in one transaction; returns how many. */
export async function fireTimers(deps: Deps, ports: EnginePorts, limit: number): Promise<number> {
  return write(deps, system('engine'), async (cx) => {
    if (!(await takeLane(cx))) return 0
    const { rows } = await sql<{ instance_id: string; token: number; element: string }>`
      select instance_id, token, element from process_waits where kind = 'timer' and due_at <= ${cx.now}
      order by due_at limit ${limit}`.execute(cx.db)
    if (rows.length === 0) return 0
    const batch = await openBatch(cx, deps, ports)
    const instances = await lock(
      batch,
      rows.map((row) => row.instance_id),
    )
    const inputs = rows.flatMap((row): Input[] => {
      const instance = instances.get(row.instance_id)
      if (!instance) return []
      return [
        {
          instance,
          event: { type: 'timer.fired', token: row.token, element: row.element },
          cause: null,
          depth: instance.depth,
        },
      ]
    })
    await run(batch, inputs)
    return rows.length
  })
}

/** Brings one event of a person (retry, skip, move, cancel) to one instance. */
export async function steer(cx: Cx, ports: EnginePorts, instanceId: string, event: EngineEvent): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LANE})`.execute(cx.db)
  const batch = await openBatch(cx, cx.deps, ports)
  const instances = await lock(batch, [instanceId])
  const instance = instances.get(instanceId)
  if (!instance) throw new Refusal('process.not_running', { status: 409 })
  await run(batch, [{ instance, event, cause: null, depth: instance.depth }])
}

interface LoggedRow {
  outbox_id: number
  topic: string | null
  attempts: number
  id: string
  at: Date
  name: string
  actor_kind: string
  actor_id: string | null
  subject_kind: string
  subject_id: string
  payload: Record<string, unknown>
  changes: LoggedEvent['changes']
  cause: LoggedEvent['cause']
  depth: number
  department_id: string | null
}

async function takeLane(cx: Cx): Promise<boolean> {
  const { rows } = await sql<{
    mine: boolean
  }>`/* take-lane */ select pg_try_advisory_xact_lock(${LANE}) as mine`.execute(cx.db)
  return rows[0]!.mine
}

async function react(cx: Cx, ports: EnginePorts, rows: LoggedRow[]): Promise<void> {
  for (const row of rows) {
    for (const reaction of ports.reactions.get(row.name) ?? []) {
      if (row.topic !== null && row.topic !== reaction.name) continue
      const event: LoggedEvent = {
        id: row.id,
        at: row.at,
        name: row.name,
        actor: { kind: row.actor_kind, id: row.actor_id },
        subject: { kind: row.subject_kind, id: row.subject_id },
        payload: row.payload,
        changes: row.changes,
        cause: row.cause,
        depth: row.depth,
        departmentId: row.department_id,
      }
      const acting = cx.as(system(reaction.name), { event: row.id, ...row.cause }, row.depth + 1)
      try {
        if (row.depth >= DEEPEST) throw new Error('loop guard: events caused events too many times over')
        await cx.savepoint(() => reaction.run(acting, event))
      } catch (error) {
        if (isRetryable(error)) throw error
        cx.deps.log.error(
          { err: error, reaction: reaction.name, event: row.id },
          'a reaction failed; trying again later',
        )
        await sql`insert into outbox (kind, event_id, topic, attempts, last_error, not_before, state)
          values ('deliver', ${row.id}, ${reaction.name}, ${row.attempts + 1}, ${(error as Error).message.slice(0, 500)},
            clock_timestamp() + make_interval(secs => least(3600, power(2, ${row.attempts + 1}::int))),
            ${row.attempts >= 11 ? 'failed' : 'ready'})`.execute(cx.db)
      }
    }
  }
}

const isRetryable = (error: unknown) => ['40001', '40P01'].includes((error as { code?: string }).code ?? '')

interface Batch {
  cx: Cx
  deps: Deps
  ports: EnginePorts
  processes: Map<string, ActiveProcess>
  calendars: Calendars
  live: Map<string, Live>
  waitsGone: Map<string, Pick<Wait, 'instance_id' | 'token' | 'element' | 'kind'>>
  waitsNew: Map<string, Wait>
  /** Which event opened a wait for a message in this batch. */
  openedBy: Map<string, string | null>
  /** Waits opened in this batch and what of it they were given: nothing is given twice. */
  given: Set<string>
  /** What one event moved in one case, step by step. */
  history: {
    instance_id: string
    definition_id: string
    event_id: string | null
    elements: string[]
    tokens: number[]
    whats: string[]
  }[]
  incidents: { instance: Live; token: number; element: string; code: string; message: string }[]
  cleared: { instance: string; token: number }[]
  actors: Map<string, Actor>
}

async function openBatch(cx: Cx, deps: Deps, ports: EnginePorts): Promise<Batch> {
  const [processes, calendars] = await Promise.all([activeProcesses(cx.db), ports.calendars(cx.db)])
  return {
    cx,
    deps,
    ports,
    processes,
    calendars,
    live: new Map(),
    waitsGone: new Map(),
    waitsNew: new Map(),
    openedBy: new Map(),
    given: new Set(),
    history: [],
    incidents: [],
    cleared: [],
    actors: new Map(),
  }
}

/** An event starts one case of a process, also when it is delivered again. */
async function startsFor(batch: Batch, rows: LoggedRow[]): Promise<Input[]> {
  const inputs: Input[] = []
  for (const row of rows) {
    for (const process of batch.processes.values()) {
      if (process.paused) continue
      for (const trigger of process.graph.triggers) {
        if (trigger.event !== row.name) continue
        const variables = {
          ...row.payload,
          subject: { kind: row.subject_kind, id: row.subject_id },
          event: {
            name: row.name,
            id: row.id,
            at: row.at.toISOString(),
            actor: row.actor_kind === 'user' ? row.actor_id : null,
          },
        }
        const verdict = triggerMatches(process.graph, trigger.startEvent, { ...variables, settings: process.settings })
        if (!verdict.matches) continue
        const instance: Live = {
          id: newId(),
          fresh: true,
          definitionId: process.definitionId,
          key: process.key,
          version: process.version,
          subject: { kind: row.subject_kind, id: row.subject_id },
          startedBy: row.id,
          depth: row.depth + 1,
          departmentId: process.departmentId,
          graph: process.graph,
          state: null,
          startedAt: batch.cx.now,
          touched: true,
        }
        batch.live.set(instance.id, instance)
        inputs.push({
          instance,
          event: { type: 'start', startEvent: trigger.startEvent, variables },
          cause: row.id,
          depth: row.depth + 1,
        })
      }
    }
  }
  if (inputs.length === 0) return inputs
  const { rows: begun } = await sql<{
    start: string
  }>`/* started-already */ select started_by_event || ' ' || process_key as start
    from process_instances where started_by_event = any(${inputs.map((input) => input.cause)}::uuid[])`.execute(
    batch.cx.db,
  )
  if (begun.length === 0) return inputs
  const known = new Set(begun.map((row) => row.start))
  return inputs.filter(({ cause, instance }) => {
    const fresh = !known.has(`${cause} ${instance.key}`)
    if (!fresh) batch.live.delete(instance.id)
    return fresh
  })
}

/** What an instance has taken in once does nothing to it when it is delivered again. */
async function messagesFor(batch: Batch, rows: LoggedRow[]): Promise<Input[]> {
  if (rows.length === 0) return []
  const { rows: waits } = await sql<{ instance_id: string; token: number; element: string; event: string }>`
    /* waits-for */ select w.instance_id, w.token, w.element, m.event from
      unnest(${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.subject_id)}::text[], ${rows.map((row) => row.id)}::uuid[])
        as m(name, key, event)
      join process_waits w on w.kind = 'message' and w.message_name = m.name and w.correlation_key = m.key
      join process_instances i on i.id = w.instance_id
      where i.started_by_event is distinct from m.event
        and not exists (select from process_history h where h.instance_id = w.instance_id and h.event_id = m.event)`.execute(
    batch.cx.db,
  )
  if (waits.length === 0) return []
  const instances = await lock(
    batch,
    waits.map((wait) => wait.instance_id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return waits.flatMap((wait): Input[] => {
    const instance = instances.get(wait.instance_id)
    const row = byId.get(wait.event)!
    if (!instance) return []
    return [
      {
        instance,
        event: { type: 'message.received', token: wait.token, element: wait.element, variables: { ...row.payload } },
        cause: row.id,
        depth: row.depth + 1,
      },
    ]
  })
}

/**
 * A case that one event of the batch began or moved on waits already for those that follow in the same batch: a task
 * withdrawn as soon as it was set, a request accepted as soon as it came.
 */
function followUps(batch: Batch, rows: LoggedRow[]): Input[] {
  if (rows.length < 2) return []
  const later = new Map<string, number[]>()
  rows.forEach((row, at) => {
    const key = `${row.name} ${row.subject_id}`
    later.set(key, [...(later.get(key) ?? []), at])
  })
  const place = new Map(rows.map((row, at) => [row.id, at]))
  const found: Input[] = []
  for (const [key, wait] of batch.waitsNew) {
    const opener = batch.openedBy.get(key)
    const from = opener ? place.get(opener) : undefined
    if (wait.kind !== 'message' || from === undefined) continue
    const instance = batch.live.get(wait.instance_id)
    for (const at of later.get(`${wait.message_name} ${wait.correlation_key}`) ?? []) {
      const row = rows[at]!
      const heard = batch.history.some((step) => step.instance_id === wait.instance_id && step.event_id === row.id)
      if (!instance || at <= from || heard || batch.given.has(`${key} ${row.id}`)) continue
      batch.given.add(`${key} ${row.id}`)
      found.push({
        instance,
        event: { type: 'message.received', token: wait.token, element: wait.element, variables: { ...row.payload } },
        cause: row.id,
        depth: row.depth + 1,
      })
      break
    }
  }
  return found.sort((a, b) => order(rows, a) - order(rows, b))
}

/** task.completed and step.finished name the token they answer; that is the only way back into an instance. */
async function completionsFor(batch: Batch, rows: LoggedRow[]): Promise<Input[]> {
  const answers = rows.filter(
    (row) =>
      (row.name === 'task.completed' || row.name === 'step.finished') && typeof row.payload.instance === 'string',
  )
  if (answers.length === 0) return []
  const instances = await lock(
    batch,
    answers.map((row) => row.payload.instance as string),
  )
  return answers.flatMap((row): Input[] => {
    const instance = instances.get(row.payload.instance as string)
    if (!instance) return []
    const token = row.payload.token as number
    const variables = (row.payload.variables ?? {}) as Record<string, unknown>
    const event: EngineEvent =
      row.name === 'task.completed'
        ? { type: 'user_task.completed', token, variables }
        : row.payload.error
          ? { type: 'step.failed', token, code: 'step_failed', message: String(row.payload.error) }
          : { type: 'step.succeeded', token, output: variables }
    return [{ instance, event, cause: row.id, depth: row.depth + 1 }]
  })
}

async function rearmsFor(batch: Batch, rows: LoggedRow[]): Promise<Input[]> {
  const change = rows.find((row) => batch.ports.calendarEvents.has(row.name))
  if (!change) return []
  const { rows: waits } = await sql<{ instance_id: string }>`
    select distinct instance_id from process_waits where kind = 'timer' and working_time`.execute(batch.cx.db)
  const instances = await lock(
    batch,
    waits.map((wait) => wait.instance_id),
  )
  return [...instances.values()].map((instance) => ({
    instance,
    event: { type: 'timers.rearm' } as EngineEvent,
    cause: change.id,
    depth: instance.depth,
  }))
}

/** Locks instances in the order of their ids, then reads them: never a wait before its instance. */
async function lock(batch: Batch, ids: string[]): Promise<Map<string, Live>> {
  const missing = [...new Set(ids)].filter((id) => !batch.live.has(id))
  if (missing.length > 0) {
    const { rows } = await sql<{
      id: string
      definition_id: string
      process_key: string
      subject_kind: string | null
      subject_id: string | null
      started_by_event: string | null
      depth: number
      department_id: string | null
      state: InstanceState
      started_at: Date
      version: number
    }>`/* lock-instances */ select i.id, i.definition_id, i.process_key, i.subject_kind, i.subject_id, i.started_by_event, i.depth, i.department_id,
        i.state, i.started_at, d.version
      from process_instances i join process_definitions d on d.id = i.definition_id
      where i.id = any(${missing}::uuid[]) and i.status = 'active' order by i.id for update of i`.execute(batch.cx.db)
    for (const row of rows) {
      batch.live.set(row.id, {
        id: row.id,
        fresh: false,
        definitionId: row.definition_id,
        key: row.process_key,
        version: row.version,
        subject: row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null,
        startedBy: row.started_by_event,
        depth: row.depth,
        departmentId: row.department_id,
        graph: await graphOf(batch.cx.db, row.definition_id),
        state: row.state,
        startedAt: row.started_at,
        touched: false,
      })
    }
  }
  const found = new Map<string, Live>()
  for (const id of ids) {
    const instance = batch.live.get(id)
    if (instance) found.set(id, instance)
  }
  return found
}

/**
 * Advances until everything is quiet, runs the steps of each wave together, then writes all instances at once. `rows` are
 * the events of the batch.
 */
async function run(batch: Batch, first: Input[], rows: LoggedRow[] = []): Promise<void> {
  let inputs = first
  while (inputs.length > 0) {
    const calls: StepCall[] = []
    const tasks: NewUserTask[] = []
    const cancelled: { instance: string; token: number; cx: Cx }[] = []
    for (const input of inputs) advanceOne(batch, input, calls, tasks, cancelled)
    // A task made and withdrawn in the same wave was never there.
    const withdrawn = new Set(cancelled.map((task) => `${task.instance}:${task.token}`))
    const made = tasks.filter((task) => !withdrawn.has(`${task.instance}:${task.token}`))
    if (cancelled.length > 0) await batch.ports.userTasks.cancel(batch.cx, cancelled)
    if (made.length > 0) await batch.ports.userTasks.create(batch.cx, made)
    inputs = await runSteps(batch, calls)
    if (inputs.length === 0) inputs = followUps(batch, rows)
  }
  await save(batch)
}

function advanceOne(
  batch: Batch,
  input: Input,
  calls: StepCall[],
  tasks: NewUserTask[],
  cancelled: { instance: string; token: number; cx: Cx }[],
): void {
  const { instance } = input
  const env: AdvanceEnv = {
    now: batch.cx.now.toISOString(),
    zone: batch.calendars.zone,
    settings: batch.processes.get(instance.key)?.settings ?? {},
    addWorkingTime: (from, duration, calendar, assignee) =>
      addWorkingTime(
        calendar === 'assignee' && assignee ? batch.calendars.of(assignee) : batch.calendars.company,
        from,
        duration,
      ),
  }
  const { state, intents, trace } = advance(instance.graph, instance.state, input.event, env)
  if (state === instance.state && intents.length === 0) return
  instance.state = state
  instance.touched = true
  if (trace.length > 0) {
    batch.history.push({
      instance_id: instance.id,
      definition_id: instance.definitionId,
      event_id: input.cause,
      elements: trace.map(({ element }) => element),
      tokens: trace.map(({ token }) => token),
      whats: trace.map(({ what }) => what),
    })
  }
  const add = (token: number, element: string, kind: string, more: Partial<Wait> = {}) => {
    const wait = { instance_id: instance.id, token, element, kind }
    batch.waitsNew.set(`${instance.id}:${token}:${element}:${kind}`, {
      ...wait,
      due_at: null,
      working_time: false,
      message_name: null,
      correlation_key: null,
      ...more,
    })
  }
  const drop = (token: number, element: string, kind: string) => {
    const key = `${instance.id}:${token}:${element}:${kind}`
    batch.waitsNew.delete(key)
    batch.waitsGone.set(key, { instance_id: instance.id, token, element, kind })
  }
  if (input.event.type === 'timer.fired') drop(input.event.token, input.event.element, 'timer')
  for (const intent of intents) {
    switch (intent.type) {
      case 'user_task.create':
        tasks.push({
          instance: instance.id,
          process: instance.key,
          token: intent.token,
          element: intent.element,
          name: intent.name,
          assignee: intent.assignee,
          candidateGroups: intent.candidateGroups,
          candidateUsers: intent.candidateUsers,
          dueAt: intent.dueAt,
          properties: intent.properties,
          input: intent.input,
          subject: instance.subject,
          cx: acting(batch, input, intent.element),
        })
        break
      case 'user_task.cancel':
        cancelled.push({ instance: instance.id, token: intent.token, cx: acting(batch, input, '') })
        break
      case 'timer.arm':
        add(intent.token, intent.element, 'timer', { due_at: intent.dueAt, working_time: intent.workingTime })
        break
      case 'timer.cancel':
        drop(intent.token, intent.element, 'timer')
        break
      case 'message.open':
        add(intent.token, intent.element, 'message', {
          message_name: intent.name,
          correlation_key: intent.correlationKey,
        })
        batch.openedBy.set(`${instance.id}:${intent.token}:${intent.element}:message`, input.cause)
        break
      case 'message.close':
        drop(intent.token, intent.element, 'message')
        break
      case 'step.run':
        calls.push({ input, token: intent.token, element: intent.element, type: intent.step, values: intent.input })
        break
      case 'step.cancel':
        drop(intent.token, '', 'step')
        break
      case 'incident.raise':
        batch.incidents.push({
          instance,
          token: intent.token,
          element: intent.element,
          code: intent.code,
          message: intent.message,
        })
        break
      case 'incident.clear':
        batch.cleared.push({ instance: instance.id, token: intent.token })
        break
      case 'end':
        break
    }
  }
}

/** The transaction as the process itself, with the reason that "Why?" will show. */
function acting(batch: Batch, input: Input, element: string): Cx {
  const { instance } = input
  let actor = batch.actors.get(instance.key)
  if (!actor) {
    // Every process is the company's so far: nothing gives one to a department yet.
    actor = { kind: 'process', id: instance.key, departmentIds: null }
    batch.actors.set(instance.key, actor)
  }
  const cause = {
    event: input.cause ?? instance.startedBy ?? undefined,
    instance: instance.id,
    process: instance.key,
    version: instance.version,
    element,
  }
  return batch.cx.as(actor, cause, input.depth)
}

async function runSteps(batch: Batch, calls: StepCall[]): Promise<Input[]> {
  const next: Input[] = []
  const byType = new Map<string, StepCall[]>()
  for (const call of calls) byType.set(call.type, [...(byType.get(call.type) ?? []), call])
  for (const [type, group] of byType) {
    const step = batch.ports.steps.get(type)
    if (!step) {
      for (const call of group)
        next.push(
          answer(call, {
            type: 'step.failed',
            token: call.token,
            code: 'unknown_step',
            message: `the step "${type}" does not exist here`,
          }),
        )
      continue
    }
    const ready: { call: StepCall; input: never; at: StepPlace; cx: Cx }[] = []
    for (const call of group) {
      const parsed = step.input.safeParse(call.values)
      if (!parsed.success) {
        const first = parsed.error.issues[0]!
        next.push(
          answer(call, {
            type: 'step.failed',
            token: call.token,
            code: 'step_input',
            message: `${first.path.join('.')}: ${first.message}`,
          }),
        )
        continue
      }
      if (call.input.depth >= DEEPEST) {
        next.push(
          answer(call, {
            type: 'step.failed',
            token: call.token,
            code: 'loop_guard',
            message: 'processes started each other too many times over',
          }),
        )
        continue
      }
      ready.push({
        call,
        input: parsed.data as never,
        cx: acting(batch, call.input, call.element),
        at: {
          instance: call.input.instance.id,
          process: call.input.instance.key,
          element: call.element,
          token: call.token,
          subject: call.input.instance.subject,
          key: `${call.input.instance.id}:${call.token}`,
        },
      })
    }
    next.push(...(await runGroup(batch, step, ready)))
  }
  return next
}

const answer = (call: StepCall, event: EngineEvent): Input => ({ ...call.input, event })

async function runGroup(
  batch: Batch,
  step: StepDefinition,
  ready: { call: StepCall; input: never; at: StepPlace; cx: Cx }[],
): Promise<Input[]> {
  if (step.kind === 'effect') {
    for (const { call, at, cx, input } of ready) {
      cx.effect(step.type, at.key, { input, instance: at.instance, token: at.token, element: at.element })
      const wait = { instance_id: at.instance, token: call.token, element: '', kind: 'step' }
      batch.waitsNew.set(`${at.instance}:${call.token}::step`, {
        ...wait,
        due_at: null,
        working_time: false,
        message_name: null,
        correlation_key: null,
      })
    }
    return []
  }
  const { runMany } = step
  if (runMany && ready.length > 1) {
    try {
      const outputs = await batch.cx.savepoint(() => runMany(batch.cx, ready))
      return ready.map(({ call }, i) =>
        answer(call, { type: 'step.succeeded', token: call.token, output: outputs[i] ?? {} }),
      )
    } catch (error) {
      if (isRetryable(error)) throw error
    }
  }
  const results: Input[] = []
  for (const one of ready) {
    const { call } = one
    try {
      const output = await batch.cx.savepoint(async () =>
        step.run ? await step.run(one.cx, one.input, one.at) : ((await runMany!(batch.cx, [one]))[0] ?? {}),
      )
      results.push(answer(call, { type: 'step.succeeded', token: call.token, output }))
    } catch (error) {
      if (isRetryable(error)) throw error
      if (error instanceof Refusal) {
        results.push(
          answer(call, {
            type: 'step.refused',
            token: call.token,
            code: error.code,
            message: JSON.stringify(error.params),
          }),
        )
      } else {
        batch.deps.log.error({ err: error, step: step.type, instance: one.at.instance }, 'a step failed')
        results.push(
          answer(call, {
            type: 'step.failed',
            token: call.token,
            code: 'step_failed',
            message: (error as Error).message.slice(0, 300),
          }),
        )
      }
    }
  }
  return results
}

async function save(batch: Batch): Promise<void> {
  const { cx } = batch
  const touched = [...batch.live.values()].filter((instance) => instance.touched && instance.state)
  if (touched.length === 0) return
  const row = (instance: Live) => ({
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
    ended_at: instance.state!.status === 'active' ? null : cx.now,
    moved_at: cx.now,
  })
  const columns = sql.raw(
    'id uuid, definition_id uuid, process_key text, subject_kind text, subject_id uuid, started_by_event uuid, status text, state jsonb, depth smallint, department_id uuid, started_at timestamptz, ended_at timestamptz, moved_at timestamptz',
  )
  const fresh = touched.filter((instance) => instance.fresh).map(row)
  const known = touched.filter((instance) => !instance.fresh).map(row)
  // Begun together, so that they travel in one round trip; the database does them in this order.
  const sent: Promise<unknown>[] = []
  const send = (statement: RawBuilder<unknown>) => sent.push(statement.execute(cx.db))
  if (fresh.length > 0) {
    send(sql`/* new-instances */ insert into process_instances (id, definition_id, process_key, subject_kind, subject_id, started_by_event, status,
        state, depth, department_id, started_at, ended_at, moved_at)
      select id, definition_id, process_key, subject_kind, subject_id, started_by_event, status, state, depth, department_id,
        started_at, ended_at, moved_at from json_to_recordset(${JSON.stringify(fresh)}::json) as r(${columns})`)
  }
  if (known.length > 0) {
    send(sql`/* moved-instances */ update process_instances i set status = r.status, state = r.state, ended_at = r.ended_at, moved_at = r.moved_at
      from json_to_recordset(${JSON.stringify(known)}::json) as r(${columns}) where i.id = r.id`)
  }
  const gone = [...batch.waitsGone.values()]
  if (gone.length > 0) {
    send(sql`/* waits-gone */ delete from process_waits w using unnest(${gone.map((w) => w.instance_id)}::uuid[], ${gone.map((w) => w.token)}::int[],
        ${gone.map((w) => w.element)}::text[], ${gone.map((w) => w.kind)}::text[]) as g(instance_id, token, element, kind)
      where w.instance_id = g.instance_id and w.token = g.token and w.element = g.element and w.kind = g.kind`)
  }
  const ended = touched.filter((instance) => instance.state!.status !== 'active').map((instance) => instance.id)
  if (ended.length > 0) send(sql`delete from process_waits where instance_id = any(${ended}::uuid[])`)
  const endedSet = new Set(ended)
  const waits = [...batch.waitsNew.values()].filter((wait) => !endedSet.has(wait.instance_id))
  if (waits.length > 0) {
    send(sql`/* new-waits */ insert into process_waits (instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, since)
      select instance_id, token, element, kind, due_at, working_time, message_name, correlation_key, ${cx.now}
      from json_to_recordset(${JSON.stringify(waits)}::json) as r(instance_id uuid, token int, element text, kind text,
        due_at timestamptz, working_time boolean, message_name text, correlation_key text)
      on conflict (instance_id, token, element, kind) do update set due_at = excluded.due_at, working_time = excluded.working_time,
        message_name = excluded.message_name, correlation_key = excluded.correlation_key`)
  }
  if (batch.history.length > 0) {
    send(sql`/* history */ insert into process_history (instance_id, definition_id, element, token, what, event_id, at)
      select r.instance_id, r.definition_id, s.element, s.token, s.what, r.event_id, ${cx.now}
      from json_to_recordset(${JSON.stringify(batch.history)}::json) as r(instance_id uuid, definition_id uuid, event_id uuid,
        elements text[], tokens int[], whats text[]), unnest(r.elements, r.tokens, r.whats) as s(element, token, what)`)
  }
  await Promise.all(sent)
  for (const cleared of batch.cleared) {
    await sql`update process_incidents set resolved_at = ${cx.now}, resolved_by = ${cx.actor.kind === 'user' ? cx.actor.id : null},
        resolution = coalesce(resolution, 'cleared')
      where instance_id = ${cleared.instance} and token = ${cleared.token} and resolved_at is null`.execute(cx.db)
  }
  for (const incident of batch.incidents) {
    const id = newId()
    await sql`insert into process_incidents (id, instance_id, token, element, code, message, raised_at)
      values (${id}, ${incident.instance.id}, ${incident.token}, ${incident.element}, ${incident.code}, ${incident.message}, ${cx.now})
      on conflict (instance_id, token) where resolved_at is null do nothing`.execute(cx.db)
    cx.record('process.incident_raised', {
      subject: { kind: 'process_instance', id: incident.instance.id },
      payload: {
        process: incident.instance.key,
        element: incident.element,
        code: incident.code,
        message: incident.message,
      },
      also: incident.instance.subject ? [incident.instance.subject] : [],
    })
  }
}
