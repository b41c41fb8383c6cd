import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flow, processOf, readModel, TestInstance } from '../../test-instance.ts'
import model from './parallel-gateway.bpmn?raw'

const branches = ['first', 'second', 'third']

test('all branches run in document order, and it goes on when the last has come', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ rounds: 1 })
  expect(instance.intended('user_task.create').map((intent) => intent.element)).toEqual(branches)
  instance.complete('second')
  instance.complete('first')
  expect(instance.at).toEqual(['join', 'join', 'third'])
  expect(instance.intents).toEqual([])
  instance.complete('third')
  expect(instance.at).toEqual(['after'])
})

test('a join in a loop waits anew in each round', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ rounds: 2 })
  for (const branch of branches) instance.complete(branch)
  expect(instance.at).toEqual(['first', 'second', 'third'])
  instance.complete('first', { rounds: 1 })
  instance.complete('third')
  expect(instance.at).toEqual(['join', 'join', 'second'])
  instance.complete('second')
  expect(instance.at).toEqual(['after'])
})

test('two tokens through one flow do not stand for two branches', async () => {
  const instance = await TestInstance.of(
    processOf(`
      <bpmn:startEvent id="start" /><bpmn:parallelGateway id="fork" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
      <bpmn:exclusiveGateway id="merge" /><bpmn:userTask id="c" /><bpmn:parallelGateway id="join" /><bpmn:userTask id="after" />
      ${flow('start', 'fork')}${flow('fork', 'a')}${flow('fork', 'b')}${flow('fork', 'c')}
      ${flow('a', 'merge')}${flow('b', 'merge')}${flow('merge', 'join')}${flow('c', 'join')}${flow('join', 'after')}`),
  )
  instance.start()
  instance.complete('a')
  instance.complete('b')
  expect(instance.at).toEqual(['c', 'join', 'join'])
  instance.complete('c')
  expect(instance.at).toEqual(['after', 'join'])
})

test('a join whose other branch can never come is an incident that can be skipped', async () => {
  const instance = await TestInstance.of(
    processOf(`
      <bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="choose" default="choose_b" /><bpmn:userTask id="a" />
      <bpmn:userTask id="b" /><bpmn:parallelGateway id="join" /><bpmn:endEvent id="end" />
      ${flow('start', 'choose')}${flow('choose', 'a', '=wanted')}${flow('choose', 'b')}
      ${flow('a', 'join')}${flow('b', 'join')}${flow('join', 'end')}`),
  )
  instance.start({ wanted: true })
  instance.complete('a')
  expect(instance.intended('incident.raise')[0]).toMatchObject({ element: 'join', code: 'join_stuck' })
  const { id } = instance.token('join')
  instance.send({ type: 'incident.retry', token: id })
  expect(instance.intended('incident.raise')).toHaveLength(1)
  instance.send({ type: 'incident.skip', token: id })
  expect(instance.state!.status).toBe('completed')
})

test('in whatever order the branches are completed, the same has happened in the end', async () => {
  const graph = await readModel(model)
  const run = (order: string[]) => {
    const instance = new TestInstance(graph)
    instance.start({ rounds: 1 })
    for (const branch of order) instance.complete(branch, { [branch]: true })
    instance.complete('after')
    return instance
  }
  const happened = (instance: TestInstance) =>
    instance.history.map(({ element, what, flow: through }) => `${element} ${what} ${through ?? ''}`).sort()
  const reference = run(branches)
  expect(reference.state!.status).toBe('completed')
  fc.assert(
    fc.property(fc.shuffledSubarray(branches, { minLength: 3 }), (order) => {
      const instance = run(order)
      expect(happened(instance)).toEqual(happened(reference))
      expect(instance.variables).toEqual(reference.variables)
    }),
  )
})
