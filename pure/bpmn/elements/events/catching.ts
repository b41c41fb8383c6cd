import type { ElementBehaviour } from '../behaviour.ts'
import { catchMessage } from './catch-message.ts'
import { catchTimer } from './catch-timer.ts'

/** The intermediate catch events an event-based gateway can wait for. */
export const behavioursOfEvents = new Map<string, ElementBehaviour>(
  [catchMessage, catchTimer].map((behaviour) => [behaviour.kind, behaviour]),
)
