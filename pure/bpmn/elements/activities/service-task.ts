import type { GraphElement } from '../../graph.ts'
import type { Token } from '../../state.ts'
import { extension, textAt } from '../../xml.ts'
import type { Context, ElementBehaviour, Execution } from '../behaviour.ts'
import { Stopped } from '../behaviour.ts'

/** A step of the CRM or an effect outside. A refusal is a BPMN error, a failure is an incident. */
export const serviceTask: ElementBehaviour = {
  kind: 'serviceTask',
  accepts: (node) => node.$type === 'bpmn:ServiceTask',
  extensions: ['zeebe:TaskDefinition'],
  hosts: ['timer', 'message', 'error'],

  read(node) {
    const definition = extension(node, 'zeebe:TaskDefinition')
    const type = textAt(definition, 'type')
    return type === undefined ? {} : { step: { type, retries: textAt(definition, 'retries') } }
  },

  check(element) {
    if (element.step) return []
    return [
      {
        elementId: element.id,
        elementName: element.name,
        code: 'step_missing',
        message: 'This service task does not say which step it runs.',
        suggestion: 'Choose a step for it.',
        severity: 'error',
      },
    ]
  },

  enter(execution, token, element) {
    run(execution, token, element)
    execution.openBoundaries(token, element)
    execution.rest(token)
  },

  on: {
    'step.succeeded'(execution, token, element, event) {
      execution.complete(token, element, event.output)
    },
    'step.refused'(execution, token, _element, event) {
      if (!execution.throwError(token, event.code, event.message)) execution.raise(token, event)
    },
    'step.failed'(execution, token, _element, event) {
      execution.raise(token, event)
    },
  },

  redo: run,

  withdraw(execution, token) {
    execution.emit({ type: 'step.cancel', token: token.id })
  },
}

function run(execution: Execution, token: Token, element: GraphElement): void {
  const visible = execution.context(token.scope)
  const input = execution.inputs(token, element)
  const context = input ? { ...visible, ...input } : visible
  const step = execution.text(element.step?.type, context)
  if (step === undefined) throw new Stopped('expression_failed', `The step "${element.step?.type}" came out empty`)
  const retries = execution.value(element.step?.retries, context)
  execution.emit({
    type: 'step.run',
    token: token.id,
    element: element.id,
    step,
    input: input ?? withoutSettings(visible),
    retries: retries === null ? undefined : Number(retries),
  })
}

function withoutSettings({ settings: _settings, ...variables }: Context): Context {
  return variables
}
