import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { allowAtAll } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { newOwner } from '../../contacts/queries/cards.ts'
import { newCustom } from '../../fields/commands/values.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { firstStage, pipelineById, stageInUse } from '../../pipelines/queries/pipelines.ts'
import { refuseEntry } from '../../pipelines/queries/ways.ts'
import { RECORDS, valuesOf } from '../queries/held.ts'
import { stageTold } from '../queries/stages.ts'
import { isYearly, numberFrom } from '../rules.ts'
import type { NewRecordInput } from '../schema.ts'
import { kindInUse } from './kinds.ts'
import { filed, indexOne, linksOf, named, recordForUpdate, subjectOf } from './record-row.ts'

/**
 * Makes a record of a kind at the beginning of its pipeline (or at the stage named), with the next number. `asked`: a
 * person fills in a form, and required fields are demanded.
 */
export async function createRecord(
  cx: Cx,
  kind: string,
  given: NewRecordInput & { departmentId?: string | null },
  { asked = false } = {},
): Promise<{ id: string; number: string }> {
  allowAtAll(cx.actor, kind, 'create')
  const { departmentId: home, numberPattern } = await kindInUse(cx, kind)
  const stage = given.stageId
    ? await stageInUse(cx.db, given.stageId, { kind })
    : await firstStage(cx.db, given.pipelineId, kind)
  if (given.pipelineId && stage.pipelineId !== given.pipelineId)
    throw invalid({ path: 'stageId', code: 'field.invalid' })
  const owner = await newOwner(cx.db, cx.actor, given.ownerId, given.departmentId)
  const { ownerId } = owner
  const departmentId = home ?? owner.departmentId
  const { custom, told } = await newCustom(cx, kind, given.custom, { asked })
  const pipeline = await pipelineById(cx.db, stage.pipelineId)
  if (given.stageId) {
    const held = valuesOf({ note: given.note ?? '', custom, owner: ownerId ? { id: ownerId, name: '' } : null })
    refuseEntry(pipeline, stage.id, held)
  }
  const { final } = pipeline.stages.find(({ id }) => id === stage.id)!
  const id = newId()
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const number = await nextNumber(cx, kind, numberPattern)
  await sql`insert into records (id, kind, number, title, pipeline_id, stage_id, stage_entered_at, owner_id, department_id, note,
      custom, closed_at, created_by, created_at, updated_at)
    values (${id}, ${kind}, ${number}, ${given.title}, ${stage.pipelineId}, ${stage.id}, ${cx.now}, ${ownerId}, ${departmentId},
      ${given.note ?? ''}, ${JSON.stringify(custom)}::jsonb, ${final ? cx.now : null}, ${by}, ${cx.now}, ${cx.now})`.execute(
    cx.db,
  )
  await indexOne(cx, id)
  const record = await recordForUpdate(cx, id)
  const moveId = cx.record('record.created', {
    subject: subjectOf(record),
    payload: {
      ...(await named(cx, record, 1)),
      ...filed(record),
      stage: await stageTold(cx.db, stage.id),
      custom: told,
    },
    also: await linksOf(cx, record),
  })
  await putMove(cx, RECORDS, { id: moveId, of: id, fromStageId: null, toStageId: stage.id })
  return { id, number }
}

/** The row it counts by is held until the end: what is not committed gives its number back, and there are no gaps. */
async function nextNumber(cx: Cx, kind: string, pattern: string): Promise<string> {
  const { rows: zones } = await sql<{ zone: string }>`select zone from company`.execute(cx.db)
  const day = dateIn(zones[0]?.zone ?? 'Europe/Warsaw', cx.now.toISOString())
  const year = isYearly(pattern) ? Number(day.slice(0, 4)) : 0
  // A pattern that was changed may lead to a number somebody has.
  for (;;) {
    const { rows } = await sql<{
      last: number
    }>`insert into kind_numbers (kind, year, last) values (${kind}, ${year}, 1)
      on conflict (kind, year) do update set last = kind_numbers.last + 1 returning last`.execute(cx.db)
    const number = numberFrom(pattern, rows[0]!.last, day)
    const { rows: taken } = await sql`select from records where kind = ${kind} and number = ${number}`.execute(cx.db)
    if (taken.length === 0) return number
  }
}
