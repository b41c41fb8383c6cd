import { type AdvanceEnv, advance, type EngineEvent, type Intent } from '../../pure/bpmn/advance.ts'
import type { Trace } from '../../pure/bpmn/protocol.ts'
import { addWorkingTime } from '../../pure/work-calendar.ts'
import { type SpanRef, tracesNow } from '../core/traces.ts'
import type { Cx } from '../core/write.ts'
import { type Act, type Batch, begin, type Input, type Live, type Wait, type WaitKey, waitKey } from './batch.ts'
import { tellMove } from './tracing.ts'

/** What the core may ask of the world while it advances this instance. */
export function envFor(batch: Batch, key: string): AdvanceEnv {
  const { calendars, ports } = batch
  return {
    now: batch.cx.now.toISOString(),
    zone: calendars.zone,
    settings: batch.processes.get(key)?.settings ?? {},
    addWorkingTime: (from, duration, calendar, assignee) =>
      addWorkingTime(calendar === 'assignee' && assignee ? calendars.of(assignee) : calendars.company, from, duration),
    ...(ports.simulated ? { stepOutput: ports.simulated.stepOutput } : {}),
  }
}

/** Events after which a step is not waited for any more; the next try waits anew. */
const ENDS_STEP: ReadonlySet<string> = new Set<EngineEvent['type']>([
  'step.succeeded',
  'step.refused',
  'step.failed',
  'step.retry',
])

/** Takes one event to its instance and notes what follows from it. */
export function tell(batch: Batch, input: Input): void {
  const { instance } = input
  const from = tracesNow()
  const think = batch.ports.advance ?? advance
  const result = think(instance.graph, instance.state, input.event, envFor(batch, instance.key))
  const { state, intents } = result
  const isNothing = state === instance.state && intents.length === 0
  if (input.event.type === 'timer.fired') dropFired(batch, input, input.event, isNothing)
  if (ENDS_STEP.has(input.event.type) && !input.atOnce)
    drop(batch, instance, (input.event as { token: number }).token, '', 'step')
  if (!isNothing) takeOver(batch, input, result, from)
}

/** Takes over what an instance came to, and notes what follows from it. */
export function takeOver(
  batch: Batch,
  input: Input,
  { state, intents, trace }: ReturnType<typeof advance>,
  from = tracesNow(),
): void {
  const { instance } = input
  instance.state = state
  instance.touched = true
  instance.moves += 1
  if (trace.length > 0) note(batch, input, trace)
  tellMove(batch, input, trace, intents, from)
  const urgent: Act[] = []
  for (const intent of intents) carryOut(batch, input, intent, urgent)
  if (urgent.length > 0) batch.queue.unshift(...urgent)
}

/**
 * The row of a timer that fired is gone, also when it meant nothing any more; a next firing puts it back. Not where it was
 * read before the timer was armed anew.
 */
function dropFired(
  batch: Batch,
  { instance }: Input,
  { token, element }: Extract<EngineEvent, { type: 'timer.fired' }>,
  isNothing: boolean,
): void {
  const timers = instance.state?.tokens.find((each) => each.id === token)?.timers
  if (isNothing && timers?.some((each) => each.element === element)) return
  drop(batch, instance, token, element, 'timer')
}

function note(batch: Batch, { instance, cause }: Input, trace: Trace[]): void {
  batch.history.push({
    instance_id: instance.id,
    definition_id: instance.definitionId,
    event_id: cause,
    elements: trace.map(({ element }) => element),
    tokens: trace.map(({ token }) => token),
    whats: trace.map(({ what, joined, body }) => (body ? `body-${what}` : joined ? 'joined' : what)),
    flows: trace.map(({ flow }) => flow ?? ''),
  })
}

