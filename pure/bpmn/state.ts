/** A timer that a token waits for. What is needed to compute it again stays with it: settings may change, this may not. */
export interface ArmedTimer {
  element: string
  dueAt: string
  /** The instant the duration counts from; kept where the due may be computed again */
  armedAt?: string
  duration?: string
  /** The cron expression of its next firings */
  cron?: string
  calendar?: 'company' | 'assignee'
  assignee?: string
  /** Firings left, the armed one included; -1 is endless */
  repeat?: number
}

/**
 * Why a token stopped, and from where a retry goes on:
 * `enter` nothing had begun, `work` a step went wrong, `complete` the work is done and its output was not taken over,
 * `leave` its output is taken over and no way on was found, `join` it waits for a branch that cannot come.
 */
export interface Incident {
  code: string
  message: string
  at: 'enter' | 'work' | 'complete' | 'leave' | 'join'
  output?: Record<string, unknown>
}

/** A token at rest. Every stay at an element has an id of its own, so that a late event cannot hit the next stay. */
export interface Token {
  id: number
  element: string
  scope: number
  phase: 'waiting' | 'incident' | 'joining'
  flow?: string
  timers?: ArmedTimer[]
  /** Elements whose message subscription is open */
  messages?: string[]
  /** Signals it waits for */
  signals?: { element: string; name: string }[]
  /** Conditions it waits for; one that held when it was last looked at must become false before it happens again */
  conditions?: { element: string; held: boolean }[]
  /** It stands for the wait of an event subprocess that has not begun, and keeps nothing open */
  listener?: true
  /** The multi-instance activity whose instances it holds together */
  loop?: Loop
  /** The one instance of a multi-instance activity that it is, from 0 */
  iteration?: number
  /** Mapped inputs, kept where the output mappings may read them */
  local?: Record<string, unknown>
  incident?: Incident
  /** It undoes something that was done */
  undoing?: Undoing
  /** It stands for a completed activity once more while that is undone inside it */
  restored?: true
  /** What can be undone of a subprocess that was completed and not yet left */
  done?: Done[]
}

/** A completed activity that can be undone (compensated), with what it knew when it was completed. */
export interface Done {
  element: string
  variables?: Record<string, unknown>
  /** What was done inside it, in the order of completion */
  inside?: Done[]
}

/** One of several things to be undone, the last first: what is left after it, and the token that waits for them all. */
export interface Undoing {
  left: Done[]
  thrower?: number
}

/** How far a multi-instance activity, or one with a loop, is. */
export interface Loop {
  /** Unknown where a condition ends it */
  total?: number
  started: number
  completed: number
  items?: unknown[]
  /** What each instance gave, null where it has not given anything */
  results?: unknown[]
  /** What of its instances can be undone once it is over */
  done?: Done[]
}

/** The process itself, a running subprocess or one instance of a multi-instance activity, with its variables. */
export interface Scope {
  id: number
  parent: number | null
  element: string | null
  token: number | null
  variables: Record<string, unknown>
  iteration?: number
  /** An interrupting event subprocess took it over: it can begin none again */
  interrupted?: true
  /** What was completed in it and can be undone, in the order of completion */
  done?: Done[]
}

/** What is caught around the call activity that started an instance; a catch without a code takes any. */
export interface Outer {
  errors: { code?: string }[]
  escalations: { code?: string; interrupting: boolean }[]
}

export interface InstanceState {
  status: 'active' | 'completed' | 'terminated' | 'failed'
  tokens: Token[]
  scopes: Scope[]
  nextToken: number
  nextScope: number
  /** Only where a call activity started the instance */
  outer?: Outer
}
