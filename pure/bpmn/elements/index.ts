import { abstractTask } from './activities/abstract-task.ts'
import { businessRuleTask } from './activities/business-rule-task.ts'
import { callActivity } from './activities/call-activity.ts'
import { embeddedSubprocess } from './activities/embedded-subprocess.ts'
import { eventSubprocess } from './activities/event-subprocess.ts'
import { manualTask } from './activities/manual-task.ts'
import { receiveTask } from './activities/receive-task.ts'
import { scriptTask } from './activities/script-task.ts'
import { sendTask } from './activities/send-task.ts'
import { serviceTask } from './activities/service-task.ts'
import { transactionSubprocess } from './activities/transaction-subprocess.ts'
import { userTask } from './activities/user-task.ts'
import type { ElementBehaviour } from './behaviour.ts'
import { boundaryCancel } from './events/boundary-cancel.ts'
import { boundaryCompensation } from './events/boundary-compensation.ts'
import { boundaryConditional } from './events/boundary-conditional.ts'
import { boundaryError } from './events/boundary-error.ts'
import { boundaryEscalation } from './events/boundary-escalation.ts'
import { boundaryMessage } from './events/boundary-message.ts'
import { boundarySignal } from './events/boundary-signal.ts'
import { boundaryTimer } from './events/boundary-timer.ts'
import { cancelEnd } from './events/cancel-end.ts'
import { catchConditional } from './events/catch-conditional.ts'
import { catchLink } from './events/catch-link.ts'
import { catchMessage } from './events/catch-message.ts'
import { catchSignal } from './events/catch-signal.ts'
import { catchTimer } from './events/catch-timer.ts'
import { compensationEnd } from './events/compensation-end.ts'
import { compensationStart } from './events/compensation-start.ts'
import { compensationThrow } from './events/compensation-throw.ts'
import { conditionalStart } from './events/conditional-start.ts'
import { errorEnd } from './events/error-end.ts'
import { errorStart } from './events/error-start.ts'
import { escalationEnd } from './events/escalation-end.ts'
import { escalationStart } from './events/escalation-start.ts'
import { escalationThrow } from './events/escalation-throw.ts'
import { linkThrow } from './events/link-throw.ts'
import { messageEnd } from './events/message-end.ts'
import { messageStart } from './events/message-start.ts'
import { messageThrow } from './events/message-throw.ts'
import { noneEnd } from './events/none-end.ts'
import { noneStart } from './events/none-start.ts'
import { noneThrow } from './events/none-throw.ts'
import { signalEnd } from './events/signal-end.ts'
import { signalStart } from './events/signal-start.ts'
import { signalThrow } from './events/signal-throw.ts'
import { terminateEnd } from './events/terminate-end.ts'
import { timerStart } from './events/timer-start.ts'
import { eventBasedGateway } from './gateways/event-based-gateway.ts'
import { exclusiveGateway } from './gateways/exclusive-gateway.ts'
import { inclusiveGateway } from './gateways/inclusive-gateway.ts'
import { parallelGateway } from './gateways/parallel-gateway.ts'

/** Every element that is executed. What is not in this list is refused when a model is read. */
export const behaviours: ElementBehaviour[] = [
  noneStart,
  messageStart,
  timerStart,
  signalStart,
  errorStart,
  escalationStart,
  conditionalStart,
  compensationStart,
  noneEnd,
  messageEnd,
  signalEnd,
  errorEnd,
  escalationEnd,
  compensationEnd,
  cancelEnd,
  terminateEnd,
  catchMessage,
  catchTimer,
  catchSignal,
  catchConditional,
  catchLink,
  noneThrow,
  messageThrow,
  signalThrow,
  escalationThrow,
  compensationThrow,
  linkThrow,
  boundaryTimer,
  boundaryMessage,
  boundarySignal,
  boundaryError,
  boundaryEscalation,
  boundaryConditional,
  boundaryCompensation,
  boundaryCancel,
  userTask,
  serviceTask,
  sendTask,
  receiveTask,
  scriptTask,
  businessRuleTask,
  manualTask,
  abstractTask,
  embeddedSubprocess,
  transactionSubprocess,
  eventSubprocess,
  callActivity,
  exclusiveGateway,
  inclusiveGateway,
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
