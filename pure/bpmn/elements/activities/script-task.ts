import { extension, textAt } from '../../xml.ts'
import type { ElementBehaviour } from '../behaviour.ts'

/** A FEEL expression whose value becomes a variable. */
export const scriptTask: ElementBehaviour = {
  kind: 'scriptTask',
  accepts: (node) => node.$type === 'bpmn:ScriptTask',
  extensions: ['zeebe:Script'],
  hosts: [],

  read(node) {
    const script = extension(node, 'zeebe:Script')
    const expression = textAt(script, 'expression')
    const resultVariable = textAt(script, 'resultVariable')
    return expression && resultVariable ? { script: { expression, resultVariable } } : {}
  },

  check(element) {
    if (element.script) return []
    return [
      {
        elementId: element.id,
        elementName: element.name,
        code: 'script_missing',
        message: 'This script task has no FEEL expression or no variable for its result.',
        suggestion: 'Give it a FEEL expression and a result variable; scripts in other languages do not run here.',
        severity: 'error',
      },
    ]
  },

  enter(execution, token, element) {
    const input = execution.inputs(token, element)
    const context = input ? { ...execution.context(token.scope), ...input } : execution.context(token.scope)
    const value = execution.feel(element.script!.expression, context)
    execution.complete(token, element, { [element.script!.resultVariable]: value })
  },
}
