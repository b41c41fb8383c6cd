import { receiveTask } from '../activities/receive-task.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { catchConditional } from './catch-conditional.ts'
import { catchMessage } from './catch-message.ts'
import { catchSignal } from './catch-signal.ts'
import { catchTimer } from './catch-timer.ts'

/** What an event-based gateway can wait for: intermediate catch events and receive tasks. */
export const behavioursOfEvents = new Map<string, ElementBehaviour>(
  [catchMessage, catchTimer, catchSignal, catchConditional, receiveTask].map((behaviour) => [
    behaviour.kind,
    behaviour,
  ]),
)
