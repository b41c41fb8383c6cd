import { sql } from 'kysely'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import { defineHolder } from '../../pipelines/commands/holders.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { stageInUse } from '../../pipelines/queries/pipelines.ts'
import { REQUIRABLE } from '../fields.ts'
import { RECORDS } from '../queries/held.ts'
import { stageTold } from '../queries/stages.ts'
import { filed, linksOf, named, recordForUpdate, subjectOf } from './record-row.ts'

defineHolder({
  ...RECORDS,
  async requirable(db, kind) {
    const fields = await customFields(db, kind)
    return [...REQUIRABLE, ...fields.filter(({ archived, deleted }) => !archived && !deleted).map(({ key }) => key)]
  },
  async isKind(db, kind) {
    const { rows } = await sql`select from kinds where key = ${kind}`.execute(db)
    return rows.length > 0
  },
  clear: clearStages,
})

/** What is closed moves, too: a record is at a stage of its pipeline, or nowhere. */
async function clearStages(cx: Cx, stageIds: string[], to: string | undefined): Promise<number> {
  const { rows } = await sql<{ id: string; kind: string }>`select id, kind from records
    where stage_id = any(${stageIds}::uuid[]) and archived_at is null order by id for update`.execute(cx.db)
  if (rows.length === 0) return 0
  if (!to) {
    throw new Refusal('stage.in_use', {
      status: 422,
      params: { count: rows.length },
      fields: [{ path: 'moveTo', code: 'field.required' }],
    })
  }
  if (stageIds.includes(to)) throw invalid({ path: 'moveTo', code: 'field.invalid' })
  const goal = await stageInUse(cx.db, to, { kind: rows[0]!.kind, path: 'moveTo' })
  const told = await stageTold(cx.db, goal.id)
  for (const { id } of rows) {
    const record = await recordForUpdate(cx, id)
    await sql`update records set stage_id = ${goal.id}, pipeline_id = ${goal.pipelineId}, stage_entered_at = ${cx.now},
      closed_at = ${told.final ? cx.now : null}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
      cx.db,
    )
    const moveId = cx.record('record.stage_changed', {
      subject: subjectOf(record),
      payload: {
        ...(await named(cx, record)),
        ...{ from: await stageTold(cx.db, record.stage.id), to: told, skipped: [], because: 'stage_archived' },
        ...filed(record),
      },
      changes: [{ field: 'stageId', from: record.stage.id, to: goal.id }],
      also: await linksOf(cx, record),
    })
    await putMove(cx, RECORDS, { id: moveId, of: id, fromStageId: record.stage.id, toStageId: goal.id })
  }
  return rows.length
}
