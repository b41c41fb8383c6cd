import { sql } from 'kysely'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { type Stage, stageInUse } from '../../pipelines/queries/pipelines.ts'
import { DEALS } from '../queries/held.ts'
import { cardsOf } from './deal-for-update.ts'

interface Row {
  id: string
  number: number
  title: string
  version: number
  pipelineId: string
  stageId: string
  stageName: { pl: string; en: string }
  probability: number
  ownerId: string | null
  departmentId: string | null
  contactId: string | null
  companyId: string | null
  amount: number | null
  currency: string
  amountBase: number | null
}

/**
 * Moves every open deal out of stages that are about to go, each with an event of its own; refuses, saying how many
 * there are, while nobody has said where to. Guards do not hold here: the stage they guard is going.
 */
export async function clearStages(cx: Cx, stageIds: string[], to: string | undefined): Promise<number> {
  const { rows } =
    await sql<Row>`select d.id, d.number, d.title, d.version, d.pipeline_id as "pipelineId", d.stage_id as "stageId",
      s.name as "stageName", s.probability, d.owner_id as "ownerId", d.department_id as "departmentId",
      d.contact_id as "contactId", d.company_id as "companyId", d.amount, d.currency, d.amount_base as "amountBase"
    from deals d join stages s on s.id = d.stage_id where d.stage_id = any(${stageIds}::uuid[]) and d.status = 'open'
    order by d.id for update of d`.execute(cx.db)
  if (rows.length === 0) return 0
  if (!to) {
    throw new Refusal('stage.in_use', {
      status: 422,
      params: { count: rows.length },
      fields: [{ path: 'moveTo', code: 'field.required' }],
    })
  }
  if (stageIds.includes(to)) throw invalid({ path: 'moveTo', code: 'field.invalid' })
  const goal = await stageInUse(cx.db, to, { path: 'moveTo' })
  await sql`update deals set stage_id = ${goal.id}, pipeline_id = ${goal.pipelineId}, stage_entered_at = ${cx.now},
    version = version + 1, updated_at = ${cx.now} where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(cx.db)
  for (const row of rows) await tellOf(cx, row, goal)
  return rows.length
}

async function tellOf(cx: Cx, row: Row, to: Stage): Promise<void> {
  const { id, number, title, ownerId, departmentId, amount, currency, amountBase } = row
  const from = { id: row.stageId, pipelineId: row.pipelineId, name: row.stageName, probability: row.probability }
  const moveId = cx.record('deal.stage_changed', {
    subject: { kind: 'deal', id },
    payload: {
      ...{ dealId: id, number, title, version: row.version + 1, from, to, skipped: [], because: 'stage_archived' },
      ...{ ownerId, departmentId, amount, currency, amountBase },
    },
    changes: [{ field: 'stageId', from: from.id, to: to.id }],
    also: cardsOf(row),
  })
  await putMove(cx, DEALS, { id: moveId, of: id, fromStageId: from.id, toStageId: to.id })
}
