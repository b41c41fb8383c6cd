import { eventDefinitionType, messageOf } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** A start by an event of the CRM's log: the message is named as the event. */
export const messageStart: ElementBehaviour = {
  kind: 'messageStart',
  accepts: (node) => node.$type === 'bpmn:StartEvent' && eventDefinitionType(node) === 'bpmn:MessageEventDefinition',
  immovable: true,
  read: (node) => ({ message: messageOf(node) }),

  check(element) {
    const about = { elementId: element.id, elementName: element.name, severity: 'error' as const }
    if (element.scope !== null) {
      return [
        {
          ...about,
          code: 'start_in_subprocess',
          message: 'A subprocess cannot be started by an event.',
          suggestion: 'Use a plain start event inside the subprocess.',
        },
      ]
    }
    if (element.message) return []
    return [
      {
        ...about,
        code: 'trigger_missing',
        message: 'This start event does not say which event starts the process.',
        suggestion: 'Choose an event, for example lead.received.',
      },
    ]
  },

  enter: (execution, token, element) => execution.complete(token, element),
}
