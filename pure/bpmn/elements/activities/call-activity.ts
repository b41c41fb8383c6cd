import type { GraphElement } from '../../graph.ts'
import { problem } from '../../problem.ts'
import type { Token } from '../../state.ts'
import { extension, textAt } from '../../xml.ts'
import { ATTACHABLE, type Context, type ElementBehaviour, type Execution, Stopped } from '../behaviour.ts'

/** Starts another process and waits for its end. What happens in it can be caught at the call activity's border. */
export const callActivity: ElementBehaviour = {
  kind: 'callActivity',
  accepts: (node) => node.$type === 'bpmn:CallActivity',
  extensions: ['zeebe:CalledElement'],
  hosts: ATTACHABLE,

  read(node) {
    const called = extension(node, 'zeebe:CalledElement')
    const process =
      textAt(called, 'processId') ?? textAt(called, 'processIdExpression') ?? textAt(node, 'calledElement')
    if (process === undefined) return {}
    return {
      call: {
        process,
        allParentVariables: called?.propagateAllParentVariables !== false,
        allChildVariables: called?.propagateAllChildVariables !== false,
      },
    }
  },

  check: (element) => (element.call ? [] : [problem(element, 'called_process_missing')]),

  enter(execution, token, element) {
    call(execution, token, element)
    execution.openBoundaries(token, element)
    execution.rest(token)
  },

  on: {
    'call.completed'(execution, token, element, event) {
      // what output mappings name is offered to them; without them all that the called process knows comes back
      const isOffered = element.outputs !== undefined || element.call!.allChildVariables
      execution.complete(token, element, isOffered ? event.variables : {})
    },
    'call.failed'(execution, token, _element, event) {
      if (!execution.throwError(token, event.code, event.message, true)) execution.fail(event.code, event.message)
    },
    'call.refused'(execution, token, _element, event) {
      execution.raise(token, event)
    },
    'call.escalated'(execution, token, element, event) {
      execution.escalate(token, event.code, element.id, event.variables)
    },
  },

  redo: call,

  withdraw(execution, token) {
    execution.emit({ type: 'call.cancel', token: token.id })
  },
}

function call(execution: Execution, token: Token, element: GraphElement): void {
  const { process: source, allParentVariables } = element.call!
  const input = execution.inputs(token, element) ?? {}
  const process = execution.text(source, { ...execution.context(token.scope), ...input })
  if (process === undefined) throw new Stopped('expression_failed', `The called process "${source}" came out empty`)
  const variables: Context = allParentVariables ? { ...execution.variables(token.scope), ...input } : input
  const outer = execution.caughtAround(token)
  execution.emit({ type: 'call.start', token: token.id, element: element.id, process, variables, outer })
}
