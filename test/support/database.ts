import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { databaseOf, type ProvidedPostgres } from './global-setup.ts'

export interface TestDatabase {
  config: pg.PoolConfig
  name: string
  /** Drops it unless a test of the file failed. Not needed: a database left over is dropped at the end of the file. */
  drop(): Promise<void>
}

const open = new Set<string>()
let failed = false

/**
 * Called by a setup file, which runs anew for every test file of a worker: modules do not, so hooks of theirs would end with the first file.
 * Registered before all hooks of the file, it comes after them.
 */
export function dropAtEndOfFile(): void {
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') failed = true
  })

  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a hook wants from this pattern
  afterAll(async ({}, file) => {
    // A failing beforeAll fails a suite and none of its tests.
    if (anyFailed(file as Task)) failed = true
    for (const name of open) await end(name)
    failed = false
  })
}

interface Task {
  result?: { state?: string }
  tasks?: Task[]
}

const anyFailed = (task: Task): boolean => task.result?.state === 'fail' || (task.tasks ?? []).some(anyFailed)

/** A database of the test file's own: a clone of the migrated template, dropped when the file is green, kept and named when red. */
export async function testDatabase(): Promise<TestDatabase> {
  const { config, template } = inject('postgres')
  const file = basename(expect.getState().testPath ?? 'unknown').replace(/\.test\.tsx?$/, '')
  const words = file
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 36)
  // Measured with a template of 10 MB: FILE_COPY 20 ms (with its checkpoint, fsync off), WAL_LOG 45 ms.
  const name = `tok_test_${words}_${randomBytes(4).toString('hex')}`
  await administer(config, `create database ${name} template ${template} strategy file_copy`)
  open.add(name)
  return { config: databaseOf<pg.PoolConfig>(config, name), name, drop: () => end(name) }
}

async function end(name: string): Promise<void> {
  if (!open.delete(name)) return
  if (failed) console.error(`the tests failed: their database ${name} is kept`)
  else await administer(inject('postgres').config, `drop database if exists ${name} with (force)`)
}

async function administer(config: ProvidedPostgres['config'], sql: string): Promise<void> {
  const client = new pg.Client(config.connectionString ? config : databaseOf<pg.PoolConfig>(config, 'postgres'))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
