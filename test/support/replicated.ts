import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './served.ts'

const DEBIAN = '/usr/lib/postgresql'

/** A primary and a standby that has each commit before it is acknowledged: Debian's PostgreSQL, on loopback, in a folder of its own. */
export interface Replicated {
  folder: string
  /** Both hosts, as DATABASE_URL has them. */
  url: string
  /** Ends the primary and all its processes at once. */
  killPrimary(): void
  /** Makes the standby take writes; resolves when it does. */
  promote(): Promise<void>
  stop(): Promise<void>
}

export async function startReplicated(): Promise<Replicated> {
  const folder = mkdtempSync(join(tmpdir(), 'tok-standby-'))
  const bin = join(DEBIAN, readdirSync(DEBIAN).sort().at(-1)!, 'bin')
  // PostgreSQL does not run as root; the package brings a user for it.
  const runAs = process.getuid?.() === 0 ? userOf('postgres') : {}
  if (runAs.uid !== undefined) chownSync(folder, runAs.uid, runAs.gid!)
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...runAs })
  const ports = [await freePort(), await freePort()] as const
  const [primary, standby] = [join(folder, 'primary'), join(folder, 'standby')]
  const servers: ChildProcess[] = []

  const start = async (data: string, port: number): Promise<ChildProcess> => {
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: folder,
      wal_level: 'replica',
      hot_standby: 'on',
      jit: 'off',
      log_min_messages: 'panic',
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
      ...runAs,
    })
    servers.push(server)
    await until(() => ask(port, 'select 1').then(() => true), server)
    return server
  }
  const ask = async (port: number, ...statements: string[]) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'tok', database: 'postgres' })
    client.on('error', () => {})
    await client.connect()
    try {
      let rows: Record<string, unknown>[] = []
      for (const statement of statements) rows = (await client.query(statement)).rows
      return rows
    } finally {
      await client.end()
    }
  }

  run('initdb', '-D', primary, '-U', 'tok', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync')
  const first = await start(primary, ports[0])
  await ask(ports[0], 'create database tok')
  mkdirSync(standby, { mode: 0o700 })
  if (runAs.uid !== undefined) chownSync(standby, runAs.uid, runAs.gid!)
  run('pg_basebackup', '-D', standby, '-h', '127.0.0.1', '-p', String(ports[0]), '-U', 'tok', '-R', '-c', 'fast')
  const second = await start(standby, ports[1])
  // Not before: without a standby no commit would come back. It is the primary's alone: the standby was copied without it.
  await ask(ports[0], `alter system set synchronous_standby_names = '*'`, 'select pg_reload_conf()')
  await until(
    async () => (await ask(ports[0], 'select sync_state from pg_stat_replication'))[0]?.sync_state === 'sync',
    second,
  )
  return {
    folder,
    url: `postgresql://tok@127.0.0.1:${ports[0]},127.0.0.1:${ports[1]}/tok?target_session_attrs=read-write`,
    killPrimary: () => void process.kill(-first.pid!, 'SIGKILL'),
    async promote() {
      run('pg_ctl', 'promote', '-D', standby, '-w')
    },
    async stop() {
      await Promise.all(
        servers.map(async (server) => {
          if (server.exitCode !== null || server.signalCode !== null) return
          const gone = once(server, 'exit')
          server.kill('SIGQUIT')
          await gone
        }),
      )
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function userOf(name: string): { uid?: number; gid?: number } {
  if (!existsSync('/etc/passwd')) return {}
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((each) => each.split(':'))
    .find(([user]) => user === name)
  return line ? { uid: Number(line[2]), gid: Number(line[3]) } : {}
}

async function until(holds: () => Promise<boolean>, server: ChildProcess): Promise<void> {
  for (const end = performance.now() + 60_000; ; await sleep(50)) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`)
    if (await holds().catch(() => false)) return
    if (performance.now() > end) throw new Error('PostgreSQL did not come so far within a minute')
  }
}
