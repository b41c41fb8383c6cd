import { setTimeout as sleep } from 'node:timers/promises'
import { system } from '../server/core/actor.ts'
import { newId } from '../server/core/ids.ts'
import { write } from '../server/core/write.ts'
import { startEngine } from '../server/engine-thread.ts'
import { startBulk } from '../server/modules/processes/commands/bulks.ts'
import { decideHeldStarts, setGuard } from '../server/modules/processes/commands.ts'
import { actorOf } from '../server/modules/staff/queries.ts'
import { type Ground, makeGround } from './engine/ground.ts'
import { troubles } from './engine/models.ts'
import { seedEvents, startOne, watcher } from './engine/seed.ts'
import { complete, openTasks } from './engine/tasks.ts'
import { atLeast, callers, median, type Options, percentile, type Result, rounded } from './measure.ts'
import { makePlace, quietLog } from './place.ts'

const CALLERS = 16

/**
 * Sixteen people tick off tasks of their processes while nothing else happens, and while a hundred thousand cases of another
 * process are to begin, steps fail, expressions fail and processes go in circles; then all of that is ended in bulk.
 */
export async function floods(options: Options): Promise<Result> {
  const place = await makePlace()
  try {
    return await place.within(async ({ deps }) => {
      const ground = await makeGround(options, place, deps)
      const engine = startEngine({ config: deps.config, connection: deps.connection }, quietLog, () => {})
      const { wake } = deps
      deps.wake = () => engine.wake()
      try {
        return await flooded(ground)
      } finally {
        deps.wake = wake
        await engine.stop()
        await ground.pool.end()
      }
    })
  } finally {
    await place.end()
  }
}

async function flooded(ground: Ground): Promise<Result> {
  const { deps, pool, quick, say } = ground
  const storm = quick ? 10_000 : 100_000
  const each = quick ? 5 : 100
  const tasks = quick ? 300 : 3000
  await write(deps, system('bench'), async (cx) => {
    for (const [key, bpmn] of Object.entries(troubles)) {
      await deps.engine!.deploy(cx, { key, name: key, bpmn, origin: 'own', by: null })
    }
    await setGuard(cx, 'bench_order', storm / 2)
  })
  const model = await startOne(ground, 'bench.work_asked', { person: ground.people[0]!.actor.id })
  const ended = watcher(ground)
  const others = async () => {
    const open = await openTasks(ground, model, tasks)
    const { seconds, milliseconds } = await callers(tasks, CALLERS, async (index) => {
      await complete(ground, open[index]!)
      await ended(open[index]!.instance)
    })
    return { rate: tasks / seconds, milliseconds }
  }
  await others()
  const calm = [await others(), await others(), await others()]
  say(`calm: ${rounded(median(calm.map(({ rate }) => rate)))} tasks/s`)

  for (const name of ['failing', 'wrong', 'circle']) {
    const count = name === 'circle' ? Math.ceil(each / 10) : each
    await seedEvents(
      ground,
      `bench.${name}_begun`,
      Array.from({ length: count }, () => newId()),
    )
  }
  for (let sent = 0; sent < storm; sent += 10_000) {
    await seedEvents(
      ground,
      'bench.order_placed',
      Array.from({ length: Math.min(10_000, storm - sent) }, () => newId()),
    )
  }
  deps.wake()
  await sleep(1000)
  const wild = [await others(), await others(), await others()]
  say(`in the flood: ${wild.map(({ rate }) => rounded(rate)).join(', ')} tasks/s`)
  const began = performance.now()
  const left = async () => {
    const { rows } = await pool.query<{ left: boolean }>(
      "select exists (select from outbox where kind = 'deliver' and state = 'ready') as left",
    )
    return rows[0]!.left
  }
  while (await left()) await sleep(50)
  say(`the flood was over ${rounded((performance.now() - began) / 1000)} s later`)
  const { rows } = await pool.query<{ running: number; held: number; incidents: number }>(`select
    (select count(*)::int from process_instances where process_key = 'bench_order') as running,
    (select count(*)::int from outbox where state = 'held') as held,
    (select count(*)::int from process_incidents n join process_instances i on i.id = n.instance_id
      where n.resolved_at is null and i.process_key in ('bench_failing', 'bench_wrong', 'bench_circle')) as incidents`)
  const { running, held, incidents } = rows[0]!
  if (running + held !== storm) throw new Error(`${storm} starts sent, ${running} began, ${held} are held`)
  const troubled = each * 2 + Math.ceil(each / 10)
  if (incidents !== troubled) throw new Error(`${troubled} cases in trouble, ${incidents} incidents`)

  const owner = await pool.query<{ id: string }>("select id from employees where role = 'owner'")
  const actor = (await actorOf(deps.database.db, owner.rows[0]!.id))!
  const ending = performance.now()
  await write(deps, actor, async (cx) => {
    await decideHeldStarts(cx, 'bench_order', 'discard')
    for (const process of ['bench_order', ...Object.keys(troubles)]) await startBulk(cx, { process }, { do: 'cancel' })
  })
  const running2 = async () => {
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::int n from process_bulks where finished_at is null',
    )
    return rows[0]!.n
  }
  while ((await running2()) > 0) await sleep(50)
  const seconds = (performance.now() - ending) / 1000
  const { rows: after } = await pool.query<{ n: number }>(
    "select count(*)::int n from process_instances where status = 'active' and process_key in ('bench_order', 'bench_failing', 'bench_wrong', 'bench_circle')",
  )
  if (after[0]!.n !== 0) throw new Error(`${after[0]!.n} cases run on after they were ended`)
  const rate = (runs: { rate: number }[]) => median(runs.map((run) => run.rate))
  const p99 = (runs: { milliseconds: number[] }[]) =>
    percentile(
      runs.flatMap((run) => run.milliseconds),
      0.99,
    )
  return {
    bench: 'floods',
    bars: [
      atLeast('tasks ticked off and advanced/s in the flood, of those in calm', rate(wild) / rate(calm), 'x', 0.8),
    ],
    figures: {
      'tasks/s in calm': rounded(rate(calm)),
      'tasks/s in the flood': rounded(rate(wild)),
      'p99 in calm, ms': rounded(p99(calm)),
      'p99 in the flood, ms': rounded(p99(wild)),
      'starts sent': storm,
      'begun before the guard stopped them': running,
      'held for a person': held,
      'incidents of steps, expressions and circles': incidents,
      'all of it ended in bulk, s': rounded(seconds),
    },
  }
}
