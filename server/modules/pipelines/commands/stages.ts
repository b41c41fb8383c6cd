import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { type FieldError, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { pipelineById } from '../queries/pipelines.ts'
import type { Check, StageChange, StageInput } from '../schema.ts'
import { holderOf } from './holders.ts'
import { nextPosition, putInOrder } from './in-order.ts'

const COLUMNS = {
  name: { column: 'name', json: true },
  probability: { column: 'probability' },
  rottingDays: { column: 'rotting_days' },
  final: { column: 'final' },
  requiredFields: { column: 'required_fields' },
  checklist: { column: 'checklist', json: true },
  transitions: { column: 'transitions', json: true },
  onLeaving: { column: 'on_leaving', json: true },
}

const about = (id: string, pipelineId: string) => ({
  subject: { kind: 'stage', id },
  also: [{ kind: 'pipeline', id: pipelineId }],
})

/** Adds a stage behind the last one of a pipeline. */
export async function createStage(
  cx: Cx,
  { pipelineId, ...stage }: { pipelineId: string } & StageInput,
): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const { kind, archived } = await pipelineById(cx.db, pipelineId)
  if (archived) throw new Refusal('pipeline.archived')
  refuseFinal(kind, stage)
  return putStage(cx, pipelineId, stage)
}

export async function putStage(
  cx: Cx,
  pipelineId: string,
  { key = null, name, probability, rottingDays = null, final = null }: StageInput & { key?: string | null },
): Promise<{ id: string }> {
  const id = newId()
  await sql`insert into stages (id, pipeline_id, key, name, position, probability, rotting_days, final, created_at)
    values (${id}, ${pipelineId}, ${key}, ${JSON.stringify(name)}::jsonb, ${nextPosition('stages', pipelineId)}, ${probability},
      ${rottingDays}, ${final}, ${cx.now})`.execute(cx.db)
  cx.record('stage.created', { ...about(id, pipelineId), payload: { stageId: id, pipelineId, name, version: 1 } })
  return { id }
}

/** Changes a stage: its name and figures, and what it asks of the records that come, stay and go. */
export async function updateStage(
  cx: Cx,
  { id, set, expected }: { id: string; set: StageChange; expected: number | null },
): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const before = await stageForUpdate(cx, id)
  await refuseUnknown(cx, set)
  refuseFinal(before.kind, set)
  if (set.requiredFields) await refuseUnaskable(cx, before.kind, set.requiredFields, 'requiredFields')
  const checklist = set.checklist && checklistAfter(before.checklist, set.checklist)
  const edited = await editRow(cx, {
    table: 'stages',
    id,
    subject: { kind: 'stage', id },
    columns: COLUMNS,
    before,
    set: { ...set, checklist },
    expected,
  })
  if (!edited) return
  const { pipelineId } = before
  const { changes, version } = edited
  const payload = { stageId: id, pipelineId, name: set.name ?? before.name, version }
  cx.record('stage.updated', { ...about(id, pipelineId), payload, changes })
}

/** A deal is closed by being won or lost, not by a stage. */
function refuseFinal(kind: string, { final }: Pick<StageChange, 'final'>): void {
  if (final && kind === 'deal') throw invalid({ path: 'final', code: 'field.invalid' })
}

/** Only for fields that the kind has and that may be empty. */
export async function refuseUnaskable(cx: Cx, kind: string, fields: string[], path: string): Promise<void> {
  const known = await holderOf(kind).requirable(cx.db, kind)
  const wrong = fields.findIndex((field) => !known.includes(field))
  if (wrong >= 0) throw invalid({ path: `${path}.${wrong}`, code: 'field.invalid' })
}

/** An item keeps its id, and with it who ticked it, whatever it is called. */
function checklistAfter(before: Check[], given: NonNullable<StageChange['checklist']>): Check[] {
  const free = new Set(before.map(({ id }) => id))
  const wrong = given.findIndex(({ id }) => id !== undefined && !free.delete(id))
  if (wrong >= 0) throw invalid({ path: `checklist.${wrong}.id`, code: 'field.invalid' })
  return given.map(({ id, name }) => ({ id: id ?? newId(), name }))
}

/** Stages, people and departments that rules name have to be there. */
async function refuseUnknown(cx: Cx, { transitions, onLeaving }: StageChange): Promise<void> {
  const ways = Object.entries(transitions ?? {})
  const { rows } = await sql<{ id: string }>`
    select id from stages where id = any(${ways.map(([id]) => id)}::uuid[]) and archived_at is null
    union all select id from departments where id = any(${ways.flatMap(([, way]) => way.departmentIds)}::uuid[])
      and archived_at is null
    union all select id from employees where active
      and id = any(${[...ways.flatMap(([, way]) => way.employeeIds), ...(onLeaving?.ownerId ? [onLeaving.ownerId] : [])]}::uuid[])`.execute(
    cx.db,
  )
  const there = new Set(rows.map((row) => row.id))
  const wrong: FieldError[] = []
  const know = (ids: string[], path: string) => {
    if (ids.some((id) => !there.has(id))) wrong.push({ path, code: 'field.invalid' })
  }
  for (const [id, { who, departmentIds, employeeIds }] of ways) {
    know([id], `transitions.${id}`)
    know(departmentIds, `transitions.${id}.departmentIds`)
    know(employeeIds, `transitions.${id}.employeeIds`)
    if (who === 'named' && departmentIds.length + employeeIds.length === 0) {
      wrong.push({ path: `transitions.${id}.employeeIds`, code: 'field.required' })
    }
  }
  if (onLeaving?.ownerId) know([onLeaving.ownerId], 'onLeaving.ownerId')
  if (wrong.length > 0) throw invalid(...wrong)
}

export async function orderStages(cx: Cx, ids: string[]): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  for (const { id, name, pipeline_id, from, to, version } of await putInOrder(cx, 'stages', ids)) {
    const payload = { stageId: id, pipelineId: pipeline_id, name, version }
    cx.record('stage.updated', { ...about(id, pipeline_id!), payload, changes: [{ field: 'position', from, to }] })
  }
}

/** Takes a stage out of its pipeline; what is open at it goes to the stage named. The last stage stays. */
export async function archiveStage(
  cx: Cx,
  { id, moveTo }: { id: string; moveTo?: string },
): Promise<{ moved: number }> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const { kind, name, pipelineId, version } = await stageForUpdate(cx, id)
  if ((await pipelineById(cx.db, pipelineId)).stages.length === 1) throw new Refusal('pipeline.last_stage')
  const moved = await holderOf(kind).clear(cx, [id], moveTo)
  await sql`update stages set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  const payload = { stageId: id, pipelineId, name, version: version + 1, moved }
  cx.record('stage.archived', { ...about(id, pipelineId), payload })
  return { moved }
}

interface LockedStage extends Record<string, unknown> {
  /** Of its pipeline. */
  kind: string
  name: { pl: string; en: string }
  pipelineId: string
  checklist: Check[]
  version: number
}

async function stageForUpdate(cx: Cx, id: string): Promise<LockedStage> {
  // The pipeline first: two of its stages, each the last but the other, must not go at once.
  await sql`select 1 from pipelines where id = (select pipeline_id from stages where id = ${id}) for update`.execute(
    cx.db,
  )
  const { rows } =
    await sql<LockedStage>`select (select kind from pipelines where id = pipeline_id) as kind, name, pipeline_id as "pipelineId", probability, rotting_days as "rottingDays", final,
      required_fields as "requiredFields", checklist, transitions, on_leaving as "onLeaving", version
    from stages where id = ${id} and archived_at is null for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
