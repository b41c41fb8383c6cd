import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './compensation-end.bpmn?raw'

test('its path ends when all is undone', async () => {
  expect(await simulated(model)).toMatchObject({ status: 'active', active: ['called_off', 'release'], ends: [] })
  const report = await simulated(model, { do: [{ complete: 'release' }] })
  expect(report).toMatchObject({ status: 'completed', ends: ['called_off'] })
})