function carryOut(batch: Batch, input: Input, intent: Intent, urgent: Act[]): void {
  const { instance } = input
  switch (intent.type) {
    case 'user_task.create': {
      const { type: _, token, element, priority: __, followUpAt: ___, formKey: ____, ...task } = intent
      batch.tasks.push({
        ...task,
        form: instance.graph.elements[element]?.form,
        token,
        element,
        instance: instance.id,
        process: instance.key,
        subject: instance.subject,
        cx: acting(batch, input, element),
      })
      break
    }
    case 'user_task.cancel':
      batch.cancelled.push({ instance: instance.id, token: intent.token, cx: acting(batch, input, '') })
      break
    case 'timer.arm':
      add(batch, instance, intent.token, intent.element, 'timer', {
        due_at: intent.dueAt,
        working_time: intent.workingTime,
      })
      break
    case 'timer.cancel':
      drop(batch, instance, intent.token, intent.element, 'timer')
      break
    case 'message.open': {
      const wait = add(batch, instance, intent.token, intent.element, 'message', {
        message_name: intent.name,
        correlation_key: intent.correlationKey,
      })
      batch.openedBy.set(waitKey(wait), input.cause)
      if (batch.keepsMessages) batch.queue.push({ do: 'kept', wait })
      break
    }
    case 'message.close':
      drop(batch, instance, intent.token, intent.element, 'message')
      break
    case 'signal.open':
      add(batch, instance, intent.token, intent.element, 'signal', { message_name: intent.name })
      break
    case 'signal.close':
      drop(batch, instance, intent.token, intent.element, 'signal')
      break
    case 'step.run':
      batch.queue.push({
        do: 'step',
        call: {
          input,
          token: intent.token,
          element: intent.element,
          type: intent.step,
          values: intent.input,
          retries: intent.retries,
        },
      })
      break
    case 'step.cancel':
      drop(batch, instance, intent.token, '', 'step')
      break
    case 'message.throw':
      batch.queue.push({ do: 'message', input, intent })
      break
    case 'signal.throw':
      batch.queue.push({ do: 'signal', input, intent })
      break
    case 'call.start':
      batch.queue.push({ do: 'call', input, intent, called: calledBy(batch, input, intent) })
      break
    case 'call.cancel':
      urgent.push({ do: 'cancel call', input, token: intent.token })
      break
    case 'escalation.throw': {
      const { calledBy: caller } = instance
      const { code, variables } = intent
      if (!caller) break
      const event = { type: 'call.escalated', token: caller.token, code, variables } as const
      batch.queue.push({ do: 'answer call', input, caller, event })
      break
    }
    case 'incident.raise':
      batch.incidents.push({
        instance,
        token: intent.token,
        element: intent.element,
        code: intent.code,
        message: intent.message,
        attempts: input.attempts ?? [],
      })
      break
    case 'incident.clear':
      batch.incidents = batch.incidents.filter((each) => each.instance !== instance || each.token !== intent.token)
      batch.cleared.push({ instance: instance.id, token: intent.token })
      break
    case 'end':
      if (instance.calledBy) batch.queue.push(answerOfEnd(input, instance.calledBy, intent))
      break
  }
}

/** The instance that a call starts; null where there is no such process. */
function calledBy(batch: Batch, input: Input, intent: Extract<Intent, { type: 'call.start' }>): Live | null {
  const process = processNamed(batch, intent.process)
  if (!process) return null
  const { variables, outer, token } = intent
  const { instance } = begin(batch, process, {
    variables,
    outer,
    subject: input.instance.subject,
    cause: input.cause,
    depth: input.depth + 1,
    calledBy: { instance: input.instance.id, token },
    actsFor: input.instance.departmentId,
  })
  return instance
}

/** By its key, or by the id in its model, with or without a namespace prefix. */
function processNamed(batch: Batch, name: string) {
  const { processes } = batch
  const local = name.replace(/^.*:/, '')
  const byId = [...processes.values()].find(({ graph }) => graph.processId === name || graph.processId === local)
  return processes.get(name) ?? byId ?? processes.get(local)
}

function answerOfEnd(
  input: Input,
  caller: { instance: string; token: number },
  { status, error }: Extract<Intent, { type: 'end' }>,
): Act {
  const { token } = caller
  const { code, message } = error ?? { code: 'called_process_ended', message: 'The called process was ended' }
  if (status === 'completed') {
    const { variables } = input.instance.state!.scopes[0]!
    return { do: 'answer call', input, caller, event: { type: 'call.completed', token, variables } }
  }
  const type = status === 'failed' ? 'call.failed' : 'call.refused'
  return { do: 'answer call', input, caller, event: { type, token, code, message } }
}

export function add(
  batch: Batch,
  instance: Live,
  token: number,
  element: string,
  kind: Wait['kind'],
  more: Partial<Wait> = {},
): Wait {
  const wait: Wait = {
    instance_id: instance.id,
    token,
    element,
    kind: kind === 'timer' && instance.suspended ? 'held' : kind,
    due_at: null,
    working_time: false,
    message_name: null,
    correlation_key: null,
    ...more,
  }
  const key = waitKey(wait)
  batch.waitsNew.set(key, wait)
  batch.unsaved.add(key)
  return wait
}

export function drop(batch: Batch, instance: Live, token: number, element: string, of: Wait['kind']): void {
  const kind = of === 'timer' && instance.suspended ? 'held' : of
  const wait: WaitKey = { instance_id: instance.id, token, element, kind }
  const key = waitKey(wait)
  batch.waitsNew.delete(key)
  batch.waitsGone.set(key, wait)
  batch.unsaved.add(key)
}

/** The transaction as the process itself, with the reason that "Why?" will show. */
export function acting(
  batch: Batch,
  input: Input,
  element: string,
  trace: SpanRef | null | undefined = input.trace,
): Cx {
  const { instance } = input
  const whose = `${instance.key} ${instance.departmentId}`
  let actor = batch.actors.get(whose)
  if (!actor) {
    const departmentIds = instance.departmentId === null ? null : (batch.departments.get(instance.departmentId) ?? [])
    actor = { kind: 'process', id: instance.key, departmentIds }
    batch.actors.set(whose, actor)
  }
  const cause = {
    event: input.cause ?? instance.startedBy ?? undefined,
    instance: instance.id,
    process: instance.key,
    version: instance.version,
    element,
  }
  return batch.cx.as(actor, cause, input.depth, trace)
}
