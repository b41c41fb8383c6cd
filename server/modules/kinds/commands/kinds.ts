import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import { changesBetween } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields, keyFrom } from '../../fields/queries.ts'
import { createPipeline } from '../../pipelines/commands/pipelines.ts'
import type { StageInput } from '../../pipelines/schema.ts'
import { kindByKey, reservedKeys } from '../queries/kinds.ts'
import { patternFor, refuseBadPattern } from '../rules.ts'
import { type KindChange, type KindView, type NewKind, RECORD_ACTIONS, type Rights } from '../schema.ts'

const MOST_KINDS = 100

/** Everybody of the department works on its records, each changes his own. */
const USUAL_RIGHTS: Rights = {
  head: { read: 'department', create: 'department', update: 'department', delete: 'department' },
  employee: { read: 'department', create: 'department', update: 'own', delete: 'none' },
}

// Kinds have no ids, events name theirs by one: made from the key, it is the same each time.
const subjectOf = async (cx: Cx, key: string) => {
  const { rows } = await sql<{ id: string }>`select md5('kind ' || ${key})::uuid as id`.execute(cx.db)
  return { kind: 'kind', id: rows[0]!.id }
}

/** Adds a kind, with a pipeline of one stage; it stands behind the others. */
export async function createKind(
  cx: Cx,
  given: NewKind & { origin?: string; stages?: (StageInput & { key: string })[] },
): Promise<{ key: string; pipelineId: string; stageId: string }> {
  allowAtAll(cx.actor, 'kind', 'update')
  // One at a time: keys and places are counted from what is there.
  await sql`select pg_advisory_xact_lock(hashtext('kinds'))`.execute(cx.db)
  const { rows } = await sql<{ key: string }>`select key from kinds`.execute(cx.db)
  if (rows.length >= MOST_KINDS) throw new Refusal('kind.too_many', { params: { max: MOST_KINDS } })
  const taken = new Set([...reservedKeys(), ...rows.map(({ key }) => key)])
  if (given.key && taken.has(given.key)) throw invalid({ path: 'key', code: 'field.taken' })
  const key =
    given.key ??
    keyFrom(given.name.pl.trim().length > 1 ? given.name.pl : `kind ${given.name.pl}`, new Set([...taken, 'x']))
  const { name, plural, departmentId, numberPattern = patternFor(key), rights = USUAL_RIGHTS } = given
  refuseBadPattern(numberPattern)
  await refuseUnknown(cx, key, { departmentId, sumField: given.sumField })
  await sql`insert into kinds (key, name, plural, origin, department_id, number_pattern, sum_field, position, created_at, updated_at)
    values (${key}, ${JSON.stringify(name)}::jsonb, ${JSON.stringify(plural)}::jsonb, ${given.origin ?? null}, ${departmentId},
      ${numberPattern}, ${given.sumField}, ${rows.length}, ${cx.now}, ${cx.now})`.execute(cx.db)
  await putRights(cx, key, rights)
  cx.record('kind.created', { subject: await subjectOf(cx, key), payload: { kind: key, name, version: 1 } })
  const { id: pipelineId, stageId } = await createPipeline(cx, {
    name: plural,
    kind: key,
    ...(given.stages ? { stages: given.stages } : {}),
  })
  return { key, pipelineId, stageId }
}

async function refuseUnknown(
  cx: Cx,
  key: string,
  { departmentId, sumField }: { departmentId?: string | null | undefined; sumField?: string | null | undefined },
): Promise<void> {
  if (departmentId) {
    const { rows } = await sql`select from departments where id = ${departmentId} and archived_at is null`.execute(
      cx.db,
    )
    if (rows.length === 0) throw invalid({ path: 'departmentId', code: 'field.invalid' })
  }
  if (!sumField) return
  const fields = await customFields(cx.db, key)
  if (!fields.some(({ name, type }) => name === sumField && type === 'money'))
    throw invalid({ path: 'sumField', code: 'field.invalid' })
}

