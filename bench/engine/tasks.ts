import { startEngine } from '../../server/engine-thread.ts'
import { tickOff } from '../../server/modules/tasks/complete-tasks.ts'
import { atLeast, atMost, callers, median, percentile, rounded } from '../measure.ts'
import { quietLog } from '../place.ts'
import { poster } from '../post.ts'
import { type Ground, type Person, ROUNDS, type Row } from './ground.ts'
import { copyOf, countInstances, type Started, startOne, untilTidy, watcher } from './seed.ts'

const CALLERS = 200

export interface OpenTask {
  id: string
  instance: string
  person: Person
}

export const complete = ({ deps }: Ground, { id, person }: OpenTask) =>
  tickOff(deps, person.actor, { id, outcome: 'done' })

/**
 * Two hundred callers, each completing one task after the other as the person it is assigned to, and waiting each time
 * until the instance has ended. The engine runs as in the product: in a thread of its own.
 */
export async function completeTasks(ground: Ground): Promise<Row> {
  const { deps, say, quick, reference } = ground
  const count = quick ? 400 : 10_000
  const model = await startOne(ground, 'bench.work_asked', { person: ground.people[0]!.actor.id })
  const ended = watcher(ground)
  const answered: number[] = []
  const run = async (open: OpenTask[], complete: (task: OpenTask, caller: number) => Promise<void>) => {
    const { seconds, milliseconds } = await callers(open.length, CALLERS, async (index, caller) => {
      const began = performance.now()
      await complete(open[index]!, caller)
      answered.push(performance.now() - began)
      await ended(open[index]!.instance)
    })
    return { rate: open.length / seconds, milliseconds }
  }

  const rates: number[] = []
  const r1: number[] = []
  const latencies: number[] = []
  const engine = startEngine({ config: deps.config, connection: deps.connection }, quietLog, () => {})
  const { wake } = deps
  deps.wake = () => engine.wake()
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const open = await openTasks(ground, model, count)
      await untilTidy(ground)
      const before = await reference.r1()
      const { rate, milliseconds } = await run(open, (task) => complete(ground, task))
      // The first one warms up.
      if (round === 0) {
        answered.length = 0
        continue
      }
      r1.push(before)
      rates.push(rate)
      latencies.push(...milliseconds)
      say(`tasks, round ${round}: ${rounded(rate)} completed and advanced/s, R1 ${rounded(before)}/s`)
    }
  } finally {
    deps.wake = wake
    await engine.stop()
  }
  const inProcess = answered.splice(0)

  say('tasks over HTTP')
  const served = await ground.place.serve()
  const post = poster(served.address)
  const overHttp = (open: OpenTask[]) =>
    run(open, ({ id, person }, caller) =>
      post({ path: `/api/tasks/${id}/completion`, token: person.token, body: { outcome: 'done' }, caller }),
    )
  await overHttp(await openTasks(ground, model, CALLERS))
  const http = await overHttp(await openTasks(ground, model, count))
  await served.stop()
  const made = count * (ROUNDS + 2) + CALLERS
  const done = await countInstances(ground, 'bench_work', 'completed')
  if (done !== made) throw new Error(`${made} tasks completed, ${done} instances ended`)
  return {
    bars: [
      atLeast(
        'tasks completed by 200 callers until advanced/s, of R1',
        median(rates.map((rate, i) => rate / r1[i]!)),
        'x',
        1,
      ),
      atMost('p99 from the call until advanced', percentile(latencies, 0.99), 'ms', 50),
    ],
    figures: {
      'tasks completed and advanced/s': rounded(median(rates)),
      'p50 until answered, ms': rounded(percentile(inProcess, 0.5)),
      'p99 until answered, ms': rounded(percentile(inProcess, 0.99)),
      'p50 until advanced, ms': rounded(percentile(latencies, 0.5)),
      'over HTTP, completed and advanced/s': rounded(http.rate),
      'over HTTP, p50 until advanced, ms': rounded(percentile(http.milliseconds, 0.5)),
      'over HTTP, p99 until advanced, ms': rounded(percentile(http.milliseconds, 0.99)),
    },
  }
}

export async function openTasks(ground: Ground, model: Started, count: number): Promise<OpenTask[]> {
  const { people } = ground
  const of = (index: number) => people[index % people.length]!
  const copies = await copyOf(ground, model, count, { person: (index) => of(index).actor.id })
  const { rows } = await ground.pool.query<{ id: string; instance_id: string }>(
    'select id, instance_id from tasks where instance_id = any($1::uuid[])',
    [copies.map(({ id }) => id)],
  )
  const ids = new Map(rows.map(({ id, instance_id }) => [instance_id, id]))
  return copies.map((copy, index) => ({ id: ids.get(copy.id)!, instance: copy.id, person: of(index) }))
}
