import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dealStageNotices } from '../../../processes/deal-stage-notices/settings.ts'
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
  const { rows } = await sql<{ key: string; settings: object }>`select t.process_key as key, s.values as settings
    from process_start_timers t join processes p on p.key = t.process_key join process_settings s on s.id = p.settings_id`.execute(
    w.db,
  )
  expect(rows).toEqual([{ key: 'deal_stage_notices', settings: dealStageNotices.defaults }])
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
