import { system } from '../../server/core/actor.ts'
import { write } from '../../server/core/write.ts'
import { atLeast, callers, median, percentile, rounded } from '../measure.ts'
import { type Ground, ROUNDS, type Row } from './ground.ts'
import { CALLERS } from './reference.ts'
import { copyOf, startOne } from './seed.ts'

/** One step of one instance in a transaction of its own. */
const step = ({ deps }: Ground, instance: string, token: number) =>
  write(deps, system('bench'), (cx) =>
    deps.engine!.steer(cx, instance, { type: 'message.received', token, element: 'paid', variables: { paid: true } }),
  )

/** Sixteen callers, each bringing a message to instances of its own, one transaction a step. */
export async function unbatchedStep(ground: Ground): Promise<Row> {
  const count = ground.quick ? 200 : 5000
  const model = await startOne(ground, 'bench.order_placed')
  const copies = await copyOf(ground, model, count * (ROUNDS + 1))
  const rates: number[] = []
  const r1: number[] = []
  const latencies: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const mine = copies.slice(round * count, (round + 1) * count)
    const before = await ground.reference.r1()
    const { seconds, milliseconds } = await callers(count, CALLERS, (index) =>
      step(ground, mine[index]!.id, model.token),
    )
    // The first one warms up.
    if (round === 0) continue
    r1.push(before)
    rates.push(count / seconds)
    latencies.push(...milliseconds)
    ground.say(`step, round ${round}: ${rounded(rates.at(-1)!)} steps/s, R1 ${rounded(before)}/s`)
  }
  const { rows } = await ground.pool.query<{ n: number }>(
    "select count(*)::int n from process_waits where element = 'sent' and kind = 'message'",
  )
  if (rows[0]!.n !== copies.length) throw new Error(`${copies.length} steps made, ${rows[0]!.n} instances moved on`)
  return {
    bars: [atLeast('unbatched durable steps/s, of R1', median(rates.map((rate, i) => rate / r1[i]!)), 'x', 0.25)],
    figures: {
      'unbatched durable steps/s': rounded(median(rates)),
      'step p50, ms': rounded(percentile(latencies, 0.5)),
      'step p99, ms': rounded(percentile(latencies, 0.99)),
    },
  }
}
