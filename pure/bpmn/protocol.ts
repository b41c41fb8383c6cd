import type { InstanceState, Outer } from './state.ts'

/** What happened to an instance. An event for a token that no longer waits is ignored. */
export type EngineEvent =
  /**
   * `outer` is there when a call activity starts it, as its intent said. With `stopped` it begins as an incident at its
   * start event, for a person to let it go on
   */
  | {
      type: 'start'
      startEvent?: string
      variables: Record<string, unknown>
      outer?: Outer
      stopped?: { code: string; message: string }
    }
  | { type: 'user_task.completed'; token: number; variables: Record<string, unknown> }
  /** With `dueAt` a repeated delivery of one firing of a cycle is recognised and ignored */
  | { type: 'timer.fired'; token: number; element: string; dueAt?: string }
  | { type: 'message.received'; token: number; element: string; variables: Record<string, unknown> }
  | { type: 'signal.received'; token: number; element: string; variables: Record<string, unknown> }
  | { type: 'call.completed'; token: number; variables: Record<string, unknown> }
  /** The called process ended by an error that nothing in it caught */
  | { type: 'call.failed'; token: number; code: string; message: string }
  /** The called process could not be started, or a person ended it */
  | { type: 'call.refused'; token: number; code: string; message: string }
  | { type: 'call.escalated'; token: number; code?: string; variables: Record<string, unknown> }
  /** Whoever does the work of a token says that it went wrong in a way the model may catch */
  | { type: 'error.thrown'; token: number; code: string; message: string }
  | { type: 'escalation.thrown'; token: number; code?: string; variables: Record<string, unknown> }
  | { type: 'step.succeeded'; token: number; output: Record<string, unknown> }
  | { type: 'step.refused'; token: number; code: string; message: string }
  | { type: 'step.failed'; token: number; code: string; message: string }
  /** The work of a token failed and is to be tried once more */
  | { type: 'step.retry'; token: number }
  /** Whoever runs the instance stops a token: its work is taken back, a person decides */
  | { type: 'token.stop'; token: number; code: string; message: string }
  | { type: 'incident.retry'; token: number }
  | { type: 'incident.skip'; token: number }
  | { type: 'token.move'; token: number; to: string }
  | { type: 'variables.set'; variables: Record<string, unknown> }
  | { type: 'cancel' }
  | { type: 'timers.rearm' }

/** All that the outer world may say to `advance` besides the event: it has no clock and no calendar of its own. */
export interface AdvanceEnv {
  /** ISO instant, business time */
  now: string
  zone: string
  settings: Record<string, unknown>
  addWorkingTime(from: string, isoDuration: string, calendar: 'company' | 'assignee', assignee?: string): string
  /**
   * The output of a step that is known at once: the simulator's, where steps complete by themselves. Undefined, or
   * without this, the step is an intent and its result an event.
   */
  stepOutput?(element: string): Record<string, unknown> | undefined
}

/** What the shell must do so that the new state is true. */
export type Intent =
  | {
      type: 'user_task.create'
      token: number
      element: string
      name: string
      assignee?: string
      candidateGroups: string[]
      candidateUsers: string[]
      dueAt?: string
      followUpAt?: string
      priority?: number
      formKey?: string
      properties: Record<string, string>
      input: Record<string, unknown>
    }
  | { type: 'user_task.cancel'; token: number }
  | { type: 'timer.arm'; token: number; element: string; dueAt: string; workingTime: boolean; repeat?: number }
  | { type: 'timer.cancel'; token: number; element: string }
  | { type: 'message.open'; token: number; element: string; name: string; correlationKey: string }
  | { type: 'message.close'; token: number; element: string }
  | {
      type: 'step.run'
      token: number
      element: string
      step: string
      input: Record<string, unknown>
      retries?: number
    }
  | { type: 'step.cancel'; token: number }
  | { type: 'signal.open'; token: number; element: string; name: string }
  | { type: 'signal.close'; token: number; element: string }
  /** To every subscription but those of this instance, which has served itself, and to every start by this signal */
  | { type: 'signal.throw'; element: string; name: string; variables: Record<string, unknown> }
  | {
      type: 'message.throw'
      element: string
      name: string
      correlationKey?: string
      /** ISO duration for which it is kept when nobody waits yet; only what the model names */
      timeToLive?: string
      variables: Record<string, unknown>
    }
  | {
      type: 'call.start'
      token: number
      element: string
      process: string
      variables: Record<string, unknown>
      outer: Outer
    }
  | { type: 'call.cancel'; token: number }
  /** To the call activity that started this instance */
  | { type: 'escalation.throw'; element: string; code?: string; variables: Record<string, unknown> }
  | { type: 'incident.raise'; token: number; element: string; code: string; message: string }
  | { type: 'incident.clear'; token: number }
  | { type: 'end'; status: InstanceState['status']; error?: { code: string; message: string } }

/**
 * One line of history. `flow` is the sequence flow through which an element was entered. `joined` marks a token that a
 * join took in with another, `body` what holds the instances of a multi-instance activity together: neither is an
 * element done once more.
 */
export type Trace = {
  element: string
  token: number
  what: 'entered' | 'completed' | 'cancelled' | 'incident'
  flow?: string
  joined?: true
  body?: true
}
