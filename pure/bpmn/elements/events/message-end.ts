import { eventDefinitionType, messageOf } from '../../xml.ts'
import { doJob, jobOf, jobReactions, redoJob, takeBackJob } from '../activities/job.ts'
import type { ElementBehaviour } from '../behaviour.ts'
import { missingThrownMessage, publicationOf, throwsMessage } from './throwing.ts'

/** Sends a message and ends its path: by a step where it names one, else to whoever waits for it. */
export const messageEnd: ElementBehaviour = {
  kind: 'messageEnd',
  accepts: (node) => node.$type === 'bpmn:EndEvent' && eventDefinitionType(node) === 'bpmn:MessageEventDefinition',
  ends: true,
  extensions: ['zeebe:TaskDefinition', 'zeebe:PublishMessage'],
  read: (node) => ({ ...jobOf(node), message: messageOf(node), publication: publicationOf(node) }),
  check: missingThrownMessage,
  enter: doJob,
  leaving: throwsMessage,
  on: jobReactions,
  redo: redoJob,
  withdraw: takeBackJob,
}
