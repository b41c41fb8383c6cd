import type { Decision, DecisionTable, HitPolicy } from './decision.ts'
import { syntaxErrorOf, unarySyntaxErrorOf } from './expression.ts'
import { type Problem, problem } from './problem.ts'
import type { ModdleNode } from './xml.ts'

const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER']
const DMN = /omg\.org\/spec\/DMN\//

/**
 * The DMN decisions in extension elements: `decision` itself, or a whole `definitions` of DMN. A model thus carries its
 * decisions in the standard's own words, and a tool that does not know them keeps them.
 */
export function decisionsIn(extensions: ModdleNode[], problems: Problem[]): Record<string, Decision> {
  const found: Record<string, Decision> = {}
  for (const each of extensions) {
    if (!isDmn(each)) continue
    const decisions = local(each) === 'decision' ? [each] : children(each, 'decision')
    for (const node of decisions) {
      const decision = decisionOf(node)
      if (typeof decision === 'string') {
        problems.push(
          problem(node, 'decision_invalid', { decision: text(node.name) || (node.id ?? ''), reason: decision }),
        )
      } else found[decision.id] = decision
    }
  }
  return found
}

export function isDmn(node: ModdleNode): boolean {
  const uri = (node.$descriptor as { ns?: { uri?: string } } | undefined)?.ns?.uri ?? ''
  return DMN.test(uri) && ['decision', 'definitions'].includes(local(node))
}

/** The decision a node describes, or what keeps it from being executed. */
function decisionOf(node: ModdleNode): Decision | string {
  const id = text(node.id)
  if (!id) return 'it has no id'
  const decision: Decision = { id }
  if (text(node.name)) decision.name = text(node.name)
  const variable = text(children(node, 'variable')[0]?.name)
  if (variable) decision.variable = variable
  const requires = children(node, 'informationRequirement')
    .flatMap((each) => children(each, 'requiredDecision'))
    .map((each) => text(each.href).replace(/^.*#/, ''))
  if (requires.length > 0) decision.requires = requires
  const literal = children(node, 'literalExpression')[0]
  const table = children(node, 'decisionTable')[0]
  if (literal) {
    decision.expression = textOf(literal)
    const fault = syntaxErrorOf(decision.expression)
    return fault ? `"${decision.expression}": ${fault}` : decision
  }
  if (!table) return 'it is neither a table nor an expression'
  const read = tableOf(table)
  if (typeof read === 'string') return read
  decision.table = read
  return decision
}

function tableOf(node: ModdleNode): DecisionTable | string {
  const hitPolicy = (text(node.hitPolicy) || 'UNIQUE').toUpperCase().replace('_', ' ')
  if (!HIT_POLICIES.includes(hitPolicy)) return `there is no hit policy "${hitPolicy}"`
  const aggregation = text(node.aggregation).toUpperCase()
  if (aggregation && !['SUM', 'MIN', 'MAX', 'COUNT'].includes(aggregation))
    return `nothing is added up by "${aggregation}"`
  const table: DecisionTable = {
    hitPolicy: hitPolicy as HitPolicy,
    inputs: children(node, 'input').map((each) => textOf(children(each, 'inputExpression')[0])),
    outputs: children(node, 'output').map((each) => {
      const values = children(each, 'outputValues')[0]
      const name = text(each.name)
      return { ...(name ? { name } : {}), ...(values ? { values: ranked(textOf(values)) } : {}) }
    }),
    rules: children(node, 'rule').map((each) => ({
      when: children(each, 'inputEntry').map((entry) => textOf(entry) || '-'),
      gives: children(each, 'outputEntry').map((entry) => textOf(entry)),
    })),
  }
  if (aggregation) table.aggregation = aggregation as DecisionTable['aggregation']
  for (const input of table.inputs) {
    const fault = syntaxErrorOf(input)
    if (fault) return `"${input}": ${fault}`
  }
  for (const { when, gives } of table.rules) {
    for (const test of when) {
      const fault = unarySyntaxErrorOf(test)
      if (fault) return `"${test}": ${fault}`
    }
    for (const entry of gives) {
      const fault = entry === '' ? null : syntaxErrorOf(entry)
      if (fault) return `"${entry}": ${fault}`
    }
  }
  return table
}

/** Output values in their order, each as JSON writes it, to be compared with what a rule gave. */
function ranked(list: string): string[] {
  return (list.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []).map((each) => each.trim())
}

function children(node: ModdleNode, name: string): ModdleNode[] {
  const all = Array.isArray(node.$children) ? (node.$children as ModdleNode[]) : []
  return all.filter((each) => local(each) === name)
}

function textOf(node: ModdleNode | undefined): string {
  return node ? text(children(node, 'text')[0]?.$body) : ''
}

function local(node: ModdleNode): string {
  return node.$type.replace(/^.*:/, '')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
