import { addWorkingTime, type WorkCalendar } from '../../work-calendar.ts'
import { advance } from '../advance.ts'
import { type Graph, triggerMatches } from '../graph.ts'
import type { AdvanceEnv, EngineEvent, Intent, Trace } from '../protocol.ts'
import type { ArmedTimer } from '../state.ts'
import { addDuration } from '../timer-values.ts'
import { armedTimer, nextFiring } from '../timers.ts'
import { officeHours } from './calendar.ts'
import { type Instance, type Place, placesAt, placesWaitingFor } from './instance.ts'
import { isFor, KEPT_FOR, type KeptMessage } from './messages.ts'
import { type MessageWait, OpenWaits } from './open-waits.ts'
import { reportOf, type SimulationReport } from './report.ts'
import type { SimulationScript } from './script.ts'

type Variables = Record<string, unknown>

/** A start by time that is awaited: each firing begins an instance. */
interface DueStart {
  timer: ArmedTimer
  graph: Graph
}

/** More firings than this in one step of a script are a cycle too short for the time that passes. */
export const MOST_FIRINGS = 50_000

/** What a script can do to processes. One works in memory; one on the real shell must say the same. */
export interface SimulatedWorld {
  begin(): Promise<void>
  complete(element: string, variables: Variables, index: number): Promise<boolean>
  advance(duration: string): Promise<void>
  message(message: { name: string; key?: string; variables: Variables; timeToLive?: string }): Promise<void>
  signal(name: string, variables: Variables): Promise<boolean>
  throwError(element: string, code: string, index: number): Promise<boolean>
  throwEscalation(element: string, code: string | undefined, variables: Variables, index: number): Promise<boolean>
  cancel(): Promise<void>
  report(): Promise<SimulationReport>
}

/** Does in memory what the durable shell does with rows: keeps instances, their waits and their clock. */
export class PureWorld implements SimulatedWorld {
  private readonly main: Graph
  private readonly graphs: ReadonlyMap<string, Graph>
  private readonly listening: Graph[]
  private readonly script: SimulationScript
  private readonly manual: ReadonlySet<string>
  private readonly calendar: WorkCalendar
  private readonly instances: Instance[] = []
  private readonly history: { graph: Graph; trace: Trace }[] = []
  private now: string
  private readonly waits = new OpenWaits()
  private kept: KeptMessage[] = []
  private starts: DueStart[] = []
  private next: (() => void)[] = []

  /** `listening` are the processes that messages and signals may start besides the one that is simulated. */
  constructor(main: Graph, graphs: ReadonlyMap<string, Graph>, listening: Graph[], script: SimulationScript) {
    this.main = main
    this.graphs = graphs
    this.listening = listening
    this.script = script
    this.manual = new Set(script.manual)
    this.now = new Date(Date.parse(script.now)).toISOString()
    this.calendar = officeHours(script.zone)
  }

  async begin(): Promise<void> {
    if (!awaitsItsStart(this.main, this.script)) {
      this.startInstance(this.main, this.script.variables)
      this.goOn()
      return
    }
    for (const id of this.main.starts) {
      const element = this.main.elements[id]!
      const timer = element.kind === 'timerStart' ? armedTimer(this.env(), element, {}, undefined) : null
      if (timer) this.starts.push({ timer, graph: this.main })
    }
    this.listening.unshift(this.main)
  }

  async complete(element: string, variables: Variables, index: number): Promise<boolean> {
    const place = placesAt(this.instances, element)[index]
    const event = place && completion(place, variables)
    if (event) {
      this.tell(place.instance, event)
      return true
    }
    const waiting = placesWaitingFor(this.instances, element)[index]
    if (!waiting) return false
    this.tell(waiting.instance, happening(waiting, element, variables))
    return true
  }

  async advance(duration: string): Promise<void> {
    const target = addDuration(this.now, duration, this.script.zone)
    this.fireUntil(target)
    this.now = target
  }

