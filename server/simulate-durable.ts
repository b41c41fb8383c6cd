import { pino } from 'pino'
import type { SimulationScript } from '../pure/bpmn/simulation/script.ts'
import { type Simulation, simulate } from '../pure/bpmn/simulation/simulate.ts'
import { openDatabase } from './core/db.ts'
import type { Deps, Log } from './core/deps.ts'
import { openThrowAway } from './core/throw-away.ts'
import { DurableWorld, SIMULATED_EVENTS } from './engine/durable-world.ts'

/** Runs a script through the durable shell on a database of its own, which is gone afterwards. */
export async function simulateDurably(files: string[], script: SimulationScript): Promise<Simulation> {
  const log = pino({ level: 'silent' }) as unknown as Log
  // Refused before a database is started for it.
  await simulate(files, { ...script, do: [] })
  const place = await openThrowAway('simulation', process.env, log)
  try {
    const connection = { connectionString: place.url }
    const database = await openDatabase({ ...connection, max: 4 })
    try {
      const config = {} as Deps['config']
      const deps: Deps = {
        config,
        database,
        connection,
        log,
        eventNames: SIMULATED_EVENTS,
        channels: new Map(),
        wake: () => {},
      }
      return await simulate(files, script, (models, entries) => new DurableWorld(deps, models, entries))
    } finally {
      await database.close()
    }
  } finally {
    await place.close()
  }
}
