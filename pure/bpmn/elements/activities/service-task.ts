import { problem } from '../../problem.ts'
import { ATTACHABLE, type ElementBehaviour } from '../behaviour.ts'
import { doJob, jobOf, jobReactions, redoJob, takeBackJob } from './job.ts'

/** A step of the CRM or an effect outside. */
export const serviceTask: ElementBehaviour = {
  kind: 'serviceTask',
  accepts: (node) => node.$type === 'bpmn:ServiceTask',
  extensions: ['zeebe:TaskDefinition'],
  hosts: ATTACHABLE,
  read: jobOf,
  check: (element) => (element.step ? [] : [problem(element, 'step_missing')]),
  enter: doJob,
  on: jobReactions,
  redo: redoJob,
  withdraw: takeBackJob,
}
