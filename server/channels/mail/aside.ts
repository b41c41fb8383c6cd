import { join } from 'node:path'
import { Worker as Thread } from 'node:worker_threads'
import { repositoryRoot } from '../../core/paths.ts'
import type { Order, Parts } from './read.ts'

/** A letter that takes longer is one that was made to. */
const LONGEST_MS = 30_000
/** Without letters for so long the thread goes, and its memory with it. */
const IDLE_MS = 60_000

interface Waiting {
  done: (parts: Parts) => void
  failed: (error: Error) => void
}

const waiting = new Map<number, Waiting>()
let thread: Thread | undefined
let watch: NodeJS.Timeout | undefined
let made = 0

/**
 * Takes a letter apart in a thread that has nothing else to do, so that none holds up the engine, in whose thread the mailboxes are read. When the
 * thread ends or takes too long, the letters it had in hand fail, and the next one finds a new thread.
 */
export function takeApartAside(source: Buffer, { dataDir }: { dataDir: string }): Promise<Parts> {
  return new Promise((done, failed) => {
    const id = ++made
    thread ??= start()
    waiting.set(id, { done, failed })
    if (waiting.size === 1) look(LONGEST_MS)
    thread.postMessage({ id, source, dataDir } satisfies Order)
  })
}

function start(): Thread {
  const started = new Thread(join(repositoryRoot, 'dist', 'server', 'letters.js'), {
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  // Whoever waits for nothing else may end.
  started.unref()
  let reason = new Error('the thread that takes letters apart ended')
  started.on('error', (error) => {
    reason = error instanceof Error ? error : reason
  })
  started.on('exit', () => {
    if (thread !== started) return
    thread = undefined
    clearTimeout(watch)
    const lost = [...waiting.values()]
    waiting.clear()
    for (const { failed } of lost) failed(reason)
  })
  started.on('message', ({ id, parts, error }: { id: number; parts?: Parts; error?: string }) => {
    const one = waiting.get(id)
    waiting.delete(id)
    look(waiting.size === 0 ? IDLE_MS : LONGEST_MS)
    if (parts) one?.done(parts)
    else one?.failed(new Error(error))
  })
  return started
}

/** Ends the thread unless it says something within `ms`. */
function look(ms: number): void {
  clearTimeout(watch)
  watch = setTimeout(() => void thread?.terminate(), ms)
  watch.unref()
}
