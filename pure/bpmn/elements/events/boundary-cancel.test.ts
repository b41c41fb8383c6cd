import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './boundary-cancel.bpmn?raw'

const begun = [{ complete: 'hand_over' }, { complete: 'hand_over' }]

test('on a transaction of many instances one that is called off ends them all, its own work undone with its own item', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ cars: ['red', 'blue'] })
  for (const { complete } of begun) instance.complete(complete)
  instance.send({
    type: 'user_task.completed',
    token: instance.tokens.findLast(({ element }) => element === 'drive')!.id,
    variables: { broken: true },
  })
  expect(instance.intended('user_task.create')[0]).toMatchObject({ element: 'take_back', input: { which: 'blue' } })
  instance.complete('take_back')
  expect(instance.state!.status).toBe('completed')
  const report = await simulated(model, {
    variables: { cars: ['red', 'blue'] },
    do: [...begun, { complete: 'drive', variables: { broken: true } }, { complete: 'take_back' }],
  })
  expect(report).toMatchObject({ cancelled: { drive: 1, rent: 2 }, ends: ['broken', 'called_off'] })
})
