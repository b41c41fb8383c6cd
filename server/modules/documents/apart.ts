import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { Refusal } from '../../core/errors.ts'
import { repositoryRoot } from '../../core/paths.ts'

export const folder = join(repositoryRoot, 'server/modules/documents')

/** How much one order may take before it is given up, and how many may wait. */
export interface Limits {
  seconds: number
  megabytes: number
  waiting: number
}
const IDLE_MS = 60_000

interface Waiting<Order, Answer> {
  id: number
  order: Order
  done: (answer: Answer) => void
  failed: (error: unknown) => void
}

/**
 * Has a script answer orders, one after the other, in a process that is killed when one of them takes too much; the
 * next one finds a new process. The script is told `args` and how many megabytes it may take.
 */
export function makeApart<Order extends object, Answer>(script: string, args: readonly string[], limits: Limits) {
  const waiting: Waiting<Order, Answer>[] = []
  let child: ChildProcess | undefined
  let ready: Promise<void> | undefined
  let current: Waiting<Order, Answer> | undefined
  let timer: NodeJS.Timeout | undefined
  let idle: NodeJS.Timeout | undefined
  let made = 0

  function start(): Promise<void> {
    const started = fork(
      join(folder, script),
      [...args, String(limits.megabytes)],
      // Nothing of the server's surroundings is its business.
      {
        env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    )
    child = started
    // Whoever waits for nothing else may end.
    started.unref()
    started.channel?.unref()
    const up = new Promise<void>((resolve, reject) => {
      started.once('error', reject)
      started.once('exit', () => reject(new Error(`${script} ended before it was ready`)))
      started.once('message', () => resolve())
    })
    started.on('exit', () => {
      if (child !== started) return
      child = undefined
      ready = undefined
      // Killed, by its own watch or by the one here: the document it had in hand was too much.
      finish((order) => order.failed(new Refusal('document.too_heavy', { status: 422 })))
    })
    started.on('message', (message: Answer & { id?: number; error?: string; isFull?: boolean }) => {
      if (message.id === undefined || message.id !== current?.id) return
      if (message.isFull) stop()
      if (message.error !== undefined) {
        const { error } = message
        finish((order) => order.failed(new Error(`the document was not understood by ${script}: ${error}`)))
      } else finish((order) => order.done(message))
    })
    return up
  }

  function finish(tell: (order: Waiting<Order, Answer>) => void): void {
    const order = current
    clearTimeout(timer)
    current = undefined
    if (order) tell(order)
    child?.channel?.unref()
    void next()
  }

  async function next(): Promise<void> {
    if (current) return
    clearTimeout(idle)
    current = waiting.shift()
    const order = current
    if (!order) {
      idle = setTimeout(stop, IDLE_MS)
      idle.unref()
      return
    }
    try {
      ready ??= start()
      child?.channel?.ref()
      await ready
    } catch (error) {
      ready = undefined
      if (current === order) finish(() => order.failed(error))
      return
    }
    if (current !== order) return
    timer = setTimeout(() => child?.kill('SIGKILL'), limits.seconds * 1000)
    child?.send({ ...order.order, id: order.id })
  }

  function stop(): void {
    const running = child
    child = undefined
    ready = undefined
    running?.kill()
  }

  return {
    ask(order: Order): Promise<Answer> {
      if (waiting.length >= limits.waiting) throw new Refusal('document.busy', { status: 503 })
      made += 1
      const id = made
      return new Promise((done, failed) => {
        waiting.push({ id, order, done, failed })
        void next()
      })
    },
    stop,
  }
}
