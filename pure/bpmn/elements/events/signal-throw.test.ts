import { expect, test } from 'vitest'
import { simulated, TestInstance } from '../../test-instance.ts'
import model from './signal-throw.bpmn?raw'

test('a broadcast reaches all that wait at this moment, and nobody who comes later', async () => {
  const report = await simulated(model, { do: [{ complete: 'ready' }, { complete: 'late' }] })
  expect(report.ends).toEqual(['first_end', 'second_end'])
  expect(report.active).toEqual(['third'])
  expect(report.order.slice(2, 6)).toEqual(['ready', 'go', 'first', 'second'])
})

test('the shell carries it to all other instances', async () => {
  const instance = await TestInstance.of(model)
  instance.start()
  instance.complete('ready')
  expect(instance.intended('signal.throw')).toEqual([
    { type: 'signal.throw', element: 'go', name: 'go', variables: {} },
  ])
  expect(instance.intended('signal.close').map(({ element }) => element)).toEqual(['first', 'second'])
})
