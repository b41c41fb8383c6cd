import type { Graph, GraphElement } from '../graph.ts'
import type { Problem } from '../problem.ts'
import type { AdvanceEnv, EngineEvent, Intent } from '../protocol.ts'
import type { Token } from '../state.ts'
import type { ModdleNode } from '../xml.ts'

export type Context = Record<string, unknown>

/** What stops a token: it becomes an incident with this code. */
export class Stopped extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

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
  hosts?: ('timer' | 'message' | 'error')[]
  /** A person may not put a token on it */
  immovable?: true
  /** A token arrives. `inside` is the way to an element within, when a person moves a token there */
  enter(execution: Execution, token: Token, element: GraphElement, inside?: string[]): void
  /** Opens the wait of this event for a token: its own, that of the activity it is attached to, or of a gateway */
  arm?(execution: Execution, token: Token, element: GraphElement, assignee?: string): void
  /** What ends its wait. Timers and messages go to the event they name, the rest to the element of the token */
  on?: {
    [T in EngineEvent['type']]?: (
      execution: Execution,
      token: Token,
      element: GraphElement,
      event: Extract<EngineEvent, { type: T }>,
    ) => void
  }
  /** Takes back the work that was handed out */
  withdraw?(execution: Execution, token: Token, element: GraphElement): void
  /** Hands the work out again after it failed */
  redo?(execution: Execution, token: Token, element: GraphElement): void
  /** Goes past the element where an incident stopped it; false when there is no one way to go */
  skip?(execution: Execution, token: Token, element: GraphElement): boolean
}

/** The verbs with which behaviours change an instance during one `advance`. */
export interface Execution {
  readonly graph: Graph
  readonly env: AdvanceEnv
  /** The variables that a scope sees, and the settings */
  context(scope: number): Context
  /** Evaluates FEEL; a failure stops the token */
  feel(expression: string, context: Context): unknown
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
  /** Arms the next firing of a cycle, or drops the timer that fired */
  timerFired(token: Token, event: GraphElement): void
  /** An event happened that the token waited for: goes on at the event */
  caught(token: Token, event: GraphElement, output: Record<string, unknown>): void
  /** The element's work is done: its output is taken over and the token leaves */
  complete(token: Token, element: GraphElement, output?: Record<string, unknown>): void
  /** The token leaves by these flows; by those whose condition holds when none are named */
  leave(token: Token, element: GraphElement, flows?: string[]): void
  /** Merges variables where they are declared, else into the process */
  setVariables(scope: number, variables: Record<string, unknown>): void
  openScope(token: Token, element: GraphElement, variables: Record<string, unknown>): number
  arrive(element: string, scope: number, inside?: string[]): void
  /** Cancels all that runs in a scope */
  clearScope(scope: number): void
  /** Tokens at rest at an element of a scope */
  restingAt(element: string, scope: number): Token[]
  /** Ends a token that was consumed at its element */
  consume(token: Token): void
  /** Hands an error to the nearest boundary event that catches it, outwards; false when none does */
  throwError(token: Token, code: string, message: string): boolean
  raise(token: Token, incident: { code: string; message: string }): void
}
