import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './receive-task.bpmn?raw'

const variables = { order: 'o1' }

test('it takes the message with its key and passes over another', async () => {
  const report = await simulated(model, {
    variables,
    do: [
      { message: 'arrived', correlationKey: 'o2' },
      { message: 'arrived', correlationKey: 'o1', variables: { box: 2 } },
    ],
  })
  expect(report).toMatchObject({ active: ['open'], variables: { order: 'o1', box: 2 }, cancelled: {} })
})

test('a timer on its border ends the wait', async () => {
  const report = await simulated(model, { variables, do: [{ advance: 'P7D' }] })
  expect(report).toMatchObject({ active: ['search'], cancelled: { parcel: 1 }, order: ['start', 'missing'] })
})
