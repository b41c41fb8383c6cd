import type { EngineEvent } from '../../pure/bpmn/advance.ts'
import type { StepDefinition, StepPlace } from '../core/define.ts'
import { Refusal } from '../core/errors.ts'
import { errorType, type SpanRef, tracesNow } from '../core/traces.ts'
import type { Cx } from '../core/write.ts'
import { type Attempt, type Batch, type Input, type StepCall, waitKey } from './batch.ts'
import { acting, add } from './carry-out.ts'
import { isWithinReach } from './reach.ts'
import { DEEPEST } from './starts.ts'
import { refOfStep, tellStep } from './tracing.ts'

/** How often a command that fails is tried where its element does not say it. */
const TRIES = 3
/** No model may have a step tried for longer than about half a day. */
const MOST_TRIES = 20

/** The code of a refusal: a step was given a record that its process has no right to. */
export const BEYOND = 'process.beyond_department'

interface Ready {
  call: StepCall
  input: never
  at: StepPlace
  cx: Cx
  trace: SpanRef | null
}

/** Runs steps, those of one kind together; gives their results, of those that are known at once. */
export async function runSteps(batch: Batch, calls: StepCall[]): Promise<Input[]> {
  const next: Input[] = []
  const byType = new Map<string, StepCall[]>()
  for (const call of calls) {
    const group = byType.get(call.type)
    if (group) group.push(call)
    else byType.set(call.type, [call])
  }
  for (const [type, group] of byType) {
    if (batch.ports.simulated) {
      for (const call of group) waitForStep(batch, call)
      continue
    }
    const step = batch.ports.steps.get(type)
    const ready: Ready[] = []
    for (const call of group) {
      const problem = step ? undefined : (['unknown_step', `the step "${type}" does not exist here`] as const)
      const made = problem ?? prepared(batch, step!, call)
      if (!('call' in made)) {
        const [code, message] = made
        tellStep(batch, call, { ref: refOfStep(batch, call), from: tracesNow(), outcome: 'failed', error: code })
        next.push(answer(call, { type: 'step.failed', token: call.token, code, message }))
      } else if (await isWithinReach(batch.cx.db, made.cx.actor, call.values, made.at.subject)) ready.push(made)
      else {
        tellStep(batch, call, { ref: made.trace, from: tracesNow(), outcome: 'refused', error: BEYOND })
        next.push(answer(call, { type: 'step.refused', token: call.token, code: BEYOND, message: '{}' }))
      }
    }
    if (!step || ready.length === 0) continue
    batch.isShared = true
    next.push(...(await runGroup(batch, step, ready)))
  }
  return next
}

/** A step with what it is given; code and reason where it cannot run. */
function prepared(batch: Batch, step: StepDefinition, call: StepCall): Ready | readonly [string, string] {
  const parsed = step.input.safeParse(call.values)
  if (!parsed.success) {
    const first = parsed.error.issues[0]!
    return ['step_input', `${first.path.join('.')}: ${first.message}`]
  }
  if (call.input.depth >= DEEPEST) return ['loop_guard', 'processes started each other too many times over']
  const { instance } = call.input
  const trace = refOfStep(batch, call)
  return {
    call,
    trace,
    input: parsed.data as never,
    cx: acting(batch, call.input, call.element, trace),
    at: {
      instance: instance.id,
      process: instance.key,
      element: call.element,
      token: call.token,
      subject: instance.subject,
      key: `${instance.id}:${call.token}`,
    },
  }
}

const answer = (call: StepCall, event: EngineEvent, attempts?: Attempt[]): Input => ({
  ...call.input,
  event,
  attempts,
  atOnce: true,
})

async function runGroup(batch: Batch, step: StepDefinition, ready: Ready[]): Promise<Input[]> {
  const from = tracesNow()
  if (step.kind === 'effect') {
    for (const { call, at, cx, input, trace } of ready) {
      const { instance, token, element } = at
      cx.effect(step.type, at.key, {
        input,
        instance,
        token,
        element,
        ...(call.retries ? { tries: call.retries } : {}),
      })
      waitForStep(batch, call)
      tellStep(batch, call, { ref: trace, from, outcome: 'handed over' })
    }
    return []
  }
  const { runMany } = step
  if (runMany && ready.length > 1) {
    try {
      const outputs = await batch.cx.savepoint(() => runMany(batch.cx, ready))
      return ready.map(({ call, trace }, i) => {
        tellStep(batch, call, { ref: trace, from, outcome: 'succeeded' })
        return answer(call, { type: 'step.succeeded', token: call.token, output: outputs[i] ?? {} })
      })
    } catch (error) {
      if (isRetryable(error)) throw error
    }
  }
  const results: Input[] = []
  for (const one of ready) {
    const result = await runOne(batch, step, one)
    if (result) results.push(result)
  }
  return results
}

async function runOne(batch: Batch, step: StepDefinition, one: Ready): Promise<Input | null> {
  const { call, trace: ref } = one
  const from = tracesNow()
  try {
    const output = await batch.cx.savepoint(async () =>
      step.run ? await step.run(one.cx, one.input, one.at) : ((await step.runMany!(batch.cx, [one]))[0] ?? {}),
    )
    tellStep(batch, call, { ref, from, outcome: 'succeeded' })
    return answer(call, { type: 'step.succeeded', token: call.token, output })
  } catch (error) {
    if (isRetryable(error)) throw error
    if (error instanceof Refusal) {
      const message = JSON.stringify(error.params)
      tellStep(batch, call, { ref, from, outcome: 'refused', error: error.code })
      return answer(call, { type: 'step.refused', token: call.token, code: error.code, message })
    }
    batch.cx.deps.log.error({ err: error, step: step.type, instance: one.at.instance }, 'a step failed')
    const input = failed(batch, call, (error as Error).message.slice(0, 300))
    tellStep(batch, call, { ref, from, outcome: input ? 'failed' : 'tried again', error: errorType(error) })
    return input
  }
}

/** Tried again after a pause that doubles; in the end a person is told, with all that was tried. */
function failed(batch: Batch, call: StepCall, message: string): Input | null {
  const { instance, cause, depth } = call.input
  const attempts = [...(call.input.attempts ?? []), { at: batch.cx.now.toISOString(), message }]
  if (attempts.length >= Math.min(call.retries ?? TRIES, MOST_TRIES)) {
    return answer(call, { type: 'step.failed', token: call.token, code: 'step_failed', message }, attempts)
  }
  waitForStep(batch, call)
  const payload = { event: { type: 'step.retry', token: call.token } as const, cause, depth, attempts }
  batch.later.push({ instance: instance.id, payload, held: false, attempt: attempts.length })
  return null
}

function waitForStep(batch: Batch, { input, token }: StepCall): void {
  add(batch, input.instance, token, '', 'step')
  batch.waitsGone.delete(waitKey({ instance_id: input.instance.id, token, element: '', kind: 'step' }))
}

export const isRetryable = (error: unknown) => ['40001', '40P01'].includes((error as { code?: string }).code ?? '')
