import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './catch-conditional.bpmn?raw'

const pay = (paid: number) => ({ complete: 'pay', variables: { paid } })

test('it waits until its condition holds', async () => {
  const variables = { paid: 0, price: 10, last: false }
  expect((await simulated(model, { variables, do: [pay(5)] })).active).toEqual(['paid_up', 'pay'])
  const report = await simulated(model, { variables, do: [pay(5), pay(12)] })
  expect(report).toMatchObject({ active: ['pay'], completed: { paid_up: 1, settled: 1 } })
})

test('where it holds already it is passed; a variable not yet there does not hold', async () => {
  expect((await simulated(model, { variables: { paid: 10, price: 10, last: false } })).ends).toEqual(['settled'])
  expect((await simulated(model, { variables: { last: false } })).active).toEqual(['paid_up', 'pay'])
})

test('a person who corrects the variables lets it happen', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ paid: 0, price: 10, last: false })
  instance.send({ type: 'variables.set', variables: { price: 0 } })
  expect(instance.at).toEqual(['pay'])
})

test('behind an event gateway it closes the others', async () => {
  const xml = processOf(`<bpmn:startEvent id="s" /><bpmn:eventBasedGateway id="g" /><bpmn:userTask id="t" />
    <bpmn:intermediateCatchEvent id="c"><bpmn:conditionalEventDefinition id="cd"><bpmn:condition>=n > 1</bpmn:condition>
    </bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:intermediateCatchEvent id="w"><bpmn:timerEventDefinition id="wd"><bpmn:timeDuration>P1D</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:endEvent id="z" /><bpmn:endEvent id="y" /><bpmn:endEvent id="x" />
    ${flow('s', 'g')}${flow('s', 't')}${flow('t', 'x')}${flow('g', 'c')}${flow('g', 'w')}${flow('c', 'z')}${flow('w', 'y')}`)
  const report = await simulated(xml, { variables: { n: 1 }, do: [{ complete: 't', variables: { n: 2 } }] })
  expect(report).toMatchObject({ status: 'completed', ends: ['x', 'z'] })
})

test('without a condition it is refused', async () => {
  const { problems } = await parseModel(model.replace(/<bpmn:condition [^>]*>[^<]*<\/bpmn:condition>/, ''))
  expect(problems.map(({ code }) => code)).toContain('event_condition_missing')
})
