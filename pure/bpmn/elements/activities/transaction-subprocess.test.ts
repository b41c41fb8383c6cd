import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { simulated } from '../../test-instance.ts'
import model from './transaction-subprocess.bpmn?raw'

test('completed, it goes on like any subprocess', async () => {
  const report = await simulated(model, {
    do: [{ complete: 'sign', variables: { signed: true } }, { complete: 'reserve' }],
  })
  expect(report).toMatchObject({ active: ['ship'], completed: { purchase: 1 }, cancelled: {} })
})

test('called off, what runs in it ends, what was done is undone last first, and it is left by its cancel event', async () => {
  const off = [{ complete: 'reserve' }, { complete: 'sign', variables: { signed: false } }]
  expect((await simulated(model, { do: off })).active).toEqual(['purchase', 'release'])
  const report = await simulated(model, { do: [...off, { complete: 'release' }, { complete: 'pay_back' }] })
  expect(report).toMatchObject({ active: ['apologise'], cancelled: { purchase: 1 } })
  expect(report.order.slice(-5)).toEqual(['reserve_undone', 'release', 'charge_undone', 'pay_back', 'on_cancel'])
  const early = await simulated(model, { do: [{ complete: 'sign', variables: { signed: false } }] })
  expect(early).toMatchObject({ active: ['pay_back', 'purchase'], cancelled: { reserve: 1 } })
})

test('an error leaves it without undoing anything, also one of what undoes', async () => {
  const report = await simulated(model, { do: [{ throwError: 'sign', code: 'broken' }] })
  expect(report).toMatchObject({ active: ['repair'], cancelled: { purchase: 1, reserve: 1, sign: 1 } })
  expect(report.completed.pay_back).toBeUndefined()
  const late = await simulated(model, {
    do: [
      { complete: 'sign', variables: { signed: false } },
      { throwError: 'pay_back', code: 'broken' },
    ],
  })
  expect(late).toMatchObject({ active: ['repair'], cancelled: { pay_back: 1, purchase: 1 } })
})

test('called off where no event catches that, its path ends, and whoever switches it on is told', async () => {
  const without = model
    .replace(/<bpmn:boundaryEvent id="on_cancel"[\s\S]*?<\/bpmn:boundaryEvent>/, '')
    .replace(/<bpmn:sequenceFlow id="on_cancel[^>]*>/, '')
  const { problems } = await parseModel(without)
  expect(problems.map(({ code }) => code)).toContain('cancel_not_caught')
  const report = await simulated(without, {
    do: [{ complete: 'sign', variables: { signed: false } }, { complete: 'pay_back' }],
  })
  expect(report).toMatchObject({ status: 'completed', cancelled: { purchase: 1 }, ends: ['called_off'] })
})
