import { sql } from 'kysely'
import { scopeOf } from '../../../core/access.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { forbidden, notFound } from '../../../core/errors.ts'
import { calendarsOf } from '../../staff/queries.ts'
import { actsFor, mayChange } from '../queries.ts'
import { nameOf, wordsOf } from './words.ts'

export interface DraftRow {
  key: string
  name: string
  bpmn: string
  base_version: number | null
  department_id: string | null
  version: number
  changed_by_name: string
  changed_at: Date
}

export async function draftRow(db: Db, key: string, lock?: 'for update'): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select d.key, d.name, d.bpmn, d.base_version, d.department_id, d.version,
      e.name as changed_by_name, d.changed_at
    from process_drafts d join employees e on e.id = d.changed_by where d.key = ${key}
    ${lock ? sql`for update of d` : sql``}`.execute(db)
  return rows[0]
}

/** A draft of a process that is there belongs to who may change that; one of a new process to its department, too. */
export async function mayDesign(
  db: Db,
  actor: Actor,
  draft: Pick<DraftRow, 'key' | 'base_version' | 'department_id'>,
): Promise<boolean> {
  if (draft.base_version !== null) return mayChange(db, actor, draft.key)
  const scope = scopeOf(actor, 'process', 'design')
  if (scope === 'all') return true
  const { department_id: department } = draft
  return scope === 'department' && actor.kind === 'user' && !!department && actor.departmentIds.includes(department)
}

/** What is drawn of a process: its draft, else its version of now. 404 for neither, 403 for who may not draw. */
export async function designOf(db: Db, user: UserActor, key: string) {
  const draft = await draftRow(db, key)
  const { rows } = await sql<{ name: string; bpmn: string; version: number; values: Record<string, unknown> | null }>`
    select d.name, d.bpmn, d.version, s."values" from processes p join process_definitions d on d.id = p.definition_id
    left join process_settings s on s.id = p.settings_id where p.key = ${key}`.execute(db)
  const current = rows[0]
  if (!draft && !current) throw notFound()
  const may = draft ? await mayDesign(db, user, draft) : await mayChange(db, user, key)
  if (!may) throw forbidden()
  return {
    key,
    name: nameOf(key, draft?.name ?? current!.name),
    bpmn: draft?.bpmn ?? current!.bpmn,
    words: await wordsOf(key),
    version: draft?.version ?? 0,
    baseVersion: draft ? draft.base_version : current!.version,
    currentVersion: current?.version ?? null,
    changedBy: draft?.changed_by_name ?? null,
    changedAt: draft?.changed_at.toISOString() ?? null,
    settings: current?.values ?? {},
    calendar: (await calendarsOf(db)).company,
  }
}

/** Drafts of processes that are not there yet, and of those that are, as far as this person may draw them; newest first. */
export async function listDrafts(db: Db, user: UserActor) {
  const { rows } = await sql<DraftRow>`select d.key, d.name, '' as bpmn, d.base_version, d.department_id, d.version,
      e.name as changed_by_name, d.changed_at
    from process_drafts d join employees e on e.id = d.changed_by order by d.changed_at desc limit 200`.execute(db)
  const mine: DraftRow[] = []
  for (const row of rows) if (await mayDesign(db, user, row)) mine.push(row)
  return mine.map((row) => ({
    key: row.key,
    name: nameOf(row.key, row.name),
    isNew: row.base_version === null,
    changedBy: row.changed_by_name,
    changedAt: row.changed_at.toISOString(),
  }))
}

/** All versions of a process, the last first: who switched each on, when, why. */
export async function versionsOf(db: Db, key: string) {
  const { rows } = await sql<{
    version: number
    name: string
    origin: string
    reason: string
    by: string | null
    created_at: Date
    current: boolean
    running: number
  }>`with running as (select definition_id, count(*)::int as n from process_instances
        where process_key = ${key} and status = 'active' group by 1)
    select d.version, d.name, d.origin, d.reason, e.name as by, d.created_at, d.id = p.definition_id as current,
      coalesce(r.n, 0) as running
    from process_definitions d join processes p on p.key = d.key left join employees e on e.id = d.created_by
    left join running r on r.definition_id = d.id
    where d.key = ${key} order by d.version desc limit 200`.execute(db)
  if (rows.length === 0) throw notFound()
  return rows.map(({ created_at, ...row }) => ({ ...row, at: created_at.toISOString() }))
}

/** The model of one version. */
export async function versionModel(db: Db, key: string, version: number): Promise<{ bpmn: string }> {
  const { rows } = await sql<{ bpmn: string }>`select bpmn from process_definitions
    where key = ${key} and version = ${version}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** 404 for a process that is neither there nor drawn, 403 for who may not draw it; with whose rights it acts for who drew it, else. */
export async function allowDesign(db: Db, actor: Actor, key: string): Promise<{ departmentId: string | null }> {
  const draft = await draftRow(db, key)
  const { rows } = await sql<{ department_id: string | null }>`select department_id from processes
    where key = ${key}`.execute(db)
  const may = draft ? await mayDesign(db, actor, draft) : await mayChange(db, actor, key)
  if (!may) throw forbidden()
  const narrower = rows[0] ? await actsFor(db, actor, key) : null
  return { departmentId: narrower ?? (rows[0] ?? draft)?.department_id ?? null }
}
