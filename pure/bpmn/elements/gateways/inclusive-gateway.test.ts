import { expect, test } from 'vitest'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './inclusive-gateway.bpmn?raw'

test('it leads on by every flow whose condition holds, and waits for just those', async () => {
  const both = { colour: 'red', text: 'Anna' }
  const waiting = await simulated(model, { variables: both, do: [{ complete: 'paint' }] })
  expect(waiting.active).toEqual(['engrave', 'join'])
  const report = await simulated(model, { variables: both, do: [{ complete: 'paint' }, { complete: 'engrave' }] })
  expect(report.order).toEqual(['start', 'fork', 'paint', 'engrave', 'join'])
  const one = await simulated(model, { variables: { colour: 'red', text: null }, do: [{ complete: 'paint' }] })
  expect(one.active).toEqual(['send'])
})

test('the default flow is taken when no condition holds', async () => {
  const report = await simulated(model, { variables: { colour: null, text: null } })
  expect(report.active).toEqual(['standard'])
})

test('a condition that fails stops it; a correction lets it go on', async () => {
  const instance = await TestInstance.of(
    processOf(`<bpmn:startEvent id="s" /><bpmn:inclusiveGateway id="g" /><bpmn:userTask id="a" /><bpmn:userTask id="b" />
      ${flow('s', 'g')}${flow('g', 'a', '=x &gt; 1')}${flow('g', 'b', '=x &gt; 2')}`),
  )
  instance.start({ x: null })
  expect(instance.token('g').incident).toMatchObject({ code: 'expression_failed' })
  instance.send({ type: 'variables.set', variables: { x: 1 } })
  instance.send({ type: 'incident.retry', token: instance.token('g').id })
  expect(instance.token('g').incident).toMatchObject({ code: 'no_matching_flow' })
  expect(instance.send({ type: 'incident.skip', token: instance.token('g').id })).toEqual([])
  instance.send({ type: 'variables.set', variables: { x: 3 } })
  instance.send({ type: 'incident.retry', token: instance.token('g').id })
  expect(instance.at).toEqual(['a', 'b'])
})

test('a token put on the join by a person stands for a branch that is missing', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ colour: 'red', text: 'Anna' })
  instance.complete('paint')
  instance.send({ type: 'token.move', token: instance.token('engrave').id, to: 'join' })
  expect(instance.at).toEqual(['send'])
})
