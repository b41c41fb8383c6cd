import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseWorld, caseWorld, chain, task } from '../../../test/support/cases.ts'
import { connectOnce } from '../../core/db.ts'
import { countCases } from '../figures/commands/count-cases.ts'
import { dropEmptyMonths, removeOldCases, tidyHistory } from './commands/history.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('short', chain(task('do')))
})
afterAll(() => w.close())

const rule = (who: 'owner' | 'anna', body: object, version = '*') =>
  w.request(who, 'PUT', '/api/settings/process-history', body, { 'if-match': version })
const finished = async () => {
  const id = await w.start('short', {})
  await w.finish(id, 'do')
  await w.settle()
  while (await countCases(w.deps));
  return id
}
const rowsOf = async (id: string) =>
  (
    await sql<Record<string, number>>`select
      (select count(*)::int from process_instances where id = ${id}) as cases,
      (select count(*)::int from process_history where instance_id = ${id}) as history,
      (select count(*)::int from figure_cases where instance_id = ${id}) as figures,
      (select count(*)::int from tasks where instance_id = ${id}) as tasks`.execute(w.db)
  ).rows[0]!
const archived = async () => {
  const folder = join(w.deps.config.dataDir, 'archive', 'cases')
  const names = await readdir(folder).catch(() => [])
  const texts = await Promise.all(names.map(async (name) => gunzipSync(await readFile(join(folder, name))).toString()))
  return texts.flatMap((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )
}

it('nothing goes until somebody who may has said so', async () => {
  const id = await finished()
  await w.travel('400 days')
  expect(await removeOldCases(w.deps)).toBe(false)
  expect(await rowsOf(id)).toMatchObject({ cases: 1, figures: 1, tasks: 1 })
  expect((await rule('anna', { months: 12, archive: true })).status).toBe(403)
  expect((await rule('owner', { months: 0, archive: true })).body.errors).toMatchObject([{ path: 'months' }])
})

it('what ended longer ago is archived and goes; its task and the log stay, running and younger cases too', async () => {
  const running = await w.start('short', {})
  const [{ id: old }] = (
    await sql<{
      id: string
    }>`select id from process_instances where process_key = 'short' and ended_at is not null`.execute(w.db)
  ).rows as [{ id: string }]
  const events = async () =>
    (await sql<{ n: string }>`select count(*) as n from event_log where subject_id = ${old}`.execute(w.db)).rows[0]!.n
  const before = await events()
  const { rows: tasks } = await sql<{ id: string }>`select id from tasks where instance_id = ${old}`.execute(w.db)
  const young = await finished()
  expect((await rule('owner', { months: 12, archive: true }, '"0"')).body).toEqual({
    months: 12,
    archive: true,
    version: 1,
  })
  expect((await rule('owner', { months: 6, archive: true }, '"0"')).status).toBe(409)

  expect(await removeOldCases(w.deps)).toBe(false)
  expect(await rowsOf(old)).toEqual({ cases: 0, history: 0, figures: 0, tasks: 0 })
  expect((await rowsOf(young)).cases).toBe(1)
  expect((await rowsOf(running)).cases).toBe(1)
  expect(await events()).toBe(before)
  const task = await w.request('owner', 'GET', `/api/tasks/${tasks[0]!.id}`)
  expect([task.status, task.body.status]).toEqual([200, 'done'])
  expect((await w.request('owner', 'GET', `/api/instances/${old}`)).status).toBe(404)

  const lines = await archived()
  const line = lines.find((each) => each.case.id === old)
  expect(line.steps.map(({ element, what }: { element: string; what: string }) => `${element} ${what}`)).toContain(
    'do completed',
  )
  const { rows } = await sql<{
    payload: object
  }>`select payload from event_log where name = 'process_history.forgotten'`.execute(w.db)
  expect(rows.map(({ payload }) => payload)).toMatchObject([
    { cases: lines.length, file: expect.stringMatching(/^\d{4}-\d\d-\d\d-.*\.ndjson\.gz$/) },
  ])
})

it('a crash between the archive and the rows leaves all, and writes the same file again', async () => {
  const id = await finished()
  await w.travel('400 days')
  w.deps.probe = (where) => {
    if (where === 'before-commit') throw new Error('the machine stops')
  }
  await expect(removeOldCases(w.deps)).rejects.toThrow('the machine stops')
  w.deps.probe = undefined
  expect((await rowsOf(id)).cases).toBe(1)
  const lines = await archived()
  await removeOldCases(w.deps)
  expect((await rowsOf(id)).cases).toBe(0)
  expect(await archived()).toEqual(lines)
})

it('without the archive nothing is written', async () => {
  await rule('owner', { months: 12, archive: false })
  const lines = await archived()
  const id = await finished()
  await w.travel('400 days')
  await removeOldCases(w.deps)
  expect((await rowsOf(id)).cases).toBe(0)
  expect(await archived()).toEqual(lines)
})

const months = async () =>
  (
    await sql<{ part: string }>`select inhrelid::regclass::text as part from pg_inherits
      where inhparent = 'process_history'::regclass and inhrelid::regclass::text <> 'process_history_default' order by 1`.execute(
      w.db,
    )
  ).rows.map(({ part }) => part)
const ensure = (ahead: string) =>
  sql`select ensure_history_month((business_now() + ${ahead}::interval)::date)`.execute(w.db)
const partOfNow = async () => `process_history_${(await w.now()).toISOString().slice(0, 7).replace('-', '_')}`

it('a month whose cases are all gone goes, too; not this one, not the next, none in which a case still has its way', async () => {
  await dropEmptyMonths(w.deps)
  await ensure('0')
  const old = await partOfNow()
  const ended = await finished()
  await w.travel('70 days')
  await ensure('0')
  const kept = await partOfNow()
  const running = await w.start('short', {})
  await w.travel('400 days')
  await ensure('0')
  await ensure('1 month')
  const [present, all] = [await partOfNow(), await months()]
  expect(all).toEqual(expect.arrayContaining([old, kept, present]))
  expect(all.filter((part) => part > present)).toHaveLength(1)

  expect(await dropEmptyMonths(w.deps)).toEqual([])
  expect(await tidyHistory(w.deps)).toBe(false)
  expect((await rowsOf(ended)).cases).toBe(0)
  expect(await months()).toEqual(all.filter((part) => part !== old))
  expect((await rowsOf(running)).history).toBeGreaterThan(0)
  // What comes for it all the same has a place.
  await sql`update process_history set at = at - interval '70 days' where instance_id = ${running}`.execute(w.db)
  expect((await w.request('owner', 'GET', `/api/instances/${running}`)).status).toBe(200)
})

it('nobody waits for a month to go: it goes another time, with the row that came for it kept', async () => {
  await ensure('0')
  const part = await partOfNow()
  await w.travel('70 days')
  const writer = await connectOnce(w.deps.connection)
  await writer.query('begin')
  await writer.query(`insert into process_history (instance_id, definition_id, at, elements, tokens, whats)
    select id, definition_id, business_now() - interval '70 days', '{late}', '{1}', '{entered}' from process_instances limit 1`)
  const began = performance.now()
  expect(await dropEmptyMonths(w.deps)).toEqual([])
  expect(performance.now() - began).toBeLessThan(5000)
  await writer.query('commit')
  expect(await dropEmptyMonths(w.deps)).not.toContain(part)
  const { rows } = await writer.query(`delete from ${part} where elements = '{late}' returning 1`)
  expect(rows).toHaveLength(1)
  await writer.end()
  expect(await dropEmptyMonths(w.deps)).toContain(part)
})
