import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { Refusal } from '../../core/errors.ts'
import { repositoryRoot } from '../../core/paths.ts'

const folder = join(repositoryRoot, 'server/modules/documents')

export interface Sheet {
  source: string
  /** Pictures by the paths the source names them by. */
  images?: { path: string; bytes: Buffer }[]
}

interface Order {
  id: number
  sheet: Sheet
  format: 'pdf' | 'svg'
  at: Date
  done: (answer: Answer) => void
  failed: (error: unknown) => void
}

interface Answer {
  pages: number
  pdf?: string
  svg?: string
}

/** How much one document may take before it is given up, and how many may wait. */
export interface Limits {
  seconds: number
  megabytes: number
  waiting: number
}
const LIMITS: Limits = { seconds: 10, megabytes: 512, waiting: 50 }
const IDLE_MS = 60_000

/** Turns sources into pages, one after the other, in a process that is killed when one of them takes too much. */
export function makeTypesetter(limits: Limits = LIMITS) {
  const waiting: Order[] = []
  let child: ChildProcess | undefined
  let ready: Promise<void> | undefined
  let current: Order | undefined
  let timer: NodeJS.Timeout | undefined
  let idle: NodeJS.Timeout | undefined
  let made = 0

  function start(): Promise<void> {
    const started = fork(
      join(folder, 'typesetter.mjs'),
      [join(folder, 'fonts'), join(folder, 'nowhere'), String(limits.megabytes)],
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
      started.once('exit', () => reject(new Error('the typesetter ended before it was ready')))
      started.once('message', () => resolve())
    })
    started.on('exit', () => {
      if (child !== started) return
      child = undefined
      ready = undefined
      // Killed, by its own watch or by the one here: the document it had in hand was too much.
      finish((order) => order.failed(new Refusal('document.too_heavy', { status: 422 })))
    })
    started.on('message', (message: Partial<Answer> & { id?: number; error?: string }) => {
      if (message.id === undefined || message.id !== current?.id) return
      if (message.error !== undefined) {
        const { error } = message
        finish((order) => order.failed(new Error(`the document was not understood by the typesetter: ${error}`)))
      } else finish((order) => order.done(message as Answer))
    })
    return up
  }

  function finish(tell: (order: Order) => void): void {
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
    child?.send({
      id: order.id,
      source: order.sheet.source,
      format: order.format,
      at: Math.floor(order.at.getTime() / 1000),
      images: (order.sheet.images ?? []).map(({ path, bytes }) => ({ path, base64: bytes.toString('base64') })),
    })
  }

  function ask(sheet: Sheet, format: 'pdf' | 'svg', at: Date): Promise<Answer> {
    if (waiting.length >= limits.waiting) throw new Refusal('document.busy', { status: 503 })
    made += 1
    const id = made
    return new Promise((done, failed) => {
      waiting.push({ id, sheet, format, at, done, failed })
      void next()
    })
  }

  function stop(): void {
    const running = child
    child = undefined
    ready = undefined
    running?.kill()
  }

  return {
    /** PDF/A-2a, tagged; `at` is the moment it says it was made. */
    async pdf(sheet: Sheet, at: Date): Promise<{ pages: number; pdf: Buffer }> {
      const { pages, pdf = '' } = await ask(sheet, 'pdf', at)
      return { pages, pdf: Buffer.from(pdf, 'base64') }
    },
    /** All pages below one another in one drawing. */
    async svg(sheet: Sheet, at: Date): Promise<{ pages: number; svg: string }> {
      const { pages, svg = '' } = await ask(sheet, 'svg', at)
      return { pages, svg }
    },
    stop,
  }
}

export const typesetter = makeTypesetter()
