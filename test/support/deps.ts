import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { system } from '../../server/core/actor.ts'
import { travel } from '../../server/core/clock.ts'
import type { Deps, Log } from '../../server/core/deps.ts'
import { write } from '../../server/core/write.ts'
import type { Worker } from '../../server/engine/worker.ts'
import { assemble } from '../../server/serve.ts'
import { testDatabase } from './database.ts'

export interface TestDeps {
  deps: Deps
  app: FastifyInstance
  worker: Worker
  /** Delivers events, fires timers and does the chores until nothing moves any more. */
  settle(): Promise<void>
  /** Moves business time ahead ("3 days" in ms) and settles. */
  travelMs(ms: number): Promise<void>
  close(): Promise<void>
}

/** The whole server over a fresh copy of the migrated template database; not listening, its worker driven by settle(). */
export async function testDeps(): Promise<TestDeps> {
  const database = await testDatabase()
  const config = {
    port: 0,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    office: null,
    dataDir: join(tmpdir(), `tok-test-${randomUUID()}`),
    databaseUrl: null,
    roles: { web: true, worker: true },
    secret: 'test-secret-of-at-least-thirty-two-characters',
    pushHosts: [] as string[],
  }
  const log = pino({ level: process.env.TOK_LOG ?? 'silent' }) as unknown as Log
  const running = await assemble({ config, connection: database.config }, log)
  await running.app.ready()
  const settle = async () => {
    // By time, not by rounds: work asked for many records rests between its portions, and rounds go on meanwhile.
    const until = Date.now() + 25_000
    while (Date.now() < until) {
      if (!(await running.worker.round())) return
    }
    throw new Error('settle: still moving after 25 seconds')
  }
  return {
    deps: running.deps,
    app: running.app,
    worker: running.worker,
    settle,
    async travelMs(ms) {
      await write(running.deps, system('test'), (cx) => travel(cx, ms))
      await settle()
    },
    async close() {
      await running.stop()
      await database.drop()
    },
  }
}
