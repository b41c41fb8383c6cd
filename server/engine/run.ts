import { sql } from 'kysely'
import type { EngineEvent } from '../../pure/bpmn/advance.ts'
import { Refusal } from '../core/errors.ts'
import { type Act, type Batch, type Input, type Live, telling } from './batch.ts'
import { tell } from './carry-out.ts'
import { lock } from './instances.ts'
import type { NewUserTask } from './ports.ts'
import { save, saveStarts } from './save.ts'
import { DEEPEST } from './starts.ts'
import { isRetryable, runSteps } from './steps.ts'
import { broadcast, giveKept, publishThrown } from './throwing.ts'

/** More events than this for one instance go on in another transaction: others are served in between. */
const MOST_TOLD = 1000
/** After so many events what they came to is sent on its way: the database writes it while the next are thought about. */
const PIECE = 100
/** An instance that moved this often within an hour goes in a circle. */
const CIRCLE = 10_000

/**
 * Does what is to be done, first come first served, until nothing follows any more; then writes it all. `more` is asked for
 * what follows when the queue is empty.
 */
export async function run(batch: Batch, first: Input[], more: () => Input[] = () => []): Promise<void> {
  batch.queue.push(...first.map(telling))
  for (;;) {
    if (batch.queue.length === 0) batch.queue.push(...more().map(telling))
    if (batch.queue.length === 0) batch.queue.push(...(await circles(batch)).map(telling))
    if (batch.queue.length === 0) await flushTasks(batch)
    if (batch.queue.length === 0) break
    const isPiece = await next(batch)
    if (!isPiece) continue
    // What goes on in this batch is written once it rests.
    save(batch, 'at once', new Set(batch.queue.flatMap((act) => instanceOf(act)?.id ?? [])))
    // What is written leaves when the thread turns to something else.
    await new Promise(setImmediate)
  }
  save(batch, batch.isLast ? 'at the end' : 'at once')
  saveStarts(batch)
  if (batch.isLast && !batch.isShared) batch.cx.repeatable()
}

/**
 * Tells what stands first in the queue; or does the first act of another kind, with those that can be done together. True
 * where more is to be told than fits a piece.
 */
async function next(batch: Batch): Promise<boolean> {
  const { queue } = batch
  const act = queue[0]!
  if (act.do === 'tell') {
    const others = queue.findIndex((each) => each.do !== 'tell')
    const all = others < 0 ? queue.length : others
    const inputs = queue.splice(0, Math.min(all, PIECE)) as Extract<Act, { do: 'tell' }>[]
    for (const [at, input] of inputs.entries()) {
      const size = queue.length
      tellOrKeep(batch, input)
      // What is urgent stands before all that is still to be told.
      if (queue.length > size && isUrgent(queue[0]!) && at + 1 < inputs.length) {
        queue.splice(countUrgent(queue), 0, ...inputs.slice(at + 1))
        return false
      }
    }
    return all > PIECE
  }
  if (act.do === 'step') {
    const calls = queue.flatMap((each) => (each.do === 'step' ? [each.call] : []))
    batch.queue = queue.filter((each) => each.do !== 'step')
    await flushTasks(batch)
    batch.queue.push(...(await runSteps(batch, calls)).map(telling))
    return false
  }
  if (act.do === 'kept') {
    await giveKept(batch)
    return false
  }
  queue.shift()
  await doOne(batch, act)
  return false
}

const instanceOf = (act: Act): Live | null =>
  act.do === 'tell'
    ? act.instance
    : act.do === 'step'
      ? act.call.input.instance
      : act.do === 'kept'
        ? null
        : act.input.instance

async function doOne(batch: Batch, act: Exclude<Act, { do: 'tell' | 'step' | 'kept' }>): Promise<void> {
  switch (act.do) {
    case 'message':
      await publishThrown(batch, act.input, act.intent)
      break
    case 'signal':
      await broadcast(batch, {
        name: act.intent.name,
        variables: act.intent.variables,
        thrower: act.input.instance.id,
        subject: act.input.instance.subject,
        cause: act.input.cause,
        depth: act.input.depth,
      })
      break
    case 'call':
      startCalled(batch, act)
      break
    case 'cancel call':
      await cancelCalled(batch, act.input, act.token)
      break
    case 'answer call': {
      const { caller, input, event } = act
      const instance = (await lock(batch, [caller.instance])).get(caller.instance)
      if (instance) batch.queue.unshift(telling({ instance, event, cause: input.cause, depth: input.depth }))
      break
    }
  }
}

const isUrgent = (act: Act) => act.do === 'cancel call'

function countUrgent(queue: Act[]): number {
  const other = queue.findIndex((act) => !isUrgent(act))
  return other < 0 ? queue.length : other
}

/** An instance held still by a person gets its events when it goes on. */
function tellOrKeep(batch: Batch, input: Input): void {
  const { instance, event, cause, depth, attempts } = input
  if (instance.suspended && !input.byHand) {
    // its timers are rows that wait, held
    if (event.type === 'timer.fired' || event.type === 'timers.rearm') return
    batch.later.push({ instance: instance.id, payload: { event, cause, depth, attempts }, held: true, attempt: 0 })
    return
  }
  const told = (batch.told.get(instance.id) ?? 0) + 1
  batch.told.set(instance.id, told)
  if (told <= MOST_TOLD) tell(batch, input)
  else batch.later.push({ instance: instance.id, payload: { event, cause, depth, attempts }, held: false, attempt: 0 })
}

