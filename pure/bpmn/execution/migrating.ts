import { eventSubprocessesIn } from '../catchers.ts'
import { behaviourOf } from '../elements/index.ts'
import type { ElementMap, Graph, GraphElement } from '../graph.ts'
import type { Token } from '../state.ts'
import { InstanceExecution } from './instance-execution.ts'

/** An instance that was put into another version: what it waits for becomes what that version waits for. */
export class Migrating extends InstanceExecution {
  /** The event whose wait is being opened */
  opening: string | undefined

  /** `before` are the tokens as they stood in the version `from`. */
  settleIn(from: Graph, map: ElementMap, before: readonly Token[]): void {
    for (const { id, element, listener } of before) {
      const token = this.changing(id)
      if (listener && !this.isListened(token)) {
        this.closeWaits(token)
        this.remove(token)
        continue
      }
      if (!listener && token.element !== element) {
        this.trace.push({ element, token: id, what: 'cancelled' })
        this.write(token, 'entered')
      }
      if (!token.incident || token.incident.at === 'work') this.settleWaits(token, from, element, map)
    }
    for (const scope of this.scopes) {
      this.listenBesides(scope.id)
      this.left.add(scope.id)
    }
    this.run()
  }

  private settleWaits(token: Token, from: Graph, wasAt: string, map: ElementMap): void {
    const now = waitsOf(this.graph, token, token.element)
    const same = new Map<string, string>()
    for (const id of waitsOf(from, token, wasAt)) {
      const next = map[id]
      if (next === undefined || !now.includes(next)) continue
      if (saysTheSame(from.elements[id]!, this.graph.elements[next]!)) same.set(id, next)
    }
    const stays = (id: string) => same.get(id) === id
    const { id } = token
    token.timers = token.timers?.flatMap((timer) => {
      if (stays(timer.element)) return [timer]
      this.emit({ type: 'timer.cancel', token: id, element: timer.element })
      const element = same.get(timer.element)
      if (element === undefined) return []
      const next = { ...timer, element }
      this.emitTimer(token, next)
      return [next]
    })
    for (const element of token.messages ?? []) {
      if (!stays(element)) this.emit({ type: 'message.close', token: id, element })
    }
    for (const { element } of token.signals ?? []) {
      if (!stays(element)) this.emit({ type: 'signal.close', token: id, element })
    }
    token.messages = token.messages?.filter(stays)
    token.signals = token.signals?.filter(({ element }) => stays(element))
    token.conditions = token.conditions?.filter(({ element }) => stays(element))
    // what was waited for and is over, such as a reminder that came, does not come again
    const over = new Set(
      [...same].filter(([was, next]) => was === next || this.graph.elements[next]!.timer).map(([, next]) => next),
    )
    for (const event of now) if (!over.has(event)) this.open(token, event)
    for (const list of ['timers', 'messages', 'signals', 'conditions'] as const) {
      if (token[list]?.length === 0) token[list] = undefined
    }
  }

  private open(token: Token, event: string): void {
    this.opening = event
    const element = this.graph.elements[event]!
    behaviourOf(element.kind).arm!(this, token, element)
  }

  private isListened({ element, scope }: Token): boolean {
    const around = this.graph.elements[element]?.scope
    return around != null && eventSubprocessesIn(this.graph, this.scope(scope)).includes(around)
  }

  /** Event subprocesses that are new in a scope open their waits. */
  private listenBesides(id: number): void {
    const scope = this.scope(id)
    if (scope.interrupted) return
    const heard = this.restingIn(id).flatMap(({ listener, element }) => (listener ? [element] : []))
    for (const start of this.listenersIn(scope)) {
      if (heard.includes(start)) continue
      this.opening = start
      this.armListener(this.listenerAt(start, id))
    }
  }
}

/** The events that a token waits for while it stands at an element of a version. */
function waitsOf(graph: Graph, token: Token, at: string): string[] {
  const element = graph.elements[at]!
  if (token.listener) return [at]
  if (token.phase === 'joining' || token.restored) return []
  const isWait = (id: string) => behaviourOf(graph.elements[id]!.kind).arm !== undefined
  // what is attached to a multi-instance activity waits beside all its instances, once
  const attached = token.iteration === undefined ? element.boundary.filter(isWait) : []
  if (element.kind === 'eventBasedGateway') return element.outgoing.map((flow) => graph.flows[flow]!.target)
  return token.loop || !isWait(at) ? attached : [...attached, at]
}

/** Whether an event is waited for by the same name, key and condition. A timer keeps the due that was fixed. */
function saysTheSame(before: GraphElement, now: GraphElement): boolean {
  const said = ({ kind, message, signal, condition }: GraphElement) => [kind, message, signal, condition]
  return isSame(said(before), said(now))
}

/** In whatever order its parts are kept: a database has an order of its own. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other
  const said = (value: object) => Object.entries(value).filter(([, part]) => part !== undefined)
  const [parts, others] = [said(one), new Map(said(other))]
  return parts.length === others.size && parts.every(([name, part]) => isSame(part, others.get(name)))
}
