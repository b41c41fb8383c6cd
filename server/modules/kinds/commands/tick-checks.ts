import { OWN } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { putTicks, takeTick } from '../../pipelines/commands/ticks.ts'
import { stageOf } from '../../pipelines/queries/pipelines.ts'
import type { Check, StageView } from '../../pipelines/schema.ts'
import { RECORDS } from '../queries/held.ts'
import type { RecordView } from '../schema.ts'
import { filed, named, recordForUpdate, stillThere, subjectOf } from './record-row.ts'

/** Ticks an item of the checklist of the stage where a record is; ticked once it stays ticked by whoever was first. */
export async function tickRecordCheck(
  cx: Cx,
  { recordId, checkId }: { recordId: string; checkId: string },
): Promise<void> {
  const { record, stage } = await atItsStage(cx, recordId)
  await tick(cx, record, stage, [checkId])
}

/** Takes the tick away again. */
export async function untickRecordCheck(
  cx: Cx,
  { recordId, checkId }: { recordId: string; checkId: string },
): Promise<void> {
  const { record, stage } = await atItsStage(cx, recordId)
  const check = await takeTick(cx, RECORDS, { id: recordId, stage, checkId })
  if (check) await tell(cx, 'record.check_unticked', record, stage, check)
}

async function atItsStage(cx: Cx, recordId: string): Promise<{ record: RecordView; stage: StageView }> {
  await allow(cx.db, cx.actor, OWN, 'update', recordId)
  const record = await recordForUpdate(cx, recordId)
  stillThere(record)
  return { record, stage: await stageOf(cx.db, record.stage.id) }
}

/** For a record that is locked, by whoever may. */
export async function tick(cx: Cx, record: RecordView, stage: StageView, checks: string[]): Promise<void> {
  for (const check of await putTicks(cx, RECORDS, { id: record.id, stage, checks })) {
    await tell(cx, 'record.check_ticked', record, stage, check)
  }
}

async function tell(cx: Cx, event: string, record: RecordView, stage: StageView, check: Check): Promise<void> {
  cx.record(event, {
    subject: subjectOf(record),
    // The row of the record has not changed: its version stays.
    payload: {
      ...(await named(cx, record, record.version)),
      ...filed(record),
      check,
      stage: { id: stage.id, name: stage.name },
    },
  })
}
