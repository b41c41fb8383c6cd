import type { Graph, GraphElement } from '../graph.ts'
import type { Problem } from '../problem.ts'
import type { AdvanceEnv, EngineEvent, Intent } from '../protocol.ts'
import type { Done, Outer, Scope, Token } from '../state.ts'
import type { ModdleNode } from '../xml.ts'

export { Stopped } from '../stopped.ts'

export type Context = Record<string, unknown>

export type Output = Record<string, unknown>

/**
 * How one kind of BPMN element behaves. `accepts` and `read` turn it into a `GraphElement`, the rest runs it.
 * A behaviour evaluates first and changes afterwards: a failed expression then leaves nothing half done.
 */
export interface ElementBehaviour {
  kind: string
  accepts(node: ModdleNode): boolean
  read?(node: ModdleNode): Partial<GraphElement>
  /** zeebe extension elements it executes besides ioMapping, taskHeaders and properties; any other is refused */
  extensions?: string[]
  check?(element: GraphElement, graph: Graph): Problem[]
  /** What may be attached to it */
  hosts?: readonly Attachable[]
  /** An event that begins a process, a subprocess or an event subprocess */
  begins?: true
  /** An event that ends a path */
  ends?: true
  /** A person may not put a token on it */
  immovable?: true
  /** A token arrives. `inside` is the way to an element within, when a person moves a token there */
  enter(execution: Execution, token: Token, element: GraphElement, inside?: string[]): void
  /** Opens the wait of this event for a token: its own, that of the activity it is attached to, or of a gateway */
  arm?(execution: Execution, token: Token, element: GraphElement, assignee?: string): void
  /** What ends its wait. Timers, messages and signals go to the event they name, the rest to the element of the token */
  on?: {
    [T in EngineEvent['type']]?: (
      execution: Execution,
      token: Token,
      element: GraphElement,
      event: Extract<EngineEvent, { type: T }>,
    ) => void
  }
  /** What happens as a token leaves it, after it is completed and before what follows: something is thrown */
  leaving?(execution: Execution, token: Token, element: GraphElement): () => void
  /** Something left the scope in which a token waits for others: whether to go on is to be seen anew */
  review?(execution: Execution, token: Token, element: GraphElement): void
  /** All that it wanted undone is undone */
  undone?(execution: Execution, token: Token, element: GraphElement): void
  /** Takes back the work that was handed out */
  withdraw?(execution: Execution, token: Token, element: GraphElement): void
  /** Hands the work out again after it failed */
  redo?(execution: Execution, token: Token, element: GraphElement): void
  /** Goes past the element where an incident stopped it; false when there is no one way to go */
  skip?(execution: Execution, token: Token, element: GraphElement): boolean
}

/** What may be attached to any activity that takes time */
export const ATTACHABLE = ['timer', 'message', 'signal', 'error', 'escalation', 'conditional', 'compensation'] as const

export type Attachable = (typeof ATTACHABLE)[number] | 'cancel'

