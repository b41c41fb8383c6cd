import type { InstanceState } from './state.ts'

/** What happened to an instance. An event for a token that no longer waits is ignored. */
export type EngineEvent =
  | { type: 'start'; startEvent?: string; variables: Record<string, unknown> }
  | { type: 'user_task.completed'; token: number; variables: Record<string, unknown> }
  /** With `dueAt` a repeated delivery of one firing of a cycle is recognised and ignored */
  | { type: 'timer.fired'; token: number; element: string; dueAt?: string }
  | { type: 'message.received'; token: number; element: string; variables: Record<string, unknown> }
  | { type: 'step.succeeded'; token: number; output: Record<string, unknown> }
  | { type: 'step.refused'; token: number; code: string; message: string }
  | { type: 'step.failed'; token: number; code: string; message: string }
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
  | { type: 'incident.raise'; token: number; element: string; code: string; message: string }
  | { type: 'incident.clear'; token: number }
  | { type: 'end'; status: InstanceState['status'] }

/** One line of history. `flow` is the sequence flow through which an element was entered. */
export type Trace = {
  element: string
  token: number
  what: 'entered' | 'completed' | 'cancelled' | 'incident'
  flow?: string
}
