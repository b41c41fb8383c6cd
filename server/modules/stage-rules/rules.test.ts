import { describe, expect, it } from 'vitest'
import { triggerMatches } from '../../../pure/bpmn/graph.ts'
import { parseModel } from '../../../pure/bpmn/parse.ts'
import { TestInstance } from '../../../pure/bpmn/test-instance.ts'
import { compileRule } from './rules/compile.ts'
import { type RuleInput, ruleInput } from './schema.ts'

const STAGE = '019a0000-0000-7000-8000-000000000001'
const OTHER = '019a0000-0000-7000-8000-000000000002'
const PERSON = '019a0000-0000-7000-8000-000000000003'

const rule = (given: Record<string, unknown>): RuleInput =>
  ruleInput.parse({
    name: 'Reguła "A" & <B>',
    departmentId: null,
    kind: 'deal',
    stage: STAGE,
    trigger: 'enter',
    ...given,
  })
const notify = { do: 'notify', to: ['owner', PERSON], text: 'Zadzwoń: "teraz" & <już>' }
const compiled = (given: Record<string, unknown>) => compileRule('stage_rule_x', rule(given), 'pl')
const graphOf = async (given: Record<string, unknown>) => {
  const { graph, problems } = await parseModel(compiled(given))
  expect(problems).toEqual([])
  return graph!
}
const moved = (to: string, from: string, because: string | null = null) => ({
  dealId: 'D1',
  because,
  to: { id: to },
  from: { id: from },
})

describe('a rule of a stage as a process', () => {
  it('is sound with every trigger and every action', async () => {
    for (const trigger of ['enter', 'leave', 'stay']) {
      const graph = await graphOf({
        trigger,
        stay: trigger === 'stay' ? { duration: 'P3D', working: true } : null,
        condition: { all: [{ field: 'amount', op: 'gte', value: 100 }] },
        actions: [
          { do: 'set', fields: { expectedInDays: 14, source: 'Targi', custom: { kolor: 'żółty' } } },
          { do: 'task', title: 'Przygotuj umowę', to: 'owner', due: { duration: 'P2D', working: true } },
          notify,
          { do: 'wait', duration: 'PT4H' },
          { do: 'move', stageId: OTHER },
          { do: 'wait', duration: 'P1D' },
          { do: 'process', key: 'own' },
          { do: 'win' },
        ],
      })
      expect(graph.name).toBe('Reguła "A" & <B>')
    }
  })

  it('is drawn: every element and every flow has its place', async () => {
    const bpmn = compiled({
      trigger: 'stay',
      stay: { duration: 'P3D' },
      actions: [notify, { do: 'wait', duration: 'P1D' }, notify],
    })
    const graph = (await parseModel(bpmn)).graph!
    for (const id of [...Object.keys(graph.elements), ...Object.keys(graph.flows)])
      expect(bpmn).toContain(`bpmnElement="${id}"`)
    const places = [...bpmn.matchAll(/isMarkerVisible|<bpmndi:BPMNShape [^>]*><dc:Bounds x="([\d.-]+)" y="([\d.-]+)"/g)]
    const corners = places.filter(([, x]) => x !== undefined).map(([, x, y]) => `${x} ${y}`)
    expect(new Set(corners).size).toBe(corners.length)
  })

  it('begins when a deal comes, or goes, and not when its stage is only put away', async () => {
    const enter = await graphOf({ actions: [notify] })
    expect(triggerMatches(enter, 'moved', moved(STAGE, OTHER)).matches).toBe(true)
    expect(triggerMatches(enter, 'moved', moved(OTHER, STAGE)).matches).toBe(false)
    expect(triggerMatches(enter, 'moved', moved(STAGE, OTHER, 'stage_archived')).matches).toBe(false)
    expect(triggerMatches(enter, 'created', { stage: { id: STAGE } }).matches).toBe(true)
    const leave = await graphOf({ trigger: 'leave', actions: [notify] })
    expect(triggerMatches(leave, 'moved', moved(OTHER, STAGE)).matches).toBe(true)
    expect(triggerMatches(leave, 'moved', moved(STAGE, OTHER)).matches).toBe(false)
    expect(leave.triggers).toHaveLength(1)
  })

  it('asks the condition with the values as they were given', async () => {
    const condition = {
      any: [
        { field: 'amount', op: 'between', value: [-1, 2.5] },
        { field: 'title', op: 'is', value: 'a "b"\nc' },
      ],
    }
    const instance = await TestInstance.of(compiled({ condition, actions: [notify] }))
    instance.start(moved(STAGE, OTHER), 'moved')
    const [asked] = instance.intended('step.run')
    expect(asked).toMatchObject({ step: 'deals.look_up', input: { dealId: 'D1', condition } })
  })
})
