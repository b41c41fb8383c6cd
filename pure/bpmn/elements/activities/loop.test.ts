import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { simulated } from '../../test-instance.ts'
import model from './loop.bpmn?raw'

const call = (reached: boolean) => ({ complete: 'call_back', variables: { reached } })

test('an activity is done again as long as its condition holds, asked after each round', async () => {
  const report = await simulated(model, { variables: { left: 0 }, do: [call(false), call(true)] })
  expect(report).toMatchObject({ status: 'completed', completed: { call_back: 2 } })
})

test('it is done at most so often', async () => {
  const report = await simulated(model, { variables: { left: 0 }, do: [call(false), call(false), call(false)] })
  expect(report).toMatchObject({ status: 'completed', completed: { call_back: 3 } })
})

test('asked before each round it may not be done at all', async () => {
  const rounds = async (left: number) =>
    (await simulated(model, { variables: { left }, do: [call(true)] })).completed.sample
  expect(await rounds(2)).toBe(2)
  expect(await rounds(0)).toBeUndefined()
})

test('an event on its border ends all rounds', async () => {
  const report = await simulated(model, { variables: { left: 0 }, do: [call(false), { advance: 'P3D' }] })
  expect(report).toMatchObject({ ends: ['given_up'], cancelled: { call_back: 1 } })
})

test('a condition that cannot be told is an incident, and a loop without an end is refused', async () => {
  const report = await simulated(model, { variables: { left: 0 }, do: [{ complete: 'call_back' }] })
  expect(report).toMatchObject({ status: 'incident', active: ['call_back'] })
  const endless = model
    .replace(' loopMaximum="3"', '')
    .replace('<bpmn:loopCondition>=not(reached)</bpmn:loopCondition>', '')
  expect((await parseModel(endless)).problems.map(({ code }) => code)).toContain('loop_without_end')
})
