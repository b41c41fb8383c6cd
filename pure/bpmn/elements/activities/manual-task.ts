import type { ElementBehaviour } from '../behaviour.ts'

/** Work done without any system: nobody tells the engine of it, so a token passes (BPMN 2.0.2, 13.3.3). */
export const manualTask: ElementBehaviour = {
  kind: 'manualTask',
  accepts: (node) => node.$type === 'bpmn:ManualTask',
  hosts: ['compensation'],

  enter(execution, token, element) {
    execution.inputs(token, element)
    execution.complete(token, element)
  },
}
