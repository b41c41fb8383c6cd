import { messageNamedBy } from '../../xml.ts'
import { ATTACHABLE, type ElementBehaviour } from '../behaviour.ts'
import { missingThrownMessage, publicationOf, throwsMessage } from '../events/throwing.ts'
import { doJob, jobOf, jobReactions, redoJob, takeBackJob } from './job.ts'

/** Sends a message: by a step where it names one, else to whoever waits for it. */
export const sendTask: ElementBehaviour = {
  kind: 'sendTask',
  accepts: (node) => node.$type === 'bpmn:SendTask',
  extensions: ['zeebe:TaskDefinition', 'zeebe:PublishMessage'],
  hosts: ATTACHABLE,
  read: (node) => ({ ...jobOf(node), message: messageNamedBy(node), publication: publicationOf(node) }),
  check: missingThrownMessage,
  enter: doJob,
  leaving: throwsMessage,
  on: jobReactions,
  redo: redoJob,
  withdraw: takeBackJob,
}
