import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './manual-task.bpmn?raw'

test('a token passes it, and its outputs are written', async () => {
  expect(await simulated(model)).toMatchObject({ order: ['start', 'sign', 'end'], variables: { signed: true } })
})
