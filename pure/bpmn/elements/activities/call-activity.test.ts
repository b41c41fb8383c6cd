import { expect, test } from 'vitest'
import { parseFile } from '../../parse.ts'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './call-activity.bpmn?raw'

const variables = { net: 2 }

test('the called process gets what is mapped and all else, and gives back what is mapped', async () => {
  const report = await simulated(model, {
    variables,
    do: [{ complete: 'write', variables: { invoice: { number: 'F1' }, note: 'inner' } }],
  })
  expect(report).toMatchObject({ ends: ['issued', 'sold'], variables: { net: 2, number: 'F1' } })
  expect(report.variables).not.toHaveProperty('note')
})

test('while it runs both the call and what is in it are active', async () => {
  expect((await simulated(model, { variables })).active).toEqual(['answer', 'invoice', 'write'])
})

test('an error that the called process does not catch is caught at the border of the call', async () => {
  const report = await simulated(model, { variables, do: [{ complete: 'write', variables: { refuse: true } }] })
  expect(report).toMatchObject({ active: ['answer', 'collect'], cancelled: { invoice: 1 }, ends: ['refused'] })
})

test('a step inside that is refused is told outside as well', async () => {
  const report = await simulated(model, { variables, do: [{ throwError: 'write', code: 'no_money' }] })
  expect(report).toMatchObject({ active: ['answer', 'collect'], cancelled: { invoice: 1, write: 1 } })
  const other = await simulated(model, { variables, do: [{ throwError: 'write', code: 'no_paper' }] })
  expect(other).toMatchObject({ status: 'incident', active: ['answer', 'invoice', 'write'] })
})

test('ending the call ends the called process', async () => {
  const report = await simulated(model, { variables, do: [{ advance: 'P3D' }] })
  expect(report).toMatchObject({ active: ['answer', 'chase'], cancelled: { invoice: 1, write: 1 } })
})

test('the shell is told what to start, and what is caught around it', async () => {
  const { graph } = (await parseFile(model, 'run')).processes[0]!
  const instance = new TestInstance(graph!)
  instance.start(variables)
  const { id: token } = instance.token('invoice')
  expect(instance.intended('call.start')).toEqual([
    {
      type: 'call.start',
      token,
      element: 'invoice',
      process: 'invoicing',
      variables: { net: 2, amount: 4 },
      outer: { errors: [{ code: 'no_money' }], escalations: [{ code: 'ask', interrupting: false }] },
    },
  ])
  instance.send({ type: 'call.refused', token, code: 'called_process_ended', message: 'ended by a person' })
  expect(instance.intended('incident.raise')).toMatchObject([{ element: 'invoice', code: 'called_process_ended' }])
  instance.send({ type: 'incident.retry', token })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['incident.clear', 'call.start'])
})

test('a process that is not there is a refused model', async () => {
  const [caller] = model.split('<bpmn:process id="invoicing"')
  await expect(simulated(`${caller}</bpmn:definitions>`, { variables })).rejects.toThrow('invoicing')
})

test('once for each item: every called process gets its own, and none of the counters', async () => {
  const each =
    processOf(`<bpmn:startEvent id="s" /><bpmn:callActivity id="c" calledElement="child"><bpmn:extensionElements>
    <zeebe:ioMapping><zeebe:input source="=item * 2" target="doubled" /></zeebe:ioMapping></bpmn:extensionElements>
    <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=items"
    inputElement="item" outputCollection="results" outputElement="=result" /></bpmn:extensionElements>
    </bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity><bpmn:endEvent id="e" />${flow('s', 'c')}${flow('c', 'e')}`)
  const child = processOf(`<bpmn:startEvent id="s2" /><bpmn:userTask id="u" />${flow('s2', 'u')}`).replace(
    'id="process"',
    'id="child"',
  )
  const done = [2, 0, 0].map((index) => ({ complete: 'u', index, variables: { result: index } }))
  const report = await simulated([each, child], { variables: { items: [1, 2, 3] }, do: done })
  expect(report).toMatchObject({ status: 'completed', completed: { c: 3, u: 3 } })
  expect(report.variables).toEqual({ items: [1, 2, 3], results: [0, 0, 2] })
})