  async message(message: { name: string; key?: string; variables: Variables; timeToLive?: string }): Promise<void> {
    this.publish({ ...message, key: message.key, until: this.until(message.timeToLive), notFor: undefined })
    this.goOn()
  }

  async signal(name: string, variables: Variables): Promise<boolean> {
    const reached = this.broadcast(name, variables, undefined)
    this.goOn()
    return reached
  }

  async throwError(element: string, code: string, index: number): Promise<boolean> {
    const message = `The script threw the error "${code}"`
    return this.thrown(element, index, (token) => ({ type: 'error.thrown', token, code, message }))
  }

  async throwEscalation(
    element: string,
    code: string | undefined,
    variables: Variables,
    index: number,
  ): Promise<boolean> {
    return this.thrown(element, index, (token) => ({ type: 'escalation.thrown', token, code, variables }))
  }

  async cancel(): Promise<void> {
    for (const instance of this.instances.filter(({ calledBy }) => !calledBy)) this.tell(instance, { type: 'cancel' })
  }

  async report(): Promise<SimulationReport> {
    const told = this.instances.flatMap(({ graph, state, calledBy }) => (state ? [{ graph, state, calledBy }] : []))
    const report = reportOf(told, this.history)
    return this.instances.length > 0 ? report : { ...report, variables: this.script.variables }
  }

  private startInstance(graph: Graph, variables: Variables, startEvent?: string): void {
    const instance: Instance = { graph, state: null }
    this.instances.push(instance)
    this.next.push(() => this.deliver(instance, { type: 'start', variables, ...(startEvent ? { startEvent } : {}) }))
  }

  private startByTime(start: DueStart): void {
    const next = nextFiring(this.env(), start.timer)
    if (next) start.timer = next
    else this.starts = this.starts.filter((each) => each !== start)
    this.startInstance(start.graph, this.script.variables, start.timer.element)
    this.settle()
  }

  /** Brings an event to an instance and goes on until nothing more follows from it. */
  private tell(instance: Instance, event: EngineEvent): void {
    this.next.push(() => this.deliver(instance, event))
    this.goOn()
  }

  private settle(): void {
    for (let act = this.next.shift(); act; act = this.next.shift()) act()
  }

  /** All that follows at this instant, timers that are due at once included. */
  private goOn(): void {
    this.settle()
    this.fireUntil(this.now)
  }

  private deliver(instance: Instance, event: EngineEvent): void {
    const { state, intents, trace } = advance(instance.graph, instance.state, event, this.env())
    instance.state = state
    for (const line of trace) this.history.push({ graph: instance.graph, trace: line })
    for (const intent of intents) this.carryOut(instance, intent)
    for (const wait of this.waits.messages) {
      if (wait.instance === instance && this.kept.length > 0) this.next.push(() => this.giveKept(wait))
    }
  }

  private carryOut(instance: Instance, intent: Intent): void {
    this.waits.note(instance, intent)
    switch (intent.type) {
      case 'signal.throw':
        this.next.push(() => void this.broadcast(intent.name, intent.variables, instance))
        break
      case 'message.throw':
        this.next.push(() => this.publishThrown(instance, intent))
        break
      case 'call.start':
        this.call(instance, intent)
        break
      case 'call.cancel': {
        const called = this.instances.find(
          ({ calledBy }) => calledBy?.instance === instance && calledBy.token === intent.token,
        )
        if (called?.state) this.deliver(called, { type: 'cancel' })
        break
      }
      case 'escalation.throw':
        if (instance.calledBy) {
          const { instance: caller, token } = instance.calledBy
          const { code, variables } = intent
          this.next.push(() => this.deliver(caller, { type: 'call.escalated', token, code, variables }))
        }
        break
      case 'end':
        this.ended(instance, intent)
        break
    }
  }