/** The verbs with which behaviours change an instance during one `advance`. */
export interface Execution {
  readonly graph: Graph
  readonly env: AdvanceEnv
  /** What expressions in a scope see: the variables, the settings, the counters of multi-instance activities */
  context(scope: number): Context
  /** The variables alone: what may leave the instance */
  variables(scope: number): Context
  /** The variables that a token sees: those of its scope and its mapped inputs */
  visible(token: Token): Context
  /** Evaluates FEEL; a failure stops the token */
  feel(expression: string, context: Context): unknown
  /** Evaluates FEEL that must be true or false */
  holds(condition: string, context: Context): boolean
  /** A text of the model: FEEL when it starts with `=`, else itself */
  value(source: string | undefined, context: Context): unknown
  /** As `value`, as text; undefined when it is empty */
  text(source: string | undefined, context: Context): string | undefined
  /** A due date: an instant, a local date or a duration from now, in working time if a calendar is named */
  due(source: string | undefined, context: Context, element: GraphElement, assignee?: string): string | undefined
  /** The mapped inputs, undefined when none are declared */
  inputs(token: Token, element: GraphElement): Record<string, unknown> | undefined
  emit(intent: Intent): void
  /** The token stays here */
  rest(token: Token): void
  /** Opens the waits of all that is attached to the element */
  openBoundaries(token: Token, element: GraphElement, assignee?: string): void
  /** Arms the timer of an event for a token; false when the timer is switched off */
  armTimer(token: Token, event: GraphElement, assignee?: string): boolean
  openMessage(token: Token, event: GraphElement): void
  openSignal(token: Token, event: GraphElement): void
  /** Waits until the condition of an event holds */
  openCondition(token: Token, event: GraphElement): void
  /** Arms the next firing of a cycle, or drops the timer that fired */
  timerFired(token: Token, event: GraphElement): void
  /** An event happened that the token waited for: goes on at the event */
  caught(token: Token, event: GraphElement, output: Output): void
  /** The element's work is done: its output is taken over and the token leaves */
  complete(token: Token, element: GraphElement, output?: Output): void
  /** The token leaves by these flows; by those whose condition holds when none are named */
  leave(token: Token, element: GraphElement, flows?: string[]): void
  /** Merges variables where they are declared, else into the process */
  setVariables(scope: number, variables: Record<string, unknown>): void
  openScope(token: Token, element: GraphElement, variables: Record<string, unknown>): number
  /** Lets one instance of a multi-instance activity begin, in a scope of its own */
  openIteration(
    body: Token,
    element: GraphElement,
    iteration: number,
    variables: Record<string, unknown>,
    inside?: string[],
  ): void
  /** A multi-instance activity is over: what still runs in it is cancelled, its output taken over, its body leaves */
  finishBody(body: Token, element: GraphElement, output: Output): void
  arrive(element: string, scope: number, inside?: string[]): void
  /** Cancels all that runs in a scope */
  clearScope(scope: number): void
  /** Takes away a scope in which nothing runs any more */
  removeScope(scope: number): void
  scope(id: number): Scope
  /** The token with this id, ready to be changed */
  changing(id: number): Token
  /** Tokens at rest at an element of a scope */
  restingAt(element: string, scope: number): Token[]
  /** All tokens at rest in a scope */
  restingIn(scope: number): Token[]
  /** Elements that tokens are on their way to in a scope */
  bound(scope: number): string[]
  /** Ends a token that was consumed at its element; one that a join took in with another is `joined` */
  consume(token: Token, joined?: boolean): void
  /**
   * Hands an error to the nearest catcher, outwards; false when nothing catches it. `done` when the work of the token
   * is over and need not be taken back
   */
  throwError(token: Token, code: string, message: string, done?: boolean): boolean
  /** The same for an error whose thrower has left its scope; where nothing catches it the process has failed */
  throwErrorIn(scope: number, code: string, message: string): void
  /** Ends everything because of an error that nothing catches */
  fail(code: string, message: string): void
  /** Hands an escalation to the nearest catcher, outwards; nothing happens where there is none */
  escalate(from: Token | number, code: string | undefined, element: string, output: Output): void
  /** Hands a signal to all in this instance that wait for it now, and to the world */
  broadcast(element: string, name: string, variables: Record<string, unknown>): void
  /** What would undo an activity that a token completes; undefined where nothing would */
  doneBy(token: Token, element: GraphElement, variables?: Context): Done | undefined
  /** Undoes what a compensation event names, the last first; true when its token is to wait for that */
  compensate(token: Token, element: GraphElement): boolean
  /** Ends all that runs in the transaction around a scope and undoes what was done in it */
  cancelTransaction(scope: number): void
  /** Leaves a transaction that was cancelled and undone */
  leaveCancelled(token: Token, element: GraphElement): void
  /** What is caught around a token */
  caughtAround(token: Token): Outer
  raise(token: Token, incident: { code: string; message: string }): void
}
