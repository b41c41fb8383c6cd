import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { system } from '../../../core/actor.ts'
import type { Deps } from '../../../core/deps.ts'
import { refuseStale } from '../../../core/edit.ts'
import { changesBetween, type Subject } from '../../../core/events.ts'
import { writeSetting } from '../../../core/settings.ts'
import { type Cx, write } from '../../../core/write.ts'
import { HISTORY, HISTORY_ID, type HistoryRule, historyRuleOf } from '../queries/history-rule.ts'

const subject: Subject = { kind: HISTORY, id: HISTORY_ID }
/** Cases in one transaction, and in one file of the archive. */
const AT_ONCE = 200

/** Sets how long finished cases stay. `expected`: the version the sender saw, null for whichever. */
export async function changeHistoryRule(cx: Cx, input: HistoryRule, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, HISTORY, 'update')
  await sql`select from settings where key = ${HISTORY} for update`.execute(cx.db)
  const { version, ...before } = await historyRuleOf(cx.db)
  const changes = changesBetween({ ...before }, { ...input }, ['months', 'archive'])
  const fields = changes.map(({ field }) => field)
  await refuseStale(cx.db, subject, expected, version, fields)
  if (changes.length === 0) return
  await writeSetting(cx, HISTORY, input)
  cx.record('process_history.changed', { subject, payload: { version: version + 1 }, changes })
}

/**
 * Lets go of cases that ended longer ago than the company keeps them, a portion at a time, those that ended first before the
 * others. True when there may be more. Where they are archived the file is on the disk before the first row goes; after a crash
 * in between the same portion writes the same file again. The log of events keeps what it said of them.
 */
export async function removeOldCases(deps: Deps): Promise<boolean> {
  const { months, archive } = await historyRuleOf(deps.database.db)
  if (months === null) return false
  const { rows } = await sql<{ id: string; ended_at: Date }>`select i.id, i.ended_at from processes p
    cross join lateral (select id, ended_at from process_instances i
      where i.process_key = p.key and i.ended_at < business_now() - make_interval(months => ${months})
        and not exists (select from process_instances c where c.id = i.called_by and c.ended_at is null)
        and not exists (select from figure_cases_due f where f.instance_id = i.id)
      order by i.ended_at limit ${AT_ONCE}) i
    order by i.ended_at, i.id limit ${AT_ONCE}`.execute(deps.database.db)
  if (rows.length === 0) return false
  const ids = rows.map(({ id }) => id)
  const file = archive ? await archiveCases(deps, ids, rows[0]!.ended_at) : null
  await write(deps, system('tidy'), (cx) => dropCases(cx, ids, file))
  return rows.length === AT_ONCE
}

/** Lets go of the months of the history that are over and in which nothing is left any more; gives the names of their tables. */
export async function dropEmptyMonths({ database }: Pick<Deps, 'database'>): Promise<string[]> {
  const { rows } = await sql<{ part: string }>`select drop_empty_history_months() as part`.execute(database.db)
  return rows.map(({ part }) => part)
}

/** The chore: old cases while there are any, then what they leave behind. */
export async function tidyHistory(deps: Deps): Promise<boolean> {
  if (await removeOldCases(deps)) return true
  await dropEmptyMonths(deps)
  return false
}

const zipped = promisify(gzip)

/** One line of JSON a case: its row, the version of its process, its steps and its incidents. Gives the file's name. */
async function archiveCases(deps: Deps, ids: string[], from: Date): Promise<string> {
  const { rows } = await sql<{ line: string }>`select json_build_object('case', row_to_json(i), 'version', d.version,
      'steps', (select coalesce(json_agg(json_build_object('at', s.at, 'element', s.element, 'token', s.token, 'what', s.what,
          'flow', s.flow, 'event', s.event_id) order by s.id, s.n), '[]') from process_steps s where s.instance_id = i.id),
      'incidents', (select coalesce(json_agg(row_to_json(n) order by n.raised_at), '[]') from process_incidents n
        where n.instance_id = i.id))::text as line
    from process_instances i join process_definitions d on d.id = i.definition_id
    where i.id = any(${ids}::uuid[]) order by i.ended_at, i.id`.execute(deps.database.db)
  const folder = join(deps.config.dataDir, 'archive', 'cases')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${from.toISOString().slice(0, 10)}-${ids[0]}.ndjson.gz`
  const incoming = join(folder, `.${process.pid}-${name}`)
  await writeFile(incoming, await zipped(`${rows.map(({ line }) => line).join('\n')}\n`), { mode: 0o600, flush: true })
  await rename(incoming, join(folder, name))
  return name
}

/** Tasks stay where they belong, on their records and in the lists of those who did them; they no longer lead to a case. */
async function dropCases(cx: Cx, ids: string[], file: string | null): Promise<void> {
  await sql`update tasks set instance_id = null where instance_id = any(${ids}::uuid[])`.execute(cx.db)
  await sql`delete from process_incidents where instance_id = any(${ids}::uuid[])`.execute(cx.db)
  await sql`delete from process_history where instance_id = any(${ids}::uuid[])`.execute(cx.db)
  await sql`delete from figure_cases where instance_id = any(${ids}::uuid[])`.execute(cx.db)
  const { numAffectedRows = 0n } =
    await sql`delete from process_instances where id = any(${ids}::uuid[]) and ended_at is not null`.execute(cx.db)
  // Another node was first.
  if (numAffectedRows === 0n) return
  cx.record('process_history.forgotten', { subject, payload: { cases: Number(numAffectedRows), file } })
}
