import { understood } from '../../dialect.ts'
import { shortened } from '../../expression.ts'
import type { GraphElement } from '../../graph.ts'
import { problem } from '../../problem.ts'
import { extension, type ModdleNode, textAt, vendorAttribute } from '../../xml.ts'
import { type ElementBehaviour, Stopped } from '../behaviour.ts'
import { doJob, jobOf, jobReactions, redoJob, takeBackJob } from './job.ts'

/** A FEEL expression whose value becomes a variable, or whose entries become variables. Or a step, as in Camunda 8. */
export const scriptTask: ElementBehaviour = {
  kind: 'scriptTask',
  accepts: (node) => node.$type === 'bpmn:ScriptTask',
  extensions: ['zeebe:Script', 'zeebe:TaskDefinition'],
  hosts: ['compensation'],

  read(node) {
    const script = extension(node, 'zeebe:Script')
    const expression = textAt(script, 'expression')
    const resultVariable = textAt(script, 'resultVariable')
    if (expression && resultVariable) return { script: { expression, resultVariable } }
    const job = jobOf(node)
    return job.step ? job : plainScript(node)
  },

  check: (element) => (element.script || element.step || element.foreign ? [] : [problem(element, 'script_missing')]),

  enter(execution, token, element) {
    if (!element.script) {
      doJob(execution, token, element)
      return
    }
    const { expression, resultVariable } = element.script
    const input = execution.inputs(token, element)
    const context = input ? { ...execution.context(token.scope), ...input } : execution.context(token.scope)
    const value = execution.feel(expression, context)
    if (resultVariable) execution.complete(token, element, { [resultVariable]: value })
    else if (value === null) execution.complete(token, element)
    else if (typeof value === 'object' && !Array.isArray(value)) {
      execution.complete(token, element, value as Record<string, unknown>)
    } else {
      const message = `The script gave ${shortened(value)} and does not say which variable that is for`
      throw new Stopped('expression_failed', message)
    }
  },

  on: jobReactions,
  redo: redoJob,
  withdraw: takeBackJob,
}

/** The script of BPMN itself, for which BPMN names no variable: other tools do, or it gives a context. */
function plainScript(node: ModdleNode): Partial<GraphElement> {
  const expression = textAt(node, 'script')
  if (expression === undefined) return {}
  const read = understood(expression, textAt(node, 'scriptFormat'))
  if ('language' in read) return { foreign: { expression, language: read.language } }
  const resultVariable = vendorAttribute(node, 'resultVariable')
  if (resultVariable) return { script: { expression: read.feel, resultVariable } }
  return /^=\s*\{/.test(read.feel) ? { script: { expression: read.feel } } : {}
}
