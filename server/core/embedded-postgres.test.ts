import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { rolldown } from 'rolldown'
import { afterEach, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, type PostgresLog, startEmbeddedPostgres } from './embedded-postgres.ts'
import { repositoryRoot } from './paths.ts'

const log: PostgresLog = { debug() {}, info() {}, warn() {}, error() {} }
const folders: string[] = []
const servers: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tok-embedded-'))
  folders.push(folder)
  return folder
}

async function start(dataDir: string, settings: Record<string, string> = { fsync: 'off' }): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log, settings })
  servers.push(server)
  return server
}

async function ask<Row extends pg.QueryResultRow>(server: { config: pg.PoolConfig }, sql: string): Promise<Row[]> {
  const client = new pg.Client(server.config)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 15_000; ; ) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((done) => setTimeout(done, 25))
    }
  }
}

function alive(pid: number): boolean {
  // Where nothing reaps orphans (a container without an init) a dead one stays as a zombie, which has no command line.
  return processes().some((it) => it.pid === pid && it.command !== '')
}

function watchdogsOf(pid: number): number[] {
  return processes()
    .filter((it) => it.command.endsWith(`tok-postgres-watchdog ${pid}`))
    .map((it) => it.pid)
}

function processes(): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return [{ pid: Number(name), command }]
      } catch {
        return []
      }
    })
}

