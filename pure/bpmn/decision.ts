import { type Evaluation, evaluate, type FeelClock, holdsFor, shortened } from './expression.ts'

/** A decision of DMN: a table, or one FEEL expression. `requires` are the decisions whose results it reads. */
export interface Decision {
  id: string
  name?: string
  requires?: string[]
  table?: DecisionTable
  expression?: string
  /** The name under which decisions that require it read its result */
  variable?: string
}

export interface DecisionTable {
  hitPolicy: HitPolicy
  aggregation?: 'SUM' | 'MIN' | 'MAX' | 'COUNT'
  inputs: string[]
  /** `values` rank the results where the hit policy asks for an order */
  outputs: { name?: string; values?: string[] }[]
  rules: { when: string[]; gives: string[] }[]
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER'

type Context = Record<string, unknown>
type Decisions = Readonly<Record<string, Decision>>

/** The result of a decision by DMN's hit policies: null when no rule matches. Never throws. */
export function decide(decisions: Decisions, id: string, context: Context, clock: FeelClock): Evaluation {
  try {
    return { value: result(decisions, id, context, clock, []) }
  } catch (error) {
    if (error instanceof Undecided) return { error: error.message }
    throw error
  }
}

class Undecided extends Error {}

function result(decisions: Decisions, id: string, context: Context, clock: FeelClock, asked: string[]): unknown {
  const decision = decisions[id]
  if (!decision) throw new Undecided(`There is no decision "${id}"`)
  if (asked.includes(id)) throw new Undecided(`The decision "${id}" requires itself`)
  const seen = { ...context }
  for (const required of decision.requires ?? []) {
    const value = result(decisions, required, context, clock, [...asked, id])
    seen[decisions[required]!.variable ?? required] = value
  }
  const feel = (expression: string, where: Context) => {
    const evaluation = evaluate(expression, where, clock)
    if ('error' in evaluation) throw new Undecided(`The decision "${decision.name ?? id}" failed: ${evaluation.error}`)
    return evaluation.value
  }
  if (!decision.table) return feel(decision.expression ?? 'null', seen)
  return tableResult(decision, decision.table, seen, clock, feel)
}

function tableResult(
  decision: Decision,
  table: DecisionTable,
  context: Context,
  clock: FeelClock,
  feel: (expression: string, context: Context) => unknown,
): unknown {
  const inputs = table.inputs.map((input) => feel(input, context))
  const named = decision.name ?? decision.id
  const hits = table.rules.filter(({ when }) =>
    inputs.every((input, column) => {
      const verdict = holdsFor(when[column] ?? '-', input, context, clock)
      if ('error' in verdict) throw new Undecided(`The decision "${named}" failed: ${verdict.error}`)
      return verdict.value === true
    }),
  )
  const found = hits.map(({ gives }) =>
    outputOf(
      table,
      gives.map((each) => (each === '' ? null : feel(each, context))),
    ),
  )
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (found.length > 1) throw new Undecided(`${found.length} rules of "${named}" match where one at most may`)
      return found[0] ?? null
    case 'ANY':
      if (found.some((each) => JSON.stringify(each) !== JSON.stringify(found[0]))) {
        throw new Undecided(`Rules of "${named}" that match give different results: ${shortened(found)}`)
      }
      return found[0] ?? null
    case 'FIRST':
      return found[0] ?? null
    case 'PRIORITY':
      return ranked(table, found)[0] ?? null
    case 'OUTPUT ORDER':
      return ranked(table, found)
    case 'RULE ORDER':
      return found
    case 'COLLECT':
      return table.aggregation ? aggregated(table.aggregation, found, named) : found
  }
}

/** One output column gives its value, several give a context by their names. */
function outputOf({ outputs }: DecisionTable, values: unknown[]): unknown {
  if (outputs.length < 2) return values[0] ?? null
  return Object.fromEntries(outputs.map(({ name }, column) => [name ?? `output ${column + 1}`, values[column] ?? null]))
}

function ranked({ outputs }: DecisionTable, found: unknown[]): unknown[] {
  const rank = (result: unknown) =>
    outputs.map(({ name, values = [] }) => {
      const value = outputs.length < 2 ? result : (result as Context)[name!]
      const place = values.indexOf(JSON.stringify(value))
      return place < 0 ? values.length : place
    })
  const compare = (a: number[], b: number[]) => a.map((each, at) => each - b[at]!).find((each) => each !== 0) ?? 0
  return found
    .map((each) => ({ each, rank: rank(each) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ each }) => each)
}

function aggregated(how: NonNullable<DecisionTable['aggregation']>, found: unknown[], named: string): unknown {
  if (how === 'COUNT') return found.length
  const numbers = found.filter((each): each is number => typeof each === 'number')
  if (numbers.length < found.length) throw new Undecided(`"${named}" adds up results that are not numbers`)
  if (how === 'SUM') return numbers.reduce((sum, each) => sum + each, 0)
  if (numbers.length === 0) return null
  return how === 'MIN' ? Math.min(...numbers) : Math.max(...numbers)
}
