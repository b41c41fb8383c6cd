import { type Context, type Output, Stopped } from '../elements/behaviour.ts'
import { evaluate, isFeel } from '../expression.ts'
import type { GraphElement } from '../graph.ts'
import { mapped } from '../mappings.ts'
import type { Token } from '../state.ts'
import { wrongValue } from '../stopped.ts'
import { isDuration, parseInstant } from '../timer-values.ts'
import { later } from '../timers.ts'
import { Book } from './book.ts'

/** What the model says, evaluated: texts, conditions, mappings. */
export class Reading extends Book {
  feel(expression: string, context: Context): unknown {
    const result = evaluate(expression, context, this.env)
    if ('error' in result) throw new Stopped('expression_failed', result.error)
    return result.value
  }

  holds(condition: string, context: Context): boolean {
    const holds = this.feel(condition, context)
    if (typeof holds !== 'boolean') throw wrongValue(condition, context, holds, 'true or false')
    return holds
  }

  value(source: string | undefined, context: Context): unknown {
    if (source === undefined) return null
    return isFeel(source) ? this.feel(source, context) : source
  }

  text(source: string | undefined, context: Context): string | undefined {
    const value = this.value(source, context)
    if (value === null || value === '') return undefined
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    throw wrongValue(source!, context, value, 'a text')
  }

  due(source: string | undefined, context: Context, element: GraphElement, assignee?: string): string | undefined {
    const value = this.value(source, context)
    if (value === null || value === '') return undefined
    if (typeof value === 'string') {
      if (isDuration(value)) return later(this.env, this.env.now, value, element.calendar, assignee)
      const instant = parseInstant(value, this.env.zone, 'end')
      if (instant) return instant
    }
    throw wrongValue(source!, context, value, 'a date or a duration')
  }

  inputs(token: Token, element: GraphElement): Record<string, unknown> | undefined {
    if (!element.inputs) return undefined
    const input = mapped(element.inputs, this.context(token.scope), (source, seen) => this.value(source, seen))
    if (element.outputs) token.local = input
    return input
  }

  protected takeOver(token: Token, element: GraphElement, output: Output): void {
    const resultVariable = element.headers?.resultVariable
    if (element.outputs) {
      const result = resultVariable ? { ...output, [resultVariable]: output } : output
      const context = { ...this.visible(token), ...result }
      const written = mapped(element.outputs, context, (source, seen) => this.value(source, seen))
      this.setVariables(token.scope, resultVariable ? { [resultVariable]: output, ...written } : written)
    } else if (resultVariable) this.setVariables(token.scope, { [resultVariable]: output })
    // the code and text of an error are offered to mappings only: merged, they would look like the process's own
    else if (!element.error) this.setVariables(token.scope, withoutOwn(element, output))
  }

  /**
   * Every unconditional flow and every one whose condition holds; the default flow when none of the conditions holds
   * (BPMN 2.0.2, 8.3.13).
   */
  protected openFlows(token: Token, { outgoing, defaultFlow }: GraphElement): string[] {
    const flows = this.graph.flows
    if (!defaultFlow && outgoing.every((id) => flows[id]!.condition === undefined)) return outgoing
    const context = this.context(token.scope)
    const holding = new Set<string>()
    for (const id of outgoing) {
      const condition = flows[id]!.condition
      if (id !== defaultFlow && condition !== undefined && this.holds(condition, context)) holding.add(id)
    }
    const open = outgoing.filter((id) =>
      id === defaultFlow ? holding.size === 0 : flows[id]!.condition === undefined || holding.has(id),
    )
    if (open.length > 0) return open
    throw new Stopped('no_matching_flow', 'No condition of a flow out of here holds and there is no default flow')
  }
}

/** What goes out of an element that maps no outputs: not what it declared for itself by its inputs. */
function withoutOwn(element: GraphElement, output: Output): Output {
  const own = new Set(element.inputs?.map(({ target }) => target.split('.')[0]!))
  if (element.escalation) own.add('escalationCode')
  if (own.size === 0) return output
  return Object.fromEntries(Object.entries(output).filter(([name]) => !own.has(name)))
}