/** Stops instances that move on and on without coming to an end: a person sees where, and ends them or lets them go on. */
async function circles(batch: Batch): Promise<Input[]> {
  const inputs: Input[] = []
  for (const instance of batch.live.values()) {
    const { moves, movesBefore, state } = instance
    if (Math.floor(moves / CIRCLE) === Math.floor(movesBefore / CIRCLE) || state?.status !== 'active') continue
    instance.movesBefore = moves
    const inBatch = batch.history.filter((row) => row.instance_id === instance.id).length
    if (inBatch < CIRCLE - 1 && !(await movedSinceAnHour(batch, instance.id, CIRCLE - 1 - inBatch))) continue
    const message = `This case moved ${CIRCLE} times within an hour and comes to no end`
    for (const { id: token } of state.tokens) {
      const event: EngineEvent = { type: 'token.stop', token, code: 'loop_without_progress', message }
      inputs.push({ instance, event, cause: null, depth: instance.depth, byHand: true })
    }
  }
  return inputs
}

async function movedSinceAnHour({ cx }: Batch, instance: string, moves: number): Promise<boolean> {
  const { rows } = await sql<{ at: Date }>`select at from process_history where instance_id = ${instance}
    order by id desc offset ${moves - 1} limit 1`.execute(cx.db)
  return rows[0] !== undefined && cx.now.getTime() - rows[0].at.getTime() < 3_600_000
}

function startCalled(batch: Batch, { input, intent, called }: Extract<Act, { do: 'call' }>): void {
  const { token, process, variables, outer } = intent
  const isAwaited = input.instance.state?.tokens.some((each) => each.id === token)
  const refusal = !called
    ? { code: 'called_process_unknown', message: `There is no process "${process}"` }
    : called.depth > DEEPEST
      ? { code: 'loop_guard', message: 'Processes called each other too many times over' }
      : null
  if (called && isAwaited && !refusal) {
    const event: EngineEvent = { type: 'start', variables, outer }
    batch.queue.unshift(telling({ instance: called, event, cause: input.cause, depth: called.depth }))
    return
  }
  if (called) batch.live.delete(called.id)
  if (!refusal) return
  batch.queue.unshift(telling({ ...input, attempts: undefined, event: { type: 'call.refused', token, ...refusal } }))
}

async function cancelCalled(batch: Batch, input: Input, token: number): Promise<void> {
  const id = await calledInstance(batch, input.instance.id, token)
  const called = id ? (await lock(batch, [id])).get(id) : undefined
  // Ended with what called it, held still or not.
  if (called) {
    const { cause, depth } = input
    batch.queue.unshift(telling({ instance: called, event: { type: 'cancel' }, cause, depth, byHand: true }))
  }
}

async function calledInstance(batch: Batch, caller: string, token: number): Promise<string | null> {
  for (const each of batch.live.values()) {
    const isOurs = each.calledBy?.instance === caller && each.calledBy.token === token
    if (isOurs && each.state?.status === 'active') return each.id
  }
  const row = await batch.cx.db
    .selectFrom('process_instances')
    .select('id')
    .where('called_by', '=', caller)
    .where('called_by_token', '=', token)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A task made and withdrawn in the same breath was never there. */
async function flushTasks(batch: Batch): Promise<void> {
  const { tasks, cancelled, ports, cx } = batch
  if (tasks.length === 0 && cancelled.length === 0) return
  batch.tasks = []
  batch.cancelled = []
  batch.isShared = true
  const withdrawn = new Set(cancelled.map((task) => `${task.instance}:${task.token}`))
  const made = tasks.filter((task) => !withdrawn.has(`${task.instance}:${task.token}`))
  if (cancelled.length > 0) await ports.userTasks.cancel(cx, cancelled)
  if (made.length > 0) await createTasks(batch, made)
}

/** One that cannot be made, for a group that does not exist, stops its own token and nobody else's. */
async function createTasks(batch: Batch, made: NewUserTask[]): Promise<void> {
  const { ports, cx, queue } = batch
  try {
    await cx.savepoint(() => ports.userTasks.create(cx, made))
  } catch (error) {
    if (isRetryable(error)) throw error
    if (made.length > 1) {
      for (const task of made) await createTasks(batch, [task])
      return
    }
    const { instance: id, token, element } = made[0]!
    const instance = batch.live.get(id)!
    cx.deps.log.error({ err: error, instance: id, element }, 'a task could not be made')
    const code = error instanceof Refusal ? error.code : 'task_failed'
    const message = error instanceof Refusal ? JSON.stringify(error.params) : (error as Error).message.slice(0, 300)
    const event: EngineEvent = { type: 'token.stop', token, code, message }
    queue.push(telling({ instance, event, cause: null, depth: instance.depth, byHand: true }))
  }
}
