import { afterAll, beforeAll, expect, it } from 'vitest'
import { taskReminders } from '../../../processes/task-reminders/settings.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { installShipped } from './commands.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

it('a start by time is armed by the blanks as they are shipped, from the first start on', async () => {
  const armed = async () =>
    (await w.db.selectFrom('process_start_timers').select('process_key').execute()).map((row) => row.process_key)
  const digests = () =>
    w.db.selectFrom('process_instances').select('status').where('process_key', '=', 'deal_stage_notices').execute()
  await w.travel('5 days')
  await w.settle()
  // Nobody wants digests yet: one that finds nothing, and no more.
  expect([await armed(), await digests()]).toEqual([[], [{ status: 'completed' }]])
})

it('a new version of a shipped process takes over what was filled into the blanks of the former one', async () => {
  const { definition_id, settings_id } = await w.db
    .selectFrom('processes')
    .select(['definition_id', 'settings_id'])
    .where('key', '=', 'task_reminders')
    .executeTakeFirstOrThrow()
  await w.db.updateTable('process_definitions').set({ origin_version: 2 }).where('id', '=', definition_id).execute()
  await w.db
    .updateTable('process_settings')
    .set({ values: JSON.stringify({ remind_before: 'P2D', notify_by: 'app' }) })
    .where('id', '=', settings_id!)
    .execute()
  await w.write(system('test'), installShipped)
  const { body } = await w.request('owner', 'GET', '/api/processes/task_reminders')
  expect(body.version).toBe(2)
  expect(body.settings).toEqual({ ...taskReminders.defaults, reminders: ['P2D'], notify_by: 'app' })
})
