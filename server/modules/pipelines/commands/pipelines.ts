import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { listPipelines } from '../queries/pipelines.ts'
import type { PipelineChange, StageInput } from '../schema.ts'
import { holderOf } from './holders.ts'
import { nextPosition, putInOrder } from './in-order.ts'
import { putStage, refuseUnaskable } from './stages.ts'

const COLUMNS = {
  name: { column: 'name', json: true },
  winFields: { column: 'win_fields' },
  winFromLast: { column: 'win_from_last' },
}
const FIRST_STAGE = { name: { pl: 'Nowe', en: 'New' }, probability: 10 }

const subject = (id: string) => ({ kind: 'pipeline', id })

/** Adds a pipeline behind the others; it begins with a stage (those given), for a pipeline without any could hold nothing. */
export async function createPipeline(
  cx: Cx,
  {
    name,
    kind = 'deal',
    stages = [FIRST_STAGE],
  }: { name: { pl: string; en: string }; kind?: string; stages?: (StageInput & { key?: string })[] },
): Promise<{ id: string; stageId: string }> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  if (!(await holderOf(kind).isKind(cx.db, kind))) throw invalid({ path: 'kind', code: 'field.invalid' })
  const id = newId()
  await sql`insert into pipelines (id, kind, name, position, created_at)
    values (${id}, ${kind}, ${JSON.stringify(name)}::jsonb, ${nextPosition('pipelines')}, ${cx.now})`.execute(cx.db)
  cx.record('pipeline.created', { subject: subject(id), payload: { pipelineId: id, name, version: 1 } })
  const made: string[] = []
  for (const stage of stages) made.push((await putStage(cx, id, stage)).id)
  return { id, stageId: made[0]! }
}

/** Renames a pipeline, or says what winning in it requires. */
export async function updatePipeline(
  cx: Cx,
  { id, set, expected }: { id: string; set: PipelineChange; expected: number | null },
): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const before = await pipelineForUpdate(cx, id)
  if (set.winFields) await refuseUnaskable(cx, before.kind, set.winFields, 'winFields')
  const edited = await editRow(cx, {
    table: 'pipelines',
    ...{ id, subject: subject(id), columns: COLUMNS, before, set, expected },
  })
  if (!edited) return
  const { changes, version } = edited
  const name = set.name ?? before.name
  cx.record('pipeline.updated', { subject: subject(id), payload: { pipelineId: id, name, version }, changes })
}

export async function orderPipelines(cx: Cx, ids: string[]): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  for (const { id, name, from, to, version } of await putInOrder(cx, 'pipelines', ids)) {
    const changes = [{ field: 'position', from, to }]
    cx.record('pipeline.updated', { subject: subject(id), payload: { pipelineId: id, name, version }, changes })
  }
}

/** Puts a pipeline away; what is open in it goes to the stage named, which has to be of another one in use. */
export async function archivePipeline(
  cx: Cx,
  { id, moveTo }: { id: string; moveTo?: string },
): Promise<{ moved: number }> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  // The last one in use must not go: two people each putting one away wait for each other here.
  await sql`select 1 from pipelines where archived_at is null order by id for update`.execute(cx.db)
  const { kind, name, version, archived } = await pipelineForUpdate(cx, id)
  if (archived) throw new Refusal('pipeline.archived')
  const pipelines = await listPipelines(cx.db, kind)
  if (pipelines.length === 1) throw new Refusal('pipeline.last')
  const stages = pipelines.find((one) => one.id === id)!.stages.map((stage) => stage.id)
  const moved = await holderOf(kind).clear(cx, stages, moveTo)
  await sql`update pipelines set archived_at = ${cx.now}, version = version + 1 where id = ${id}`.execute(cx.db)
  const payload = { pipelineId: id, name, version: version + 1, moved }
  cx.record('pipeline.archived', { subject: subject(id), payload })
  return { moved }
}

/** Takes a pipeline that was put away into use again, with its stages as they were. */
export async function restorePipeline(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'pipeline', 'update')
  const { name, version, archived } = await pipelineForUpdate(cx, id)
  if (!archived) return
  await sql`update pipelines set archived_at = null, version = version + 1 where id = ${id}`.execute(cx.db)
  const payload = { pipelineId: id, name, version: version + 1 }
  cx.record('pipeline.restored', { subject: subject(id), payload })
}

interface LockedPipeline extends Record<string, unknown> {
  kind: string
  name: { pl: string; en: string }
  version: number
  archived: boolean
}

async function pipelineForUpdate(cx: Cx, id: string): Promise<LockedPipeline> {
  const { rows } =
    await sql<LockedPipeline>`select kind, name, win_fields as "winFields", win_from_last as "winFromLast", version,
    archived_at is not null as archived from pipelines where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
