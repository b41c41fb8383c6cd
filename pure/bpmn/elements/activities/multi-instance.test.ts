import { expect, test } from 'vitest'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './multi-instance.bpmn?raw'

const variables = { people: ['anna', 'piotr', 'ewa', 'jan'] }
const vote = (yes: boolean, index = 0) => ({ complete: 'vote', index, variables: { yes } })

test('instances run side by side, each with its own item, and results keep the order of the items', async () => {
  const instance = await TestInstance.of(model)
  instance.start(variables)
  expect(instance.intended('user_task.create')).toHaveLength(4)
  const report = await simulated(model, { variables, do: [vote(true, 1), vote(false), vote(true, 1)] })
  expect(report.variables.votes).toEqual([false, true, null, true])
  expect(report.variables).not.toHaveProperty('yes')
})

test('a vote ends early when its condition holds: the rest is cancelled', async () => {
  const report = await simulated(model, { variables, do: [vote(true), vote(true), vote(true)] })
  expect(report).toMatchObject({ completed: { vote: 3 }, cancelled: { vote: 1 }, active: ['prepare', 'write'] })
})

test('an event on its border ends all instances', async () => {
  const report = await simulated(model, { variables, do: [vote(true), { advance: 'P1D' }] })
  expect(report).toMatchObject({ status: 'completed', cancelled: { vote: 3 }, ends: ['late'] })
  expect(report.variables).not.toHaveProperty('votes')
})

test('one after the other, a subprocess each time anew, with its number', async () => {
  const done = [vote(true), vote(true), vote(true), { complete: 'write' }]
  const second = await simulated(model, { variables, do: done })
  expect(second).toMatchObject({ active: ['prepare', 'write'], completed: { prepare: 1 }, variables: { last: 2 } })
  expect(await simulated(model, { variables, do: [...done, { complete: 'write' }] })).toMatchObject({
    status: 'completed',
    completed: { prepare: 2, write: 2 },
  })
})

test('an empty list is done at once', async () => {
  const report = await simulated(model, { variables: { people: [] } })
  expect(report).toMatchObject({ active: ['prepare', 'write'], variables: { votes: [] } })
})

test('no list is an incident before anything begins, and a correction lets it begin', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ people: 'anna' })
  expect(instance.intents).toEqual([expect.objectContaining({ type: 'incident.raise', element: 'vote' })])
  instance.send({ type: 'variables.set', variables })
  instance.send({ type: 'incident.retry', token: instance.token('vote').id })
  expect(instance.intended('user_task.create')).toHaveLength(4)
})

const names = ['nrOf', 'numberOf'].flatMap((prefix) =>
  ['Instances', 'ActiveInstances', 'CompletedInstances'].map((what) => `${prefix}${what}`),
)
test.each([
  ['${nrOfCompletedInstances == 2}', 2],
  ['${nrOfCompletedInstances / nrOfInstances >= 0.6}', 3],
  ['=numberOfActiveInstances = 1', 3],
  ['${loopCounter == 2 && approved}', 1],
  ['=numberOfTerminatedInstances > 0', 4],
])('counters are known under the names of each tool: %s', async (until, completions) => {
  const report = await simulated(
    processOf(`<bpmn:startEvent id="s" /><bpmn:userTask id="t"><bpmn:multiInstanceLoopCharacteristics>
      <bpmn:loopCardinality>4</bpmn:loopCardinality>
      <bpmn:completionCondition>${until.replaceAll('&', '&amp;').replaceAll('>', '&gt;')}</bpmn:completionCondition>
      </bpmn:multiInstanceLoopCharacteristics></bpmn:userTask><bpmn:endEvent id="e" />${flow('s', 't')}${flow('t', 'e')}`),
    // the second instance first
    { do: [1, 0, 0, 0].map((index) => ({ complete: 't', index, variables: { approved: true } })) },
  )
  expect(report).toMatchObject({ status: 'completed', completed: { t: completions } })
})

test('all counters can be read inside an instance', async () => {
  const context = `{${names.map((name) => `${name}: ${name}`).join(', ')}, loopCounter: loopCounter, item: item}`
  const report = await simulated(
    processOf(`<bpmn:startEvent id="s" /><bpmn:scriptTask id="t"><bpmn:extensionElements>
      <zeebe:script expression="=append(seen, ${context})" resultVariable="seen" /></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:extensionElements>
      <zeebe:loopCharacteristics inputCollection="=items" inputElement="item" /></bpmn:extensionElements>
      </bpmn:multiInstanceLoopCharacteristics></bpmn:scriptTask><bpmn:endEvent id="e" />${flow('s', 't')}${flow('t', 'e')}`),
    { variables: { items: ['a', 'b'], seen: [] } },
  )
  const counted = (completed: number) =>
    Object.fromEntries(names.map((name) => [name, name.endsWith('CompletedInstances') ? completed : 1]))
  expect(report.variables.seen).toMatchObject([
    { ...counted(0), nrOfInstances: 2, numberOfInstances: 2, loopCounter: 1, item: 'a' },
    { ...counted(1), nrOfInstances: 2, numberOfInstances: 2, loopCounter: 2, item: 'b' },
  ])
})

test('a token of one instance cannot be moved out of the activity alone', async () => {
  const instance = await TestInstance.of(model)
  instance.start(variables)
  const one = instance.tokens.find(({ iteration }) => iteration === 1)!
  expect(instance.send({ type: 'token.move', token: one.id, to: 'end' })).toEqual([])
  const body = instance.tokens.find(({ loop }) => loop)!
  instance.send({ type: 'token.move', token: body.id, to: 'end' })
  expect(instance.state!.status).toBe('completed')
  expect(instance.intended('user_task.cancel')).toHaveLength(4)
})
