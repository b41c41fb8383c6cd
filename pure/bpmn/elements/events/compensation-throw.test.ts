import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, processOf, simulated, TestInstance } from '../../test-instance.ts'
import model from './compensation-throw.bpmn?raw'

const decide = (what: string) => ({ complete: 'decide', variables: { what } })
const undone = ['cancel_car', 'cancel_flight', 'cancel_hotel']

test('what was done in its scope is undone one after the other, the last first, and only then it goes on', async () => {
  const first = await simulated(model, { do: [decide('all')] })
  expect(first.active).toEqual(['all', 'cancel_car'])
  const report = await simulated(model, { do: [decide('all'), ...undone.map((complete) => ({ complete }))] })
  expect(report.active).toEqual(['tell'])
  expect(report.order.slice(6)).toEqual([
    ...['car_undone', 'cancel_car', 'flight_undone', 'cancel_flight', 'hotel_undone', 'cancel_hotel', 'all'],
  ])
})

test('one activity is undone where it names one, and nothing is undone twice', async () => {
  const report = await simulated(model, {
    do: [decide('flight'), { complete: 'cancel_flight' }, decide('all'), { complete: 'cancel_car' }],
  })
  expect(report.active).toEqual(['all', 'cancel_hotel'])
  expect(report.completed).toMatchObject({ only_flight: 1, cancel_flight: 1, cancel_car: 1 })
})

test('what was done several times is undone as often', async () => {
  const report = await simulated(model, {
    do: [decide('again'), decide('flight'), { complete: 'cancel_flight' }, { complete: 'cancel_flight' }],
  })
  expect(report).toMatchObject({ active: ['decide'], completed: { flight: 2, cancel_flight: 2 } })
})

test('not waiting, it goes on while the rest is undone beside it', async () => {
  const report = await simulated(model, { do: [decide('beside'), { complete: 'tell' }, { complete: 'cancel_car' }] })
  expect(report).toMatchObject({ status: 'active', active: ['cancel_flight'], completed: { told: 1, beside: 1 } })
})

test('with nothing to undo it is passed', async () => {
  const again = [decide('flight'), { complete: 'cancel_flight' }, decide('flight')]
  expect(await simulated(model, { do: again })).toMatchObject({ active: ['decide'], completed: { only_flight: 2 } })
})

test('a handler that fails waits for a person, who may skip it but not put its token elsewhere', async () => {
  const instance = await TestInstance.of(model)
  instance.start()
  for (const step of ['hotel', 'flight', 'car']) instance.succeed(step)
  instance.complete('decide', { what: 'all' })
  instance.send({ type: 'token.stop', token: instance.token('cancel_car').id, code: 'closed', message: 'no answer' })
  instance.send({ type: 'token.move', token: instance.token('cancel_car').id, to: 'tell' })
  expect(instance.at).toEqual(['all', 'cancel_car'])
  instance.send({ type: 'incident.skip', token: instance.token('cancel_car').id })
  expect(instance.at).toEqual(['all', 'cancel_flight'])
})

test('an activity in another scope cannot be named, and one that nothing undoes is doubtful', async () => {
  const throws = (activity: string) =>
    parseModel(
      processOf(`<bpmn:startEvent id="s" /><bpmn:subProcess id="p"><bpmn:startEvent id="b" /><bpmn:manualTask id="in" />
        <bpmn:endEvent id="e" />${flow('b', 'in')}${flow('in', 'e')}</bpmn:subProcess><bpmn:manualTask id="plain" />
        <bpmn:intermediateThrowEvent id="t"><bpmn:compensateEventDefinition id="d" activityRef="${activity}" />
        </bpmn:intermediateThrowEvent><bpmn:endEvent id="z" />
        ${flow('s', 'p')}${flow('p', 'plain')}${flow('plain', 't')}${flow('t', 'z')}`),
    )
  const codes = async (activity: string) =>
    (await throws(activity)).problems.map(({ code, severity }) => `${code} ${severity}`)
  expect(await codes('in')).toContain('compensation_out_of_reach error')
  expect(await codes('plain')).toContain('compensation_without_handler warning')
})
