import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import { simulate } from '../../pure/bpmn/simulation/simulate.ts'
import { witnesses } from '../../pure/bpmn/test-instance.ts'
import { openDatabase } from '../../server/core/db.ts'
import type { Deps, Log } from '../../server/core/deps.ts'
import { DurableWorld, SIMULATED_EVENTS } from '../../server/engine/durable-world.ts'
import { testDatabase } from './database.ts'

// Loaded beside the tests of the core: whatever script they run in memory is run on rows as well and must say the same.

let deps: Deps

beforeAll(async () => {
  const { config } = await testDatabase()
  const log = pino({ level: process.env.TOK_LOG ?? 'silent' }) as unknown as Log
  const database = await openDatabase(config)
  deps = {
    config: {} as Deps['config'],
    database,
    connection: config,
    log,
    eventNames: SIMULATED_EVENTS,
    channels: new Map(),
    wake: () => {},
  }
})

afterAll(async () => {
  // The next file in this worker meets the same list.
  witnesses.length = 0
  await deps.database.close()
})

const WRITTEN = [
  'process_waits',
  'process_incidents',
  'process_history',
  'process_messages',
  'process_start_timers',
  'process_instances',
  'processes',
  'process_settings',
  'process_definitions',
  'outbox',
]

witnesses.push(async (models, script, report) => {
  for (const table of WRITTEN) await sql`delete from ${sql.table(table)}`.execute(deps.database.db)
  const durable = await simulate(models, script, (read, entries) => new DurableWorld(deps, read, entries))
  expect(durable.report).toEqual(report)
})