  private call(caller: Instance, intent: Extract<Intent, { type: 'call.start' }>): void {
    const { token, process, variables, outer } = intent
    const graph = this.graphs.get(process) ?? this.graphs.get(process.replace(/^.*:/, ''))
    if (!graph) {
      const message = `There is no process "${process}"`
      this.next.push(() =>
        this.deliver(caller, { type: 'call.refused', token, code: 'called_process_unknown', message }),
      )
      return
    }
    const called: Instance = { graph, state: null, calledBy: { instance: caller, token } }
    this.instances.push(called)
    this.next.push(() => {
      if (caller.state?.tokens.some((each) => each.id === token))
        this.deliver(called, { type: 'start', variables, outer })
    })
  }

  private ended(instance: Instance, { status, error }: Extract<Intent, { type: 'end' }>): void {
    if (!instance.calledBy) return
    const { instance: caller, token } = instance.calledBy
    const { code, message } = error ?? { code: 'called_process_ended', message: 'The called process was ended' }
    const variables = instance.state!.scopes[0]!.variables
    this.next.push(() => {
      if (status === 'completed') this.deliver(caller, { type: 'call.completed', token, variables })
      else if (status === 'failed') this.deliver(caller, { type: 'call.failed', token, code, message })
      else this.deliver(caller, { type: 'call.refused', token, code, message })
    })
  }

  /** To the one who has waited longest, else to a process that it starts, else kept. */
  private publish(message: KeptMessage): void {
    const wait = this.waits.messages.find((each) => isFor(message, each))
    if (wait) {
      this.hand(wait, message.variables)
      return
    }
    const started = this.listening
      .filter(({ processId }) => processId !== message.notFor)
      .flatMap((graph) => graph.starts.map((id) => ({ graph, start: graph.elements[id]! })))
      .find(
        ({ graph, start }) =>
          start.kind === 'messageStart' &&
          start.message?.name === message.name &&
          triggerMatches(graph, start.id, { ...message.variables, settings: this.script.settings }).matches,
      )
    if (started) {
      const isMain = started.graph === this.main
      const variables = { ...(isMain ? this.script.variables : {}), ...message.variables }
      this.startInstance(started.graph, variables, started.start.id)
    } else if (message.until > Date.parse(this.now)) this.kept.push(message)
  }

  private publishThrown(instance: Instance, intent: Extract<Intent, { type: 'message.throw' }>): void {
    const { name, correlationKey: key, variables, timeToLive, element } = intent
    const message = { name, key, variables, until: this.until(timeToLive), notFor: undefined }
    const own = this.waits.messages.find((wait) => isFor(message, wait))
    if (own) this.hand(own, variables)
    else {
      // messages go between processes; only one that says how it is correlated may wait for its own process
      const isPublished = instance.graph.elements[element]!.publication !== undefined
      this.publish({ ...message, notFor: isPublished ? undefined : instance.graph.processId })
    }
  }

  private hand({ instance, token, element }: MessageWait, variables: Variables): void {
    this.deliver(instance, { type: 'message.received', token, element, variables })
  }

  private giveKept(wait: MessageWait): void {
    // another message may have ended the wait meanwhile; what was kept for it is kept on
    if (!this.waits.messages.includes(wait)) return
    const now = Date.parse(this.now)
    this.kept = this.kept.filter(({ until }) => until > now)
    const message = this.kept.find((each) => isFor(each, wait))
    if (!message) return
    this.kept = this.kept.filter((each) => each !== message)
    this.hand(wait, message.variables)
  }

  /** To everyone who waits at this moment, and to every process that it starts. */
  private broadcast(name: string, variables: Variables, thrower: Instance | undefined): boolean {
    const waits = this.waits.signals.filter((each) => each.name === name && each.instance !== thrower)
    for (const { instance, token, element } of waits) {
      this.deliver(instance, { type: 'signal.received', token, element, variables })
    }
    const starts = this.listening.flatMap((graph) =>
      graph.starts.filter((id) => graph.elements[id]!.signal?.name === name).map((id) => ({ graph, id })),
    )
    for (const { graph, id } of starts) {
      this.startInstance(graph, { ...(graph === this.main ? this.script.variables : {}), ...variables }, id)
    }
    return waits.length + starts.length > 0
  }

