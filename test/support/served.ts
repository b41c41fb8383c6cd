import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { repositoryRoot } from '../../server/core/paths.ts'

/** `tok serve` as a process of its own, as people run it. */
export interface Served {
  address: string
  pid: number
  /** From the start of the process to the first answered page, in seconds. */
  ready: number
  /** Ends it in order. */
  stop(): Promise<void>
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>
}

/** Starts the server built in `root` and waits for its first page. `env` says at least where the data lie (TOK_DATA or DATABASE_URL). */
export async function startServer(env: Record<string, string>, root: string = repositoryRoot): Promise<Served> {
  const port = Number(env.PORT) || (await freePort())
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--max-semi-space-size=8',
      '--max-old-space-size=1024',
      join(root, 'dist', 'server', 'cli.js'),
      'serve',
    ],
    {
      env: { ...process.env, HOST: '127.0.0.1', TOK_LOG: 'fatal', ...env, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const address = `http://127.0.0.1:${port}`
  while (!(await answers(address))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before its first page`)
    await sleep(5)
  }
  return {
    address,
    pid: child.pid!,
    ready: (performance.now() - began) / 1000,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/** A node that only works (TOK_ROLES=worker) as a process of its own. */
export interface WorkerNode {
  pid: number
  /** When it reported that it works, in ms of performance.now(). */
  readyAt: number
  /** Resolves when it has ended. */
  gone: Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
}

/** Starts a worker over the database that `env` names and waits until it reports that it is ready; rejects where it ends before. */
export async function startWorker(env: Record<string, string>): Promise<WorkerNode> {
  const child = spawn(process.execPath, [join(repositoryRoot, 'dist', 'server', 'cli.js'), 'serve'], {
    env: { ...process.env, TOK_LOG: 'fatal', ...env, TOK_ROLES: 'worker' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit').then(() => {})
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2000)
  })
  const ready = new Promise<number>((resolve) => {
    let line = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      line = `${line}${text}`.slice(-2000)
      if (line.includes(' is ready after ')) resolve(performance.now())
    })
  })
  const readyAt = await Promise.race([ready, gone.then(() => null)])
  if (readyAt === null) throw new Error(`a worker ended before it was ready: ${said}`)
  return {
    pid: child.pid!,
    readyAt,
    gone,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/`)).ok
  } catch {
    return false
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** Looks into the embedded database of a server whose data lie in `folder`: `one` answers with the first row. */
export async function inDatabase(
  folder: string,
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into rows of every shape
  look: (one: (text: string, values?: unknown[]) => Promise<any>) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({
    host: join(folder, 'postgres', 'socket'),
    user: 'tok',
    database: 'tok',
    password: readFileSync(join(folder, 'postgres', 'password'), 'utf8').trim(),
  })
  await client.connect()
  try {
    await look(async (text, values = []) => (await client.query(text, values)).rows[0])
  } finally {
    await client.end()
  }
}