/** Another process that owns a server, as the application does: it writes its server's pid once it is ready. */
async function startInAnotherProcess(dataDir: string): Promise<{ owner: ChildProcess; postgres: number }> {
  // Node 20 reads no TypeScript, and `pg` is found only from below the repository.
  const cache = join(repositoryRoot, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'tok-embedded-'))
  folders.push(folder)
  const bundle = await rolldown({
    input: join(repositoryRoot, 'server/core/embedded-postgres.ts'),
    platform: 'node',
    external: ['pg'],
  })
  const file = join(folder, 'launcher.mjs')
  await bundle.write({ file, format: 'esm' })
  const program = join(folder, 'owner.mjs')
  writeFileSync(
    program,
    `import { startEmbeddedPostgres } from ${JSON.stringify(file)}
     const log = { debug() {}, info() {}, warn() {}, error() {} }
     const server = await startEmbeddedPostgres({ dataDir: process.argv[2], log, settings: { fsync: 'off' } })
     console.log(server.pid)
     setInterval(() => {}, 1000)`,
  )
  const owner = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(owner)
  const postgres = await new Promise<number>((done, fail) => {
    owner.stdout?.once('data', (chunk) => done(Number(chunk.toString())))
    owner.once('exit', (code) => fail(new Error(`the other process ended with ${code}`)))
  })
  return { owner, postgres }
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('embedded PostgreSQL', () => {
  test('starts on an empty folder, stops, and starts again with what was written', async () => {
    const folder = newFolder()
    const first = await start(folder)
    await ask(first, 'create table notes (text text)')
    await ask(first, `insert into notes values ('zażółć')`)
    expect(await ask({ config: { connectionString: first.url } }, 'select text from notes')).toEqual([
      { text: 'zażółć' },
    ])
    await first.stop()
    expect(alive(first.pid)).toBe(false)

    const second = await start(folder)
    expect(await ask(second, 'select text from notes')).toEqual([{ text: 'zażółć' }])
    expect(second.config.password).toBe(first.config.password)
  })

  test('lets nobody in without the password, and listens on no network', async () => {
    const server = await start(newFolder())
    await expect(ask({ config: { ...server.config, password: 'guess' } }, 'select 1')).rejects.toThrow(/password/)
    expect(await ask(server, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  })

  test('keeps what it acknowledged by default, and says so', async () => {
    const server = await start(newFolder(), {})
    const [settings] = await ask(
      server,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums`,
    )
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', checksums: 'on' })
  })

  test('sorts Polish words as Poles do, and knows their letters', async () => {
    const server = await start(newFolder())
    const rows = await ask<{ word: string }>(
      server,
      `select word from unnest(array['zebra', 'źrebię', 'żaba', 'ćma', 'cebula', 'łoś', 'lis', 'ósemka', 'osa', 'Ala', 'ącki', 'as'])
        as word order by word collate "pl-x-icu"`,
    )
    expect(rows.map((row) => row.word)).toEqual([
      ...['Ala', 'as', 'ącki', 'cebula', 'ćma', 'lis', 'łoś', 'osa', 'ósemka', 'zebra', 'źrebię', 'żaba'],
    ])
    await ask(server, 'create extension pg_trgm')
    expect(await ask(server, `select lower('ZAŻÓŁĆ') as lower, show_trgm('łóż') as trigrams`)).toEqual([
      { lower: 'zażółć', trigrams: expect.arrayContaining([expect.anything()]) },
    ])
    expect(await ask(server, `select word_similarity('łódź', 'biuro łódź') as same`)).toEqual([{ same: 1 }])
  })

  test('a server killed in the middle of writes comes back by itself with every acknowledged row', async () => {
    const server = await start(newFolder(), {})
    const exits: (string | null)[] = []
    server.onExit((exit) => exits.push(exit.signal))
    const pool = new pg.Pool({ ...server.config, max: 4 })
    pool.on('error', () => {})
    await pool.query('create table written (id int primary key)')

    let next = 0
    let writing = true
    const acknowledged: number[] = []
    const writers = [1, 2, 3, 4].map(async () => {
      while (writing) {
        const id = next++
        await pool.query('insert into written values ($1)', [id]).then(
          () => acknowledged.push(id),
          () => new Promise((done) => setTimeout(done, 5)),
        )
      }
    })
    for (let round = 1; round <= 3; round++) {
      const before = acknowledged.length
      await eventually(async () => expect(acknowledged.length).toBeGreaterThan(before + 100))
      const { pid } = server
      process.kill(pid, 'SIGKILL')
      await eventually(async () => expect(server.pid).not.toBe(pid))
    }
    writing = false
    await Promise.all(writers)
    const rows = await pool.query<{ id: number }>('select id from written')
    await pool.end()

    const there = new Set(rows.rows.map((row) => row.id))
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
    expect(exits).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL'])
  })

  test('stops for good while it is being brought back', async () => {
    const server = await start(newFolder())
    const { pid } = server
    process.kill(pid, 'SIGKILL')
    await new Promise((done) => server.onExit(() => done(undefined)))
    await server.stop()
    await expect(ask(server, 'select 1')).rejects.toThrow()
  })

  test('when its owner is killed the server ends in order, and the next start works', async () => {
    const folder = newFolder()
    const { owner, postgres } = await startInAnotherProcess(folder)
    owner.kill('SIGKILL')
    const server = await start(folder)
    expect(alive(postgres)).toBe(false)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('an orphan that nothing stopped is stopped by the next start', async () => {
    const folder = newFolder()
    const { owner, postgres } = await startInAnotherProcess(folder)
    for (const pid of watchdogsOf(postgres)) process.kill(pid, 'SIGKILL')
    owner.kill('SIGKILL')
    await new Promise((done) => owner.once('exit', done))
    expect(alive(postgres)).toBe(true)
    const server = await start(folder)
    expect(alive(postgres)).toBe(false)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('after owner and server were killed at once, the next start works', async () => {
    const folder = newFolder()
    const { owner, postgres } = await startInAnotherProcess(folder)
    owner.kill('SIGKILL')
    process.kill(postgres, 'SIGKILL')
    const server = await start(folder)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a second start on the same folder is refused with the number of the process that has it', async () => {
    const folder = newFolder()
    const { owner } = await startInAnotherProcess(folder)
    await expect(start(folder)).rejects.toThrow(`is in use by process ${owner.pid}`)
    const own = newFolder()
    await start(own)
    await expect(start(own)).rejects.toThrow(`is in use by process ${process.pid}`)
  })

  test('a lock from another container is honoured while it shows signs of life, and taken over when silent', async () => {
    const folder = newFolder()
    const lock = join(folder, 'owner.json')
    const owner = JSON.stringify({ pid: 17, born: '1', space: 'elsewhere' })
    writeFileSync(lock, owner)
    const beating = setInterval(() => writeFileSync(lock, owner), 200)
    await expect(start(folder)).rejects.toThrow('in use by process 17 of another container or machine')
    clearInterval(beating)
    const server = await start(folder)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a kill in the middle of creating the cluster leaves nothing that a start stumbles over', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'cluster.new', 'base'), { recursive: true })
    writeFileSync(join(folder, 'owner.json'), '')
    const server = await start(folder)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('works in a folder whose path is too long for a socket', async () => {
    const folder = join(newFolder(), 'a-rather-long-name-of-a-folder'.repeat(4))
    const server = await start(folder)
    expect(String(server.config.host).length).toBeLessThan(60)
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.runIf(process.getuid?.() === 0)('works for root in a home that others cannot enter', async () => {
    const home = newFolder()
    const folder = join(home, 'data')
    // mkdtemp made `home` 0700 and ours: the user the server runs as cannot pass through it.
    const server = await start(folder)
    await ask(server, 'create table kept (id int)')
    await server.stop()
    const again = await start(folder)
    expect(await ask(again, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }])
  })

  test('refuses data of another major version in plain words', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'cluster'), { mode: 0o700 })
    writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '17\n')
    await expect(start(folder)).rejects.toThrow(/written by PostgreSQL 17, this Tok brings 18/)
  })
})