  private thrown(element: string, index: number, event: (token: number) => EngineEvent): boolean {
    const place = placesAt(this.instances, element)[index]
    if (!place) return false
    this.tell(place.instance, event(place.token.id))
    return true
  }

  /** Fires what is due by an instant, each at its own, the earlier armed first. */
  private fireUntil(target: string): void {
    for (let fired = 0; ; fired++) {
      if (fired > MOST_FIRINGS) throw new RangeError(`More than ${MOST_FIRINGS} timers fire before ${target}`)
      const timer = earliest(this.waits.timers, ({ dueAt }) => dueAt)
      const start = earliest(this.starts, (each) => each.timer.dueAt)
      const isStart = start !== undefined && (!timer || Date.parse(start.timer.dueAt) < Date.parse(timer.dueAt))
      const dueAt = isStart ? start.timer.dueAt : timer?.dueAt
      if (dueAt === undefined || Date.parse(dueAt) > Date.parse(target)) return
      if (Date.parse(dueAt) > Date.parse(this.now)) this.now = dueAt
      if (isStart) this.startByTime(start)
      else if (timer) {
        this.waits.timers = this.waits.timers.filter((each) => each !== timer)
        this.next.push(() =>
          this.deliver(timer.instance, { type: 'timer.fired', token: timer.token, element: timer.element }),
        )
        this.settle()
      }
    }
  }

  private until(timeToLive: string | undefined): number {
    return Date.parse(addDuration(this.now, timeToLive ?? KEPT_FOR, this.script.zone))
  }

  private env(): AdvanceEnv {
    return {
      now: this.now,
      zone: this.script.zone,
      settings: this.script.settings,
      addWorkingTime: (from, duration) => addWorkingTime(this.calendar, from, duration),
      stepOutput: (element) => (this.manual.has(element) ? undefined : {}),
    }
  }
}

/** Whether the first thing that happens is what begins the process, so that it must not have begun before. */
export function awaitsItsStart(main: Graph, script: SimulationScript): boolean {
  const starts = main.starts.map((id) => main.elements[id]!)
  if (starts.some(({ kind }) => kind === 'noneStart')) return false
  const first = script.do[0]
  if (!first) return false
  if ('message' in first) return starts.some(({ message }) => message?.name === first.message)
  if ('signal' in first) return starts.some(({ signal }) => signal?.name === first.signal)
  return 'advance' in first && starts.some(({ timer }) => timer !== undefined)
}

/** How the work at an element is reported as done; undefined where it is not done from outside. */
export function completion({ instance, token: { id: token, element, ...waits } }: Place, variables: Variables) {
  const { kind, step } = instance.graph.elements[element]!
  if (kind === 'userTask') return { type: 'user_task.completed', token, variables } as const
  if (step) return { type: 'step.succeeded', token, output: variables } as const
  const isAwaited = waits.messages?.includes(element) || waits.signals?.length || waits.timers?.length
  return isAwaited && !/Gateway$/.test(kind) && kind !== 'callActivity' && !/ubprocess$/.test(kind)
    ? happening({ instance, token: { id: token, element, ...waits } }, element, variables)
    : undefined
}

export function happening({ token }: Place, element: string, variables: Variables): EngineEvent {
  if (token.messages?.includes(element)) return { type: 'message.received', token: token.id, element, variables }
  if (token.signals?.some((each) => each.element === element)) {
    return { type: 'signal.received', token: token.id, element, variables }
  }
  return { type: 'timer.fired', token: token.id, element }
}

function earliest<T>(list: T[], due: (each: T) => string): T | undefined {
  let found: T | undefined
  for (const each of list) if (!found || Date.parse(due(each)) < Date.parse(due(found))) found = each
  return found
}
