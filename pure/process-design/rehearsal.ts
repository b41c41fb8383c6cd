import { type AdvanceEnv, advance, type EngineEvent, type Intent } from '../bpmn/advance.ts'
import type { Graph } from '../bpmn/graph.ts'
import { OpenWaits } from '../bpmn/simulation/open-waits.ts'
import type { InstanceState } from '../bpmn/state.ts'

export type StepIntent = Extract<Intent, { type: 'step.run' }>
export type TaskIntent = Extract<Intent, { type: 'user_task.create' }>

/** What a case asks of the world at a moment; what it comes to is found out by who runs the rehearsal. */
export type Asked = { at: string; intent: StepIntent | TaskIntent }

export interface Answered {
  output: Record<string, unknown> | null
  refusal: { code: string; message: string } | null
}

/** A line of what happened, in order. */
export type Line<Told> =
  | { at: string; what: 'entered'; element: string }
  | { at: string; what: 'left'; element: string }
  | { at: string; what: 'asked'; element: string; told: Told }
  | { at: string; what: 'stopped'; element: string; code: string; message: string }
  | { at: string; what: 'sent'; element: string; name: string }
  | { at: string; what: 'ended'; status: string }

const MOST_MOVES = 500

/**
 * One case of a drawn process in memory, with a clock that is moved by hand. Steps and tasks are asked of `ask`, which
 * writes nothing; answers of people, messages and time are brought by the methods below. Nothing here reaches anybody.
 */
export class Rehearsal<Told> {
  now: string
  state: InstanceState | null = null
  readonly lines: Line<Told>[] = []
  /** Tasks that wait for a person. */
  tasks: TaskIntent[] = []
  private readonly waits = new OpenWaits()
  private readonly instance: { graph: Graph; state: InstanceState | null }
  private readonly graph: Graph
  private readonly ask: (asked: Asked) => Promise<Answered & { told: Told }>
  private readonly env: Omit<AdvanceEnv, 'now'>
  private moves = 0

  constructor(
    graph: Graph,
    now: string,
    env: Omit<AdvanceEnv, 'now'>,
    ask: (asked: Asked) => Promise<Answered & { told: Told }>,
  ) {
    this.graph = graph
    this.now = now
    this.env = env
    this.ask = ask
    this.instance = { graph, state: null }
  }

  start(variables: Record<string, unknown>, startEvent?: string): Promise<void> {
    return this.tell({ type: 'start', variables, ...(startEvent ? { startEvent } : {}) })
  }

  complete(token: number, variables: Record<string, unknown>): Promise<void> {
    this.tasks = this.tasks.filter((task) => task.token !== token)
    return this.tell({ type: 'user_task.completed', token, variables })
  }

  /** Messages and signals the case waits for, each once. */
  get awaited(): { token: number; element: string; name: string; signal: boolean }[] {
    return [
      ...this.waits.messages.map((wait) => ({ ...named(wait), signal: false })),
      ...this.waits.signals.map((wait) => ({ ...named(wait), signal: true })),
    ]
  }

  receive(
    wait: { token: number; element: string; signal: boolean },
    variables: Record<string, unknown>,
  ): Promise<void> {
    const { token, element, signal } = wait
    return this.tell({ type: signal ? 'signal.received' : 'message.received', token, element, variables })
  }

  /** A step that stands still, tried again or passed over. */
  resolve(token: number, how: 'retry' | 'skip'): Promise<void> {
    return this.tell({ type: how === 'retry' ? 'incident.retry' : 'incident.skip', token })
  }

  get stopped(): { token: number; element: string; code: string; message: string }[] {
    return (this.state?.tokens ?? []).flatMap(({ id, element, incident }) =>
      incident ? [{ token: id, element, code: incident.code, message: incident.message }] : [],
    )
  }

  /** Timers that are armed, the earliest first. */
  get timers(): { element: string; dueAt: string }[] {
    return [...this.waits.timers].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  }

  /** Moves the clock; every timer on the way fires at its own moment. */
  async moveTo(until: string): Promise<void> {
    for (let fired = 0; fired < 200; fired += 1) {
      const [next] = this.waits.timers.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
      if (!next || Date.parse(next.dueAt) > Date.parse(until)) break
      if (Date.parse(next.dueAt) > Date.parse(this.now)) this.now = next.dueAt
      this.waits.timers = this.waits.timers.filter((each) => each !== next)
      await this.tell({ type: 'timer.fired', token: next.token, element: next.element })
    }
    if (Date.parse(until) > Date.parse(this.now)) this.now = until
  }

  private async tell(first: EngineEvent): Promise<void> {
    const queue = [first]
    for (let event = queue.shift(); event; event = queue.shift()) {
      if (++this.moves > MOST_MOVES) throw new RangeError(`more than ${MOST_MOVES} moves`)
      const { state, intents, trace } = advance(this.graph, this.state, event, { ...this.env, now: this.now })
      this.state = state
      this.instance.state = state
      for (const { element, what, joined, body } of trace) {
        if (joined || body || (what !== 'entered' && what !== 'completed')) continue
        this.lines.push({ at: this.now, what: what === 'entered' ? 'entered' : 'left', element })
      }
      for (const intent of intents) queue.push(...(await this.carryOut(intent)))
    }
  }

  private async carryOut(intent: Intent): Promise<EngineEvent[]> {
    this.waits.note(this.instance, intent)
    const at = this.now
    switch (intent.type) {
      case 'user_task.create': {
        const { told, refusal } = await this.ask({ at, intent })
        this.lines.push({ at, what: 'asked', element: intent.element, told })
        if (refusal) return [{ type: 'token.stop', token: intent.token, ...refusal }]
        this.tasks.push(intent)
        return []
      }
      case 'user_task.cancel':
        this.tasks = this.tasks.filter(({ token }) => token !== intent.token)
        return []
      case 'step.run': {
        const { token, element } = intent
        const { told, output, refusal } = await this.ask({ at, intent })
        this.lines.push({ at, what: 'asked', element, told })
        if (refusal) return [{ type: 'step.refused', token, ...refusal }]
        return [{ type: 'step.succeeded', token, output: output ?? {} }]
      }
      case 'message.throw':
      case 'signal.throw':
        this.lines.push({ at, what: 'sent', element: intent.element, name: intent.name })
        return []
      case 'call.start':
        // The other process is a case of its own, which is rehearsed from its own page.
        this.lines.push({ at, what: 'sent', element: intent.element, name: intent.process })
        return [{ type: 'call.completed', token: intent.token, variables: {} }]
      case 'incident.raise': {
        const { element, code, message } = intent
        this.lines.push({ at, what: 'stopped', element, code, message })
        return []
      }
      case 'end':
        this.tasks = []
        this.lines.push({ at, what: 'ended', status: intent.status })
        return []
      default:
        return []
    }
  }
}

const named = ({ token, element, name }: { token: number; element: string; name: string }) => ({ token, element, name })
