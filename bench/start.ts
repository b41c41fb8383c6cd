import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seedDemo } from '../db/seeds/demo.ts'
import { startServer } from '../test/support/served.ts'
import { atMost, median, type Options, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

// Until then V8 still holds what starting took; it gives that back once nobody asks for anything.
const IDLE_SECONDS = 30

/**
 * How long a start takes on a database that exists: from the start of the process, with the embedded PostgreSQL to be
 * started too, to the first page answered; and how much memory the Node process holds when nobody does anything.
 */
export async function start({ quick, say }: Options): Promise<Result> {
  const place = await makePlace()
  try {
    say('filling the demo company')
    await place.within(({ deps }) => seedDemo(deps))
    const rounds = quick ? 2 : 5
    const seconds: number[] = []
    let idle = 0
    for (let round = 1; round <= rounds; round += 1) {
      const served = await place.serve()
      seconds.push(served.ready)
      say(`start ${round}: ${rounded(served.ready)} s`)
      if (round === rounds) {
        await sleep(IDLE_SECONDS * 1000)
        idle = residentMegabytes(served.pid)
      }
      await served.stop()
    }
    const embedded = await startsWithItsDatabase(place.folder, quick ? 1 : 3, say)
    return {
      bench: 'start',
      bars: [
        atMost('first page on an existing database, embedded PostgreSQL started with it', median(embedded), 's', 3),
        atMost(`memory of the idle Node process after ${IDLE_SECONDS} s`, idle, 'MB', 200),
      ],
      figures: {
        'first page with the database running already, s': rounded(median(seconds)),
        'slowest start with the embedded PostgreSQL, s': rounded(Math.max(...embedded)),
      },
    }
  } finally {
    await place.end()
  }
}

async function startsWithItsDatabase(folder: string, rounds: number, say: (line: string) => void): Promise<number[]> {
  const env = { TOK_DATA: join(folder, 'own'), DATABASE_URL: '' }
  const seconds: number[] = []
  // The first one makes the cluster; it is not a start on an existing database.
  for (let round = 0; round <= rounds; round += 1) {
    const served = await startServer(env)
    say(`start with the embedded PostgreSQL${round === 0 ? ', first of all' : ''}: ${rounded(served.ready)} s`)
    if (round > 0) seconds.push(served.ready)
    await served.stop()
  }
  return seconds
}

function residentMegabytes(pid: number): number {
  if (process.platform === 'linux') {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]
    return Number(kilobytes) / 1024
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
