import { join } from 'node:path'
import { Worker as Thread } from 'node:worker_threads'
import type { Config } from './core/config.ts'
import type { ConnectionConfig } from './core/db-hosts.ts'
import type { Log } from './core/deps.ts'
import { repositoryRoot } from './core/paths.ts'

/** What the thread is given to open its own connections with. */
export interface ThreadData {
  config: Config
  connection: ConnectionConfig
}

const AGAIN_MS = 1000

/**
 * Runs the engine in a thread of its own: however much a round has to reckon, whoever clicks meanwhile is answered. It
 * shares nothing with this one but the database, as another node would. `moved` is called after its commits. A thread
 * that ends by an error is started again.
 */
export function startEngine({ config, connection }: ThreadData, log: Log, moved: () => void) {
  let stopping = false
  let woken = false
  let begun = () => {}
  const ready = new Promise<void>((resolve) => {
    begun = resolve
  })
  let thread = start()

  function start(): Thread {
    const started = new Thread(join(repositoryRoot, 'dist', 'server', 'engine.js'), {
      workerData: { config, connection } satisfies ThreadData,
      // As for the whole process (package.json): most of what a round makes is gone at its end, and what is left is
      // gathered before it has grown fourfold, as it would be with a larger limit.
      resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1024 },
    })
    started.on('message', (message: 'started' | 'moved') => (message === 'started' ? begun() : moved()))
    started.on('error', (error) => log.error({ err: error }, 'the engine stopped; starting it again'))
    started.on('exit', () => {
      if (stopping) return
      setTimeout(() => {
        if (!stopping) thread = start()
      }, AGAIN_MS)
    })
    return started
  }

  return {
    /** It takes work. */
    ready,
    /** There is work; told once for all that commits in the same turn of the loop. */
    wake(): void {
      if (woken) return
      woken = true
      setImmediate(() => {
        woken = false
        thread.postMessage('wake')
      })
    },
    /** Ends after the batch in hand. */
    async stop(): Promise<void> {
      stopping = true
      const gone = new Promise((resolve) => thread.once('exit', resolve))
      if (thread.threadId === -1) return
      thread.postMessage('stop')
      await gone
    },
  }
}
