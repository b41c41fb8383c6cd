import type { z } from 'zod'
import type { StepOffer } from '../../pure/process-design/offers.ts'
import type { KindAccess } from './access.ts'
import type { EventDefinition, LoggedEvent } from './events.ts'
import type { Cx } from './write.ts'

/**
 * A step a process may do here. 'command' steps run inside the delivering transaction, in a savepoint, with the rights of
 * the process; 'effect' steps leave by the outbox and their result comes back as an event.
 */
export interface StepDefinition {
  /** zeebe:taskDefinition type, e.g. "notifications.notify". */
  type: string
  kind: 'command' | 'effect'
  input: z.ZodType
  /** The ways it is offered to people who draw a process; the first names it wherever it stands. */
  offers: StepOffer[]
  /** `batch` when many at once cost less than one by one; a failing batch is repeated one by one. */
  run?: (cx: Cx, input: never, at: StepPlace) => Promise<Record<string, unknown>>
  runMany?: (cx: Cx, inputs: { input: never; at: StepPlace; cx: Cx }[]) => Promise<Record<string, unknown>[]>
}

/** Where in which instance a step runs; `key` is the same at each repetition. */
export interface StepPlace {
  instance: string
  process: string
  element: string
  token: number
  subject: { kind: string; id: string } | null
  key: string
}

export function defineStep<I extends z.ZodType>(step: {
  type: string
  kind: 'command' | 'effect'
  input: I
  offers?: StepOffer[]
  run?: (cx: Cx, input: z.output<I>, at: StepPlace) => Promise<Record<string, unknown>>
  runMany?: (cx: Cx, inputs: { input: z.output<I>; at: StepPlace; cx: Cx }[]) => Promise<Record<string, unknown>[]>
}): StepDefinition {
  return { offers: [], ...step } as unknown as StepDefinition
}

/** What a module does by itself when another module's event is delivered; runs in the delivering transaction. */
export interface Reaction {
  name: string
  on: string[]
  /** Which of them it follows, told by the event alone: what it leaves out costs the delivery nothing. All unless given. */
  when?: (event: LoggedEvent) => boolean
  /** It follows after the cases that the same delivery moves: it looks at what they set. */
  last?: true
  run: (cx: Cx, event: LoggedEvent) => Promise<void>
}

export interface Effect {
  key: string
  payload: Record<string, unknown>
  attempt: number
  /** An earlier attempt may have got through: nobody saw how it ended. */
  repeated: boolean
}

export interface EffectSender {
  topic: string
  /** How often it is tried and the pause after each attempt in seconds; unless given, 12 times, doubling up to 10 minutes. */
  retry?: { attempts: number; pause: (attempt: number) => number }
  /**
   * Sends one effect; no transaction is open. Throws to have it tried again later (with `final: true` on the error: never
   * again); returns what to write down when it is done.
   */
  send: (effect: Effect) => Promise<Record<string, unknown>>
  /** Runs in the transaction that ends the effect: what the module writes down about it commits with that end. */
  sent?: (cx: Cx, effect: Effect, answer: Record<string, unknown>) => Promise<void>
  /**
   * Runs in the transaction that gives the effect up. The module then keeps the failure in rows of its own: the effect
   * leaves the outbox, and the module may send it anew under the same key.
   */
  gaveUp?: (cx: Cx, effect: Effect, error: Error) => Promise<void>
}

/** A module as the registry knows it. */
export interface Module {
  name: string
  events?: EventDefinition[]
  access?: KindAccess[]
  reactions?: Reaction[]
  steps?: StepDefinition[]
}

export const defineModule = (module: Module): Module => module
