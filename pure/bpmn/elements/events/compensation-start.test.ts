import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './compensation-start.bpmn?raw'

test('it undoes its subprocess with what that knew when it was completed, and has what was done inside undone', async () => {
  const instance = await TestInstance.of(model)
  instance.start({ address: 'Pl. Nowy 1' })
  instance.succeed('load')
  instance.succeed('drive')
  instance.complete('check', { address: 'elsewhere' })
  expect(instance.at).toEqual(['delivery', 'fetch', 'return', 'undone'])
  expect(instance.intended('user_task.create')[0]!.input).toEqual({ from: 'Pl. Nowy 1' })
  for (const task of ['fetch', 'drive_back', 'unload']) instance.complete(task)
  expect(instance.state!.status).toBe('completed')
})

test('without one, all that was done inside is undone, the last first', async () => {
  const without = model.replace(/<bpmn:subProcess id="return"[\s\S]*?<\/bpmn:subProcess>/, '')
  const report = await simulated(without, {
    do: [{ complete: 'check' }, { complete: 'drive_back' }, { complete: 'unload' }],
  })
  expect(report).toMatchObject({ status: 'completed', completed: { delivery: 1, drive_back: 1, unload: 1 } })
  expect(report.order.slice(-5)).toEqual(['drive_undone', 'drive_back', 'load_undone', 'unload', 'undone'])
})
