import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { system } from '../../server/core/actor.ts'
import { businessNow, travel } from '../../server/core/clock.ts'
import { write } from '../../server/core/write.ts'
import { fireTimers } from '../../server/engine/timers.ts'
import { TIMERS } from '../../server/engine/worker.ts'
import { enginePorts } from '../../server/engine-ports.ts'
import { atMost, median, percentile, rounded } from '../measure.ts'
import { type Ground, ROUNDS, type Row } from './ground.ts'
import { copyOf, startOne } from './seed.ts'

const SIZE = 100_000
const DAY_MS = 86_400_000
const IDLE_POLLS = 200

/** Many instances that wait for a timer within the next thirty days: what each keeps on the disk, what asking costs, how fast those due fire. */
export async function waitingTimers(ground: Ground): Promise<Row> {
  const { deps, pool, quick, say, reference } = ground
  const size = ground.size ?? (quick ? SIZE / 50 : SIZE)
  const due = Math.max(1, Math.min(quick ? 500 : 10_000, Math.floor(size / (ROUNDS + 1))))
  // What the rows before left behind is none of a waiting instance's.
  await pool.query('truncate process_instances, process_waits, process_history, process_incidents')
  const model = await startOne(ground, 'bench.pause_begun')
  const first = (await businessNow(deps.database.db)).getTime() + DAY_MS
  const dueOf = (index: number) => first + Math.floor((index * 29 * DAY_MS) / size)
  await copyOf(ground, model, size, { due: (index) => new Date(dueOf(index)).toISOString() })
  const { rows } = await pool.query<{ bytes: number; instances: number; waits: number }>(`select
    (pg_total_relation_size('process_instances') + pg_total_relation_size('process_waits'))::float8 as bytes,
    pg_total_relation_size('process_instances')::float8 as instances, pg_total_relation_size('process_waits')::float8 as waits`)
  const each = (bytes: number) => bytes / 1024 / (size + 1)

  const idle = await idlePoll(ground)
  say(`waiting: ${rounded(each(rows[0]!.bytes))} KB each, idle poll ${rounded(idle.statement)} ms`)
  const seconds: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    await reference.r100()
    const now = (await businessNow(deps.database.db)).getTime()
    await write(deps, system('bench'), (cx) => travel(cx, dueOf(round * due - 1) + 1 - now))
    let fired = 0
    const began = performance.now()
    for (let more = -1; more !== 0; fired += more) more = await fireTimers(deps, enginePorts, TIMERS)
    // While they fire a few more come due; and a small size has no ten thousand.
    seconds.push((((performance.now() - began) / 1000) * 10_000) / fired)
    if (fired < due) throw new Error(`${due} timers were due, ${fired} fired`)
    say(`timers, round ${round}: ${fired} fired, ${rounded(10_000 / seconds.at(-1)!)}/s`)
  }
  return {
    bars: [
      atMost(`disk of an instance that waits with a timer, of ${size}`, each(rows[0]!.bytes), 'KB', 1.5),
      atMost('idle poll for timers', idle.statement, 'ms', 1),
      atMost('10,000 due timers', median(seconds), 's', 1),
    ],
    figures: {
      'disk of the instance and its token, KB': rounded(each(rows[0]!.instances)),
      'disk of the wait, KB': rounded(each(rows[0]!.waits)),
      'idle poll with its transaction, ms': rounded(idle.whole),
      'timers fired a round': due,
      'timers fired/s': rounded(10_000 / median(seconds)),
    },
  }
}

/** Medians in milliseconds: of the one statement that asks for due timers, and of the whole poll around it. */
async function idlePoll(ground: Ground): Promise<{ statement: number; whole: number }> {
  const { deps } = ground
  const whole: number[] = []
  const asked = await overhear(deps.database.byIndex.pool, async () => {
    for (let poll = 0; poll < IDLE_POLLS; poll += 1) {
      const began = performance.now()
      if ((await fireTimers(deps, enginePorts, TIMERS)) > 0) throw new Error('a timer is due too early')
      whole.push(performance.now() - began)
    }
  })
  const poll = asked.find(({ text }) => /select[^;]*from process_waits/i.test(text))
  if (!poll) throw new Error('the engine asks for due timers in other words than the benchmark knows')
  const statement: number[] = []
  const client = await deps.database.byIndex.pool.connect()
  try {
    for (let n = 0; n < IDLE_POLLS; n += 1) {
      const began = performance.now()
      await client.query({ name: 'bench-idle-poll', text: poll.text, values: poll.values })
      statement.push(performance.now() - began)
    }
  } finally {
    client.release()
  }
  return { statement: percentile(statement, 0.5), whole: percentile(whole, 0.5) }
}

interface Asked {
  text: string
  values: unknown[]
}

/** What is asked on connections of the pool meanwhile. */
async function overhear(pool: pg.Pool, during: () => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = []
  const heard = new Map<pg.PoolClient, pg.PoolClient['query']>()
  const listen = (client: pg.PoolClient) => {
    if (heard.has(client)) return
    const { query } = client
    heard.set(client, query)
    client.query = ((...all: unknown[]) => {
      const [first, values] = all as [string | Asked, unknown[] | undefined]
      asked.push(typeof first === 'string' ? { text: first, values: values ?? [] } : first)
      return (query as (...all: unknown[]) => unknown).apply(client, all)
    }) as typeof client.query
  }
  pool.on('acquire', listen)
  try {
    await during()
  } finally {
    pool.off('acquire', listen)
    for (const [client, query] of heard) client.query = query
  }
  return asked
}
