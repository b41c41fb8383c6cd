import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { simulated } from '../../test-instance.ts'
import model from './abstract-task.bpmn?raw'

test('a token passes it, and whoever switches it on is told', async () => {
  expect((await simulated(model)).order).toEqual(['start', 'something', 'end'])
  const { problems } = await parseModel(model)
  expect(problems).toEqual([expect.objectContaining({ code: 'task_does_nothing', severity: 'warning' })])
})
