import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './none-throw.bpmn?raw'

test('it is passed, and shows in the history', async () => {
  const report = await simulated(model)
  expect(report).toMatchObject({ status: 'completed', order: ['start', 'half', 'end'], variables: { reached: true } })
})
