import { expect, test } from 'vitest'
import { simulated } from '../test-instance.ts'
import borders from './borders.bpmn?raw'

const variables = { id: '1' }

test('a reminder on a subprocess repeats while it runs and interrupts nothing', async () => {
  const report = await simulated(borders, { variables, do: [{ advance: 'PT25H' }, { complete: 'reminded' }] })
  expect(report).toMatchObject({ active: ['draft', 'reminded', 'stage'], completed: { remind: 2, reminded: 1 } })
})

test('an error two processes deep comes out at the nearest border that catches it', async () => {
  const report = await simulated(borders, {
    variables,
    do: [{ complete: 'draft' }, { complete: 'dig', variables: { broken: true } }],
  })
  expect(report).toMatchObject({ active: ['repaired'], cancelled: { deep: 1, details: 1, stage: 1 }, ends: ['bad'] })
})

test('a deadline on a call ends the called process, and the subprocess around goes on', async () => {
  const report = await simulated(borders, { variables, do: [{ complete: 'draft' }, { advance: 'P1D' }] })
  expect(report).toMatchObject({ cancelled: { deep: 1, details: 1, dig: 1 } })
  expect(report.active).toEqual(['hurried', 'reminded', 'reminded', 'stage'])
})

test('a message on the border ends everything inside, called processes too, but not what borders began', async () => {
  const report = await simulated(borders, {
    variables,
    do: [{ complete: 'draft' }, { advance: 'PT10H' }, { message: 'stop', correlationKey: '1' }],
  })
  expect(report).toMatchObject({
    active: ['reminded', 'stopped'],
    cancelled: { deep: 1, details: 1, dig: 1, stage: 1 },
  })
})
