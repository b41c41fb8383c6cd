import { sql } from 'kysely'
import { modelOfPattern } from '../../../../processes/gallery.ts'
import { shippedProcesses } from '../../../../processes/shipped.ts'
import { allowAtAll, scopeOf } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { keyFrom } from '../../fields/queries.ts'
import { type DraftRow, draftRow, mayDesign } from '../queries/designs.ts'
import { actsFor, mayChange } from '../queries.ts'
import { withKey } from '../rules.ts'
import type { NewDraft } from '../schema.ts'

/** The draft of a process, locked; 404 where nobody draws, 403 for who may not. */
async function draftForUpdate(cx: Cx, key: string): Promise<DraftRow> {
  const draft = await draftRow(cx.db, key, 'for update')
  if (!draft) throw notFound()
  if (!(await mayDesign(cx.db, cx.actor, draft))) throw forbidden()
  return draft
}

function drawer(cx: Cx): UserActor {
  if (cx.actor.kind !== 'user') throw forbidden()
  return cx.actor
}

/** Refuses where somebody else drew on after the version that was seen: two drawings do not merge. */
function refuseOther(draft: DraftRow, expected: number | null): void {
  if (expected === null || expected === draft.version) return
  throw new Refusal('process.draft_changed', {
    params: { name: draft.changed_by_name, at: draft.changed_at.toISOString(), version: draft.version },
  })
}

/** Keeps what is drawn; the first time it begins a draft. Until it is published it concerns nobody: no event tells of it. */
export async function saveDraft(
  cx: Cx,
  key: string,
  drawn: { name: string; bpmn: string },
  expected: number | null,
): Promise<{ version: number }> {
  const { id } = drawer(cx)
  await sql`select pg_advisory_xact_lock(7465606, hashtext(${key}))`.execute(cx.db)
  const draft = await draftRow(cx.db, key, 'for update')
  if (!draft) {
    if (!(await mayChange(cx.db, cx.actor, key))) throw forbidden()
    // Somebody published or threw away what this one was drawing on.
    if (expected !== null && expected > 0) throw new Refusal('process.draft_gone')
    await sql`insert into process_drafts (key, name, bpmn, base_version, created_by, created_at, changed_by, changed_at)
      select ${key}, ${drawn.name}, ${drawn.bpmn}, d.version, ${id}, ${cx.now}, ${id}, ${cx.now}
      from processes p join process_definitions d on d.id = p.definition_id where p.key = ${key}`.execute(cx.db)
    return { version: 1 }
  }
  if (!(await mayDesign(cx.db, cx.actor, draft))) throw forbidden()
  refuseOther(draft, expected)
  await sql`update process_drafts set name = ${drawn.name}, bpmn = ${drawn.bpmn}, version = version + 1, changed_by = ${id},
      changed_at = ${cx.now} where key = ${key}`.execute(cx.db)
  return { version: draft.version + 1 }
}

/** A process that is not there yet: from a pattern of the gallery, from a file, or blank. A head begins those of his department. */
export async function createDraft(cx: Cx, input: NewDraft): Promise<{ key: string }> {
  const { id, departmentIds } = drawer(cx)
  allowAtAll(cx.actor, 'process', 'design')
  const { name, departmentId = null } = input
  const ofAll = scopeOf(cx.actor, 'process', 'design') === 'all'
  if (!ofAll && !(departmentId && departmentIds.includes(departmentId))) {
    throw departmentId ? forbidden() : invalid({ path: 'departmentId', code: 'field.required' })
  }
  if (departmentId) {
    const { rows } = await sql`select 1 from departments where id = ${departmentId} and archived_at is null`.execute(
      cx.db,
    )
    if (rows.length === 0) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  const key = await freeKey(cx, name)
  const given =
    input.bpmn ?? modelOfPattern({ ...input, key, locale: cx.actor.kind === 'user' ? cx.actor.locale : 'pl' })
  const bpmn = await withKey(given, key, name)
  if (bpmn === null) throw invalid({ path: 'bpmn', code: 'process.not_bpmn' })
  await sql`insert into process_drafts (key, name, bpmn, department_id, created_by, created_at, changed_by, changed_at)
    values (${key}, ${name}, ${bpmn}, ${departmentId}, ${id}, ${cx.now}, ${id}, ${cx.now})`.execute(cx.db)
  return { key }
}

/** A key that no process and no draft has. */
async function freeKey(cx: Cx, name: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(7465606, 0)`.execute(cx.db)
  const { rows } = await sql<{ key: string }>`select key from processes union select key from process_drafts`.execute(
    cx.db,
  )
  return keyFrom(`${name} proces`, new Set([...rows.map(({ key }) => key), ...shippedProcesses.map(({ key }) => key)]))
}

/** Throws away what was drawn since the last version. */
export async function discardDraft(cx: Cx, key: string, expected: number | null): Promise<void> {
  drawer(cx)
  const draft = await draftForUpdate(cx, key)
  refuseOther(draft, expected)
  await sql`delete from process_drafts where key = ${key}`.execute(cx.db)
  cx.record('process.draft_discarded', { subject: { kind: 'process_draft', id: newId() }, payload: { key } })
}

/**
 * Makes the draft the next version, with the reason for it. Running cases stay with theirs. What was published after the
 * draft was begun is put aside only where `over` names it.
 */
export async function publishDraft(
  cx: Cx,
  key: string,
  { reason, over }: { reason: string; over?: number },
  expected: number | null,
): Promise<{ version: number }> {
  const { id } = drawer(cx)
  const draft = await draftForUpdate(cx, key)
  refuseOther(draft, expected)
  const current = await currentVersion(cx, key)
  if (current !== draft.base_version && current !== over)
    throw new Refusal('process.base_changed', { params: { version: current ?? 0 } })
  const { name, bpmn } = draft
  const { definitionId, version } = await cx.deps.engine!.deploy(cx, {
    ...{ key, name, bpmn, origin: 'own', by: id, reason },
    departmentId: draft.base_version === null ? null : await actsFor(cx.db, cx.actor, key),
  })
  if (draft.base_version === null) {
    await sql`update processes set department_id = ${draft.department_id}, position = (select max(position) + 1 from processes)
      where key = ${key}`.execute(cx.db)
  }
  await sql`delete from process_drafts where key = ${key}`.execute(cx.db)
  cx.record('process.published', {
    subject: { kind: 'process', id: definitionId },
    payload: { key, version, name, reason },
  })
  return { version }
}

/** Publishes an earlier version anew. */
export async function rollBack(cx: Cx, key: string, to: number, reason: string): Promise<{ version: number }> {
  const { id } = drawer(cx)
  if (!(await mayChange(cx.db, cx.actor, key))) throw forbidden()
  // It comes back with the rights it had: who published it first stood for them.
  const { rows } = await sql<{ name: string; bpmn: string; departmentId: string | null }>`select name, bpmn,
      department_id as "departmentId" from process_definitions
    where key = ${key} and version = ${to}`.execute(cx.db)
  const old = rows[0]
  if (!old) throw notFound()
  if ((await currentVersion(cx, key)) === to) throw new Refusal('process.version_current')
  const { definitionId, version } = await cx.deps.engine!.deploy(cx, { ...old, key, origin: 'own', by: id, reason })
  cx.record('process.rolled_back', {
    subject: { kind: 'process', id: definitionId },
    payload: { key, version, to, reason },
  })
  return { version }
}

async function currentVersion(cx: Cx, key: string): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`select d.version from processes p join process_definitions d
    on d.id = p.definition_id where p.key = ${key} for update of p`.execute(cx.db)
  return rows[0]?.version ?? null
}
