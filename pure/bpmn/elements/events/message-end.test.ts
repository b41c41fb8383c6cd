import { expect, test } from 'vitest'
import { parseFile } from '../../parse.ts'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './message-end.bpmn?raw'

test('the message goes to a process that it starts, with what the end maps', async () => {
  const report = await simulated(model, { variables: { order: { id: 'o1', total: 5 } } })
  expect(report.order).toEqual(['start', 'sent', 'came'])
  expect(report.active).toEqual(['pack'])
})

test('the shell is told name, key and variables, then that the process ended', async () => {
  const { graph } = (await parseFile(model, 'run')).processes[0]!
  const instance = new TestInstance(graph!)
  instance.start({ order: { id: 'o1', total: 5 } })
  expect(instance.intents).toEqual([
    { type: 'message.throw', element: 'sent', name: 'ordered', correlationKey: 'o1', variables: { total: 5 } },
    { type: 'end', status: 'completed' },
  ])
})
