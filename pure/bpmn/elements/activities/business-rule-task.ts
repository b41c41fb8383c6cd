import { decide } from '../../decision.ts'
import { problem } from '../../problem.ts'
import { extension, textAt, vendorAttribute } from '../../xml.ts'
import { ATTACHABLE, type ElementBehaviour, Stopped } from '../behaviour.ts'
import { doJob, jobOf, jobReactions, redoJob, takeBackJob } from './job.ts'

/** A DMN decision of the same file, evaluated with FEEL, whose result becomes a variable. Or a step, as in Camunda 8. */
export const businessRuleTask: ElementBehaviour = {
  kind: 'businessRuleTask',
  accepts: (node) => node.$type === 'bpmn:BusinessRuleTask',
  extensions: ['zeebe:CalledDecision', 'zeebe:TaskDefinition'],
  hosts: ATTACHABLE,

  read(node) {
    const called = extension(node, 'zeebe:CalledDecision')
    const id = textAt(called, 'decisionId') ?? vendorAttribute(node, 'decisionRef')
    const resultVariable = textAt(called, 'resultVariable') ?? vendorAttribute(node, 'resultVariable')
    return id && resultVariable ? { decision: { id, resultVariable } } : jobOf(node)
  },

  check(element, graph) {
    if (element.step) return []
    if (!element.decision) return [problem(element, 'decision_missing')]
    const { id } = element.decision
    return id.startsWith('=') || graph.decisions?.[id] ? [] : [problem(element, 'decision_unknown', { decision: id })]
  },

  enter(execution, token, element) {
    if (!element.decision) {
      doJob(execution, token, element)
      return
    }
    const input = execution.inputs(token, element)
    const context = input ? { ...execution.context(token.scope), ...input } : execution.context(token.scope)
    const id = execution.text(element.decision.id, context)
    const decisions = execution.graph.decisions ?? {}
    if (id === undefined || !decisions[id]) throw new Stopped('decision_unknown', `There is no decision "${id ?? ''}"`)
    const result = decide(decisions, id, context, execution.env)
    if ('error' in result) throw new Stopped('decision_failed', result.error)
    execution.complete(token, element, { [element.decision.resultVariable]: result.value })
  },

  on: jobReactions,
  redo: redoJob,
  withdraw: takeBackJob,
}
