import type { Need } from '../../pure/bpmn/elements/behaviour.ts'

/**
 * What delivering carries out of all that `advance` can ask for. A model that needs more is refused when it is switched
 * on, and runs in the simulator all the same. Who adds an intent to carry-out.ts adds it here.
 */
export const CARRIED: ReadonlySet<Need> = new Set<Need>([
  'user_task.create',
  'user_task.cancel',
  'timer.arm',
  'timer.cancel',
  'message.open',
  'message.close',
  'step.run',
  'step.cancel',
  'incident.raise',
  'incident.clear',
  'signal.open',
  'signal.close',
  'signal.throw',
  'message.throw',
  'call.start',
  'call.cancel',
  'escalation.throw',
  'timer.start',
  'signal.start',
  'end',
])
