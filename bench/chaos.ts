import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../server/core/deps.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/core/embedded-postgres.ts'
import { migrate } from '../server/core/migrate.ts'
import { skewedClock } from '../test/support/fast-clock.ts'
import { startWorker, type WorkerNode } from '../test/support/served.ts'
import { atLeast, atMost, type Options, percentile, type Result, rounded } from './measure.ts'
import { installParcels, Parcels } from './parcels.ts'
import { assembled, SECRET } from './place.ts'

const SIZE = 50_000
const KILLS = 60
/** After it reported that it is ready a node lives at most so long. */
const LIFE_MS = 350
const SKEW_MS = 60_000

/**
 * Two worker nodes as processes of their own over one database, their clocks a minute before and a minute behind. At first each
 * is killed 0 to 350 ms after it reported that it is ready, then they are killed in turns, the one when the other reported ready, until
 * all parcels are done; PostgreSQL is killed twice meanwhile. Nothing may be lost, doubled or missing in the history.
 */
export async function chaos({ quick, size, say }: Options): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tok-chaos-'))
  let deadlocks = 0
  const heard = (_: object, line: string) => {
    if (/deadlock detected/.test(line)) deadlocks += 1
  }
  const log = { debug: heard, info: heard, warn: heard, error: heard } as unknown as Log
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log })
  try {
    await migrate(postgres.config)
    const opened = assembled(folder, postgres.url)
    await opened(({ deps }) => installParcels(deps))
    const count = size ?? (quick ? SIZE / 50 : SIZE)
    const result = await killed({ folder, postgres, count, kills: quick ? 6 : KILLS, say })
    const { proof, figures } = result
    say(`the way of a parcel: ${proof.way}`)
    return {
      bench: 'chaos',
      bars: [
        atLeast('kills of a node (SIGKILL)', result.kills, '', quick ? 6 : KILLS),
        // Each had its life to do something in: whoever is killed at once, again and again, still comes on.
        atLeast(
          'events delivered between kills of each 0-350 ms after it was ready',
          result.delivered,
          '',
          quick ? 6 : KILLS,
        ),
        atLeast('kills of PostgreSQL', result.databaseKills, '', 2),
        atLeast('parcels whose case came to its end', proof.parcels - proof.lost, '', count),
        atMost('lost', proof.lost + (count - proof.parcels), '', 0),
        atMost('doubled', proof.doubled, '', 0),
        atMost('deadlocks', deadlocks, '', 0),
        atMost('cases with a gap in their history', proof.gaps, '', 0),
        atMost('left over: events, waits, incidents', proof.left + proof.incidents, '', 0),
      ],
      figures,
    }
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Ground {
  folder: string
  postgres: EmbeddedPostgres
  count: number
  kills: number
  say: (line: string) => void
}

async function killed({ folder, postgres, count, kills: wanted, say }: Ground) {
  const parcels = new Parcels(postgres.config)
  const env = (node: number) => ({
    ...skewedClock(folder, node === 0 ? SKEW_MS : -SKEW_MS),
    TOK_DATA: join(folder, `node-${node}`),
    TOK_SECRET: SECRET,
    DATABASE_URL: postgres.url,
    TOK_CONNECTIONS: '10',
  })
  const kills = [0, 0]
  let refused = 0
  const starts: number[] = []
  const start = async (node: number): Promise<WorkerNode> => {
    for (;;) {
      const began = performance.now()
      try {
        const started = await startWorker(env(node))
        starts.push(started.readyAt - began)
        return started
      } catch {
        // The database was away just then; whoever keeps a node running starts it again.
        refused += 1
        await sleep(100)
      }
    }
  }
  const life = (node: WorkerNode) => sleep(Math.max(0, node.readyAt + Math.random() * LIFE_MS - performance.now()))
  const kill = async (node: WorkerNode, which: number) => {
    await node.kill()
    kills[which]! += 1
  }
  const isDone = async () => (await parcels.completed()) >= count

  const began = performance.now()
  let over = false
  let databaseKills = 0
  const feeding = parcels.send(count)
  const cutting = (async () => {
    for (const share of [1 / 3, 2 / 3]) {
      while (!over && (await parcels.completed()) < count * share) await sleep(100)
      const { pid } = postgres
      process.kill(pid, databaseKills === 0 ? 'SIGQUIT' : 'SIGKILL')
      // The launcher starts it again.
      while (postgres.pid === pid) await sleep(20)
      databaseKills += 1
      say(`PostgreSQL was killed after ${await parcels.completed()} of ${count}`)
    }
  })()

  // Each on its own: neither lives longer than 350 ms.
  await Promise.all(
    [0, 1].map(async (which) => {
      for (let n = 0; n < wanted / 2; n += 1) {
        const node = await start(which)
        await life(node)
        await kill(node, which)
        if (n % 10 === 9)
          say(`node ${which + 1} was killed ${n + 1} times, ${await parcels.completed()} of ${count} done`)
      }
    }),
  )
  const [early, delivered] = [await parcels.completed(), await parcels.delivered()]
  const firstKills = kills[0]! + kills[1]!
  const middle = performance.now()

  // In turns: the one is killed when the other has just become ready, so that one of them takes over what the other held.
  const nodes = [await start(0), await start(1)]
  for (let turn = 0; !(await isDone()); turn += 1) {
    const which = turn % 2
    await life(nodes[1 - which]!)
    await kill(nodes[which]!, which)
    nodes[which] = await start(which)
    if (turn % 10 === 9) say(`${kills[0]! + kills[1]!} kills, ${await parcels.completed()} of ${count} done`)
  }
  const ended = performance.now()
  over = true
  await Promise.all([feeding, cutting])
  await Promise.all(nodes.map((node) => node.stop()))
  const proof = await parcels.proof()
  await parcels.pool.end()
  const total = kills[0]! + kills[1]!
  return {
    proof,
    delivered,
    kills: total,
    databaseKills,
    figures: {
      'kills of the first node': kills[0]!,
      'kills of the second node': kills[1]!,
      'kills of each 0-350 ms after it was ready': firstKills,
      'events delivered meanwhile': delivered,
      'parcels done meanwhile': early,
      'parcels/s meanwhile': rounded(early / ((middle - began) / 1000)),
      'kills in turns': total - firstKills,
      'parcels/s in turns': rounded((count - early) / ((ended - middle) / 1000)),
      'parcels/s in all': rounded(count / ((ended - began) / 1000)),
      'seconds in all': rounded((ended - began) / 1000),
      'median start of a node, s': rounded(percentile(starts, 0.5) / 1000),
      'starts while the database was away': refused,
      'clocks of the nodes, s': `+${SKEW_MS / 1000} and -${SKEW_MS / 1000}`,
    },
  }
}
