import type { FormField } from '../process-design/forms.ts'
import type { Decision } from './decision.ts'
import { evaluate } from './expression.ts'

/** A FEEL expression (`=...`) or a fixed text, written to a variable. */
export interface Mapping {
  source: string
  target: string
}

export type Calendar = 'company' | 'assignee' | 'none'

/** When a timer event is due, as the model says it: a fixed text, or FEEL when it starts with `=`. */
export interface TimerDefinition {
  kind: 'date' | 'duration' | 'cycle'
  value: string
}

/** One node of a process. Fields below `outgoing` are there only where the kind of element uses them. */
export interface GraphElement {
  id: string
  name?: string
  /** The key of its behaviour in `elements/index.ts` */
  kind: string
  /** The embedded subprocess it lies in, null for the process itself */
  scope: string | null
  incoming: string[]
  outgoing: string[]
  /** The flow taken when no condition holds */
  defaultFlow?: string
  attachedTo?: string
  interrupting?: boolean
  boundary: string[]
  children?: string[]
  starts?: string[]
  /** Event subprocesses that lie directly in it */
  eventSubprocesses?: string[]
  inputs?: Mapping[]
  outputs?: Mapping[]
  headers?: Record<string, string>
  properties?: Record<string, string>
  timer?: TimerDefinition
  calendar?: Calendar
  message?: { name: string; correlationKey?: string }
  /** How a thrown message is told from others: its key and how long it is kept for one who does not wait yet */
  publication?: { correlationKey?: string; timeToLive?: string }
  signal?: { name: string }
  /** Thrown with this code, or caught; a catch without a code takes any */
  error?: { code?: string }
  escalation?: { code?: string }
  loop?: MultiInstance
  /** The condition of a conditional event, FEEL */
  condition?: string
  /** The name that joins the two ends of a link */
  link?: string
  /** It begins only to undo another activity */
  forCompensation?: true
  /** What a compensation event undoes, all that was done in its scope where it names no activity; whether it waits for that */
  compensation?: { activity?: string; waits: boolean }
  call?: CalledProcess
  decision?: { id: string; resultVariable: string }
  step?: { type: string; retries?: string }
  assignment?: { assignee?: string; candidateGroups?: string; candidateUsers?: string }
  schedule?: { dueDate?: string; followUpDate?: string }
  priority?: string
  formKey?: string
  /** What the form asks, where it lies in the same file */
  form?: FormField[]
  /** Without a variable for its result the value must be a context, whose entries become variables */
  script?: { expression: string; resultVariable?: string }
  foreign?: Foreign
}

/** An expression in a language that is not executed; a model that has one is refused. */
export interface Foreign {
  expression: string
  language: string
}

/**
 * An activity done once for each item or a number of times, or as long as a condition holds. All but `item` and
 * `outputCollection` are FEEL.
 */
export interface MultiInstance {
  sequential: boolean
  cardinality?: string
  collection?: string
  item?: string
  outputCollection?: string
  outputElement?: string
  /** The completion condition: when it holds after an instance, the rest is cancelled */
  until?: string
  /** A loop: it is done again as long as this holds, at most so many times */
  repeat?: { while?: string; first: 'test' | 'do'; maximum?: number }
}

export interface CalledProcess {
  /** Its id, or FEEL that gives it */
  process: string
  allParentVariables: boolean
  allChildVariables: boolean
}

export interface GraphFlow {
  id: string
  name?: string
  source: string
  target: string
  condition?: string
  foreign?: Foreign
}

/** Which element of a version of a process goes on as which of another. */
export type ElementMap = Readonly<Record<string, string>>

/** An event of the log that starts an instance of the process. */
export interface Trigger {
  startEvent: string
  event: string
  condition?: string
}

/** A process, read once per version: plain, never changed, indexed both ways. `order` is document order. */
export interface Graph {
  processId: string
  name: string
  elements: Record<string, GraphElement>
  flows: Record<string, GraphFlow>
  order: string[]
  starts: string[]
  triggers: Trigger[]
  /** Event subprocesses of the process itself */
  eventSubprocesses?: string[]
  /** Decisions that stand in the same file, by id */
  decisions?: Record<string, Decision>
}

/** Whether an event's context satisfies the condition of a start event; `why` says what kept it from matching. */
export function triggerMatches(
  graph: Graph,
  startEvent: string,
  context: Record<string, unknown>,
): { matches: boolean; why?: string } {
  const trigger = graph.triggers.find((each) => each.startEvent === startEvent)
  if (!trigger) return { matches: false, why: `The process has no start event "${startEvent}" with a trigger` }
  if (trigger.condition === undefined) return { matches: true }
  const result = evaluate(trigger.condition, context)
  if ('error' in result) return { matches: false, why: result.error }
  if (result.value === true) return { matches: true }
  if (result.value === false) return { matches: false, why: `The condition ${trigger.condition} is false` }
  return {
    matches: false,
    why: `The condition ${trigger.condition} gave ${JSON.stringify(result.value)}, not true or false`,
  }
}
