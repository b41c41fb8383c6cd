import { sql } from 'kysely'
import { OWN } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import { atField } from '../../../core/at-field.ts'
import { refuseStale } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { pipelineById, stageInUse, stageOf } from '../../pipelines/queries/pipelines.ts'
import { askedOf, leadsOn, moverOf, refuseWay, wayTo } from '../../pipelines/queries/ways.ts'
import { heldOf, RECORDS } from '../queries/held.ts'
import { stageTold } from '../queries/stages.ts'
import type { Filling, RecordView } from '../schema.ts'
import { filed, linksOf, named, recordForUpdate, stillThere, subjectOf } from './record-row.ts'
import { tick } from './tick-checks.ts'
import { changeRecord } from './update-record.ts'

/**
 * Moves a record to a stage of its kind, also of another pipeline, filling in what that asks for; refuses a way that is
 * barred or on which something is missing (pipelines/rules.ts). A final stage closes it, any other opens it again.
 * `expected` is the version the mover saw, null for no matter which.
 */
export async function moveRecord(
  cx: Cx,
  { recordId, stageId, ...filling }: { recordId: string; stageId: string } & Filling,
  expected: number | null = null,
): Promise<void> {
  await allow(cx.db, cx.actor, OWN, 'update', recordId)
  const seen = await recordForUpdate(cx, recordId)
  stillThere(seen)
  const subject = subjectOf(seen)
  if (seen.stage.id !== stageId) await refuseStale(cx.db, subject, expected, seen.version, ['stageId'])
  // Who may pass is asked of the record as it was: nobody makes himself its owner on the way.
  const mover = await moverOf(cx.db, cx.actor, heldOf(seen), cx.now)
  const record = await fillRecord(cx, seen, filling)
  if (seen.stage.id === stageId) return

  const goal = await stageInUse(cx.db, stageId, { kind: record.kind })
  const asked = { ...(await askedOf(cx.db, cx.actor, RECORDS, heldOf(record), cx.now)), mover }
  const { stages } = await pipelineById(cx.db, goal.pipelineId)
  const to = stages.find(({ id }) => id === stageId)!
  const way = wayTo(to, asked)
  refuseWay(way, { fromName: asked.from.name, toName: to.name })
  await sql`update records set stage_id = ${to.id}, pipeline_id = ${goal.pipelineId}, stage_entered_at = ${cx.now},
    closed_at = ${to.final ? cx.now : null}, version = version + 1, updated_at = ${cx.now} where id = ${recordId}`.execute(
    cx.db,
  )
  const moveId = cx.record('record.stage_changed', {
    subject,
    payload: {
      ...(await named(cx, record)),
      from: await stageTold(cx.db, asked.from.id),
      to: await stageTold(cx.db, to.id),
      skipped: way.skipped,
      because: null,
      ...filed(record),
    },
    changes: [{ field: 'stageId', from: asked.from.id, to: to.id }],
    also: await linksOf(cx, record),
  })
  await putMove(cx, RECORDS, { id: moveId, of: recordId, fromStageId: asked.from.id, toStageId: to.id })
  const { ownerId } = asked.from.onLeaving
  if (ownerId && leadsOn(asked.from, to, asked.pipeline)) await handOver(cx, recordId, ownerId)
}

/** Who has left the company since takes over nothing, and holds nobody up. */
async function handOver(cx: Cx, recordId: string, ownerId: string): Promise<void> {
  const { rows } = await sql`select 1 from employees where id = ${ownerId} and active`.execute(cx.db)
  if (rows.length > 0) await changeRecord(cx, await recordForUpdate(cx, recordId), { ownerId }, null)
}

/** By the key of its stage, for processes of the shipped kinds: in the pipeline where the record is. */
export async function stageByKey(cx: Cx, record: RecordView, key: string): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from stages where pipeline_id = ${record.pipelineId} and key = ${key}
    and archived_at is null`.execute(cx.db)
  if (!rows[0]) throw new Refusal('stage.unknown_key', { status: 422, params: { key } })
  return rows[0].id
}

/** What the dialog of a move was filled with, part of that action; answers the record as it then is. */
async function fillRecord(cx: Cx, record: RecordView, { fields = {}, checks = [] }: Filling): Promise<RecordView> {
  const changes = Object.keys(fields).length > 0
  if (!changes && checks.length === 0) return record
  if (changes) await atField('fields', () => changeRecord(cx, record, fields, null))
  await tick(cx, record, await stageOf(cx.db, record.stage.id), checks)
  return recordForUpdate(cx, record.id)
}