async function putRights(cx: Cx, key: string, rights: Rights): Promise<void> {
  const rows = (['head', 'employee'] as const).flatMap((role) =>
    RECORD_ACTIONS.map((action) => ({ role, action, scope: rights[role][action] })),
  )
  await sql`insert into grants (role, kind, action, scope)
    select role, ${key}, action, scope from json_to_recordset(${JSON.stringify(rows)}::json) as r(role text, action text, scope text)
    on conflict (role, kind, action) do update set scope = excluded.scope`.execute(cx.db)
}

async function kindForUpdate(cx: Cx, key: string): Promise<KindView> {
  await sql`select from kinds where key = ${key} for update`.execute(cx.db)
  return kindByKey(cx.db, cx.actor, key)
}

const CHANGED = ['name', 'plural', 'departmentId', 'numberPattern', 'sumField', 'rights'] as const

/** Changes what a kind is called, how its records are numbered and filed from now on, and who may do what with them. */
export async function updateKind(cx: Cx, key: string, set: KindChange, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'kind', 'update')
  const before = await kindForUpdate(cx, key)
  if (set.numberPattern !== undefined) refuseBadPattern(set.numberPattern)
  await refuseUnknown(cx, key, set)
  const held = { ...before, departmentId: before.department?.id ?? null }
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
  const changes = changesBetween(held, given, CHANGED)
  const subject = await subjectOf(cx, key)
  await refuseStale(
    cx.db,
    subject,
    expected,
    before.version,
    changes.map(({ field }) => field),
  )
  if (changes.length === 0) return
  const after = { ...held, ...set }
  await sql`update kinds set name = ${JSON.stringify(after.name)}::jsonb, plural = ${JSON.stringify(after.plural)}::jsonb,
    department_id = ${after.departmentId}, number_pattern = ${after.numberPattern}, sum_field = ${after.sumField},
    version = version + 1, updated_at = ${cx.now} where key = ${key}`.execute(cx.db)
  if (set.rights) await putRights(cx, key, set.rights)
  const payload = { kind: key, name: after.name, version: before.version + 1 }
  cx.record('kind.updated', { subject, payload, changes })
}

/** Puts a kind away, or takes it into use again: its records stay, nobody makes new ones and it stands in no menu. */
export async function archiveKind(cx: Cx, key: string, archived = true): Promise<void> {
  allowAtAll(cx.actor, 'kind', 'update')
  const kind = await kindForUpdate(cx, key)
  if (kind.archived === archived) return
  await sql`update kinds set archived_at = ${archived ? cx.now : null}, version = version + 1, updated_at = ${cx.now}
    where key = ${key}`.execute(cx.db)
  const payload = { kind: key, name: kind.name, version: kind.version + 1 }
  cx.record(archived ? 'kind.archived' : 'kind.restored', { subject: await subjectOf(cx, key), payload })
}

/** Puts kinds in the order given; those left out stand behind. */
export async function orderKinds(cx: Cx, keys: string[]): Promise<void> {
  allowAtAll(cx.actor, 'kind', 'update')
  await sql`select pg_advisory_xact_lock(hashtext('kinds'))`.execute(cx.db)
  const { rows } = await sql<{ key: string }>`select key from kinds order by position, key`.execute(cx.db)
  if (keys.some((key) => !rows.some((row) => row.key === key))) throw invalid({ path: 'keys', code: 'field.invalid' })
  const order = [...new Set([...keys, ...rows.map(({ key }) => key)])]
  await sql`update kinds k set position = o.at - 1 from unnest(${order}::text[]) with ordinality o(key, at)
    where k.key = o.key`.execute(cx.db)
  cx.record('kind.order_changed', { subject: { kind: 'kind', id: newId() }, payload: { count: keys.length } })
}

/** A kind in use, for a new record of it. */
export async function kindInUse(
  cx: Cx,
  key: string,
): Promise<{
  name: { pl: string; en: string }
  departmentId: string | null
  numberPattern: string
}> {
  const { rows } = await sql<{
    name: { pl: string; en: string }
    departmentId: string | null
    numberPattern: string
    archived: boolean
  }>`select name, department_id as "departmentId", number_pattern as "numberPattern", archived_at is not null as archived
    from kinds where key = ${key}`.execute(cx.db)
  if (!rows[0]) throw notFound()
  if (rows[0].archived) throw new Refusal('kind.archived')
  return rows[0]
}
