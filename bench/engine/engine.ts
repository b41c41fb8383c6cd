import type { Options, Result } from '../measure.ts'
import { makePlace } from '../place.ts'
import { makeGround, type Row } from './ground.ts'
import { wholeInstances } from './instances.ts'
import { unbatchedStep } from './step.ts'
import { completeTasks } from './tasks.ts'
import { waitingTimers } from './waiting.ts'

const parts = { step: unbatchedStep, tasks: completeTasks, instances: wholeInstances, timers: waitingTimers }

/**
 * The engine over its real shell (migrations, log, history, rights) against what the same database does plainly: R1 and
 * R100 are measured between the rounds of each row.
 */
export async function engine(options: Options): Promise<Result> {
  const place = await makePlace()
  try {
    return await place.within(async ({ deps }) => {
      const ground = await makeGround(options, place, deps)
      try {
        const rows: Row[] = []
        for (const [part, row] of Object.entries(parts)) {
          if (options.parts.length === 0 || options.parts.includes(part)) rows.push(await row(ground))
        }
        return {
          bench: 'engine',
          bars: rows.flatMap(({ bars }) => bars),
          figures: Object.assign({}, ground.reference.figures(), ...rows.map(({ figures }) => figures)),
        }
      } finally {
        await ground.pool.end()
      }
    })
  } finally {
    await place.end()
  }
}
