import { embeddedSubprocess } from './activities/embedded-subprocess.ts'
import { scriptTask } from './activities/script-task.ts'
import { serviceTask } from './activities/service-task.ts'
import { userTask } from './activities/user-task.ts'
import type { ElementBehaviour } from './behaviour.ts'
import { boundaryError } from './events/boundary-error.ts'
import { boundaryMessage } from './events/boundary-message.ts'
import { boundaryTimer } from './events/boundary-timer.ts'
import { catchMessage } from './events/catch-message.ts'
import { catchTimer } from './events/catch-timer.ts'
import { messageStart } from './events/message-start.ts'
import { noneEnd } from './events/none-end.ts'
import { noneStart } from './events/none-start.ts'
import { terminateEnd } from './events/terminate-end.ts'
import { eventBasedGateway } from './gateways/event-based-gateway.ts'
import { exclusiveGateway } from './gateways/exclusive-gateway.ts'
import { parallelGateway } from './gateways/parallel-gateway.ts'

/** Every element that is executed. What is not in this list is refused when a model is read. */
export const behaviours: ElementBehaviour[] = [
  noneStart,
  messageStart,
  noneEnd,
  terminateEnd,
  catchMessage,
  catchTimer,
  boundaryTimer,
  boundaryMessage,
  boundaryError,
  userTask,
  serviceTask,
  scriptTask,
  embeddedSubprocess,
  exclusiveGateway,
  parallelGateway,
  eventBasedGateway,
]

const byKind = new Map(behaviours.map((behaviour) => [behaviour.kind, behaviour]))

/** The behaviour of a kind of element. */
export function behaviourOf(kind: string): ElementBehaviour {
  const behaviour = byKind.get(kind)
  if (!behaviour) throw new Error(`No element of kind "${kind}" is executed`)
  return behaviour
}
