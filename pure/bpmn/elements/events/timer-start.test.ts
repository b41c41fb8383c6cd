import { expect, test } from 'vitest'
import { simulated } from '../../test-instance.ts'
import model from './timer-start.bpmn?raw'

test('each firing of its cycle begins an instance', async () => {
  const report = await simulated(model, { do: [{ advance: 'PT30H' }, { complete: 'clean' }] })
  expect(report).toMatchObject({ status: 'active', active: ['clean'], ends: ['done'] })
  expect(report.order).toEqual(['every', 'every', 'clean', 'done'])
})

test('by a cron expression it begins at the times that names, in the zone of the company', async () => {
  const cron = model.replace(/<bpmn:timeCycle([^>]*)>[^<]*</, '<bpmn:timeCycle$1>0 0 9 * * MON-FRI<')
  // from Thursday, 1 January 2026, midnight UTC, to Tuesday noon
  const report = await simulated(cron, { zone: 'Europe/Warsaw', do: [{ advance: 'P5DT12H' }] })
  expect(report.completed.every).toBe(4)
})

test('before its time nothing has begun', async () => {
  expect(await simulated(model, { do: [{ advance: 'PT9H' }] })).toMatchObject({
    status: 'active',
    active: [],
    order: [],
  })
})

test('begun by hand it is passed at once', async () => {
  expect((await simulated(model, { do: [{ complete: 'clean' }] })).order).toEqual(['every', 'clean', 'done'])
})
