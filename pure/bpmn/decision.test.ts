import { expect, test } from 'vitest'
import { type Decision, type DecisionTable, decide, type HitPolicy } from './decision.ts'
import { parseDecisions } from './parse.ts'

const clock = { now: '2026-01-01T00:00:00Z', zone: 'UTC' }

function table(hitPolicy: HitPolicy, aggregation?: DecisionTable['aggregation']): Record<string, Decision> {
  const rules = [
    { when: ['> 10'], gives: ['2'] },
    { when: ['> 5'], gives: ['1'] },
    { when: ['[1..5], 100'], gives: ['2'] },
  ]
  const outputs = [{ values: ['1', '2'] }]
  return {
    d: { id: 'd', table: { hitPolicy, ...(aggregation ? { aggregation } : {}), inputs: ['x'], outputs, rules } },
  }
}

test.each<[HitPolicy, DecisionTable['aggregation'], number, unknown]>([
  ['UNIQUE', undefined, 7, 1],
  ['UNIQUE', undefined, 0, null],
  ['FIRST', undefined, 20, 2],
  ['PRIORITY', undefined, 20, 1],
  ['ANY', undefined, 4, 2],
  ['RULE ORDER', undefined, 100, [2, 1, 2]],
  ['OUTPUT ORDER', undefined, 100, [1, 2, 2]],
  ['COLLECT', undefined, 20, [2, 1]],
  ['COLLECT', 'SUM', 100, 5],
  ['COLLECT', 'MIN', 100, 1],
  ['COLLECT', 'MAX', 100, 2],
  ['COLLECT', 'COUNT', 0, 0],
])('%s %s of %d is %j', (policy, aggregation, x, value) => {
  expect(decide(table(policy, aggregation), 'd', { x }, clock)).toEqual({ value })
})

test('rules that contradict the hit policy are an error that names the decision', () => {
  expect(decide(table('UNIQUE'), 'd', { x: 20 }, clock)).toHaveProperty('error', expect.stringContaining('"d"'))
  expect(decide(table('ANY'), 'd', { x: 20 }, clock)).toHaveProperty('error')
  expect(decide(table('FIRST'), 'gone', {}, clock)).toHaveProperty('error')
})

test('a decision reads the decisions that it requires, under their names', async () => {
  const found = await parseDecisions(`<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m">
    <decision id="fee"><variable name="fee" /><informationRequirement><requiredDecision href="#base" /></informationRequirement>
      <literalExpression><text>base_fee + 1</text></literalExpression></decision>
    <decision id="base"><variable name="base_fee" /><literalExpression><text>amount * 2</text></literalExpression></decision>
    </definitions>`)
  expect(found!.problems).toEqual([])
  expect(decide(found!.decisions, 'fee', { amount: 3 }, clock)).toEqual({ value: 7 })
  const circle = { a: { id: 'a', requires: ['a'], expression: '1' } }
  expect(decide(circle, 'a', {}, clock)).toHaveProperty('error', expect.stringContaining('requires itself'))
})

test.each([
  ['<decision id="d" />', 'neither'],
  ['<decision id="d"><literalExpression><text>1 +</text></literalExpression></decision>', '1 +'],
  ['<decision id="d"><decisionTable hitPolicy="BEST" /></decision>', 'BEST'],
  [
    '<decision id="d"><decisionTable><rule><inputEntry><text>&gt; &gt;</text></inputEntry></rule></decisionTable></decision>',
    '> >',
  ],
])('%s is told when it is read', async (decision, reason) => {
  const found = await parseDecisions(
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">${decision}</definitions>`,
  )
  expect(found!.decisions).toEqual({})
  expect(found!.problems).toEqual([expect.objectContaining({ code: 'decision_invalid', elementId: 'd' })])
  expect(found!.problems[0]!.message).toContain(reason)
})

test('a file of BPMN is no file of decisions', async () => {
  expect(await parseDecisions('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" />')).toBeNull()
})
