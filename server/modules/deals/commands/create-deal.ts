import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { invalid } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { linkable, newOwner } from '../../contacts/queries/cards.ts'
import { writtenContact } from '../../contacts/queries/contacts.ts'
import { newCustom } from '../../fields/commands/values.ts'
import { putMove } from '../../pipelines/commands/ticks.ts'
import { firstStage, pipelineById, stageInUse } from '../../pipelines/queries/pipelines.ts'
import { refuseEntry } from '../../pipelines/queries/ways.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import { DEALS } from '../queries/held.ts'
import { amountBaseOf, moneyAfter } from '../rules.ts'
import type { NewDealInput } from '../schema.ts'
import { cardsOf } from './deal-for-update.ts'
import { indexDeal } from './index-deal.ts'
import { withRateOfDay } from './rate-of-day.ts'

export type NewDeal = NewDealInput & {
  leadId?: string | null
  /** Files it where the owner's department cannot be known: a process making a deal for nobody yet. */
  departmentId?: string | null
}

/**
 * Makes a deal at the beginning of its pipeline (or at the stage named); the company is the contact's unless one is named.
 * `asked`: a person fills in a form, and required fields of the company's own are demanded.
 */
export async function createDeal(
  cx: Cx,
  deal: NewDeal,
  { asked = false } = {},
): Promise<{ id: string; number: number }> {
  allowAtAll(cx.actor, 'deal', 'create')
  const stage = deal.stageId ? await stageInUse(cx.db, deal.stageId) : await firstStage(cx.db, deal.pipelineId)
  if (deal.pipelineId && stage.pipelineId !== deal.pipelineId) throw invalid({ path: 'stageId', code: 'field.invalid' })
  const contactId = deal.contactId ?? null
  if (contactId) await linkable(cx.db, cx.actor, 'contact', contactId, 'contactId')
  if (deal.companyId) await linkable(cx.db, cx.actor, 'company', deal.companyId, 'companyId')
  const companyId =
    deal.companyId === undefined && contactId
      ? ((await writtenContact(cx.db, contactId)).company?.id ?? null)
      : (deal.companyId ?? null)
  const { ownerId, departmentId } = await newOwner(cx.db, cx.actor, deal.ownerId, deal.departmentId)
  const base = await baseCurrency(cx.db, cx.now)
  const nothing = { amount: null, currency: base.currency, rate: '1', rateOn: null }
  const money = moneyAfter(nothing, await withRateOfDay(cx, deal, base.currency, base), base)
  const amountBase = amountBaseOf(money, base)
  const { custom, told } = await newCustom(cx, 'deal', deal.custom, { asked })
  if (deal.stageId) {
    const { expectedOn = null, source = '', note = '' } = deal
    const held = { amount: money.amount, rate: money.rate, expectedOn, contactId, companyId, ownerId, source, note }
    refuseEntry(await pipelineById(cx.db, stage.pipelineId), stage.id, held)
  }
  const id = newId()
  const { rows } = await sql<{ number: number }>`
    insert into deals (id, title, pipeline_id, stage_id, stage_entered_at, owner_id, department_id, contact_id, company_id, lead_id,
      source, amount, currency, rate, rate_on, amount_base, expected_on, note, custom, created_at, updated_at)
    values (${id}, ${deal.title}, ${stage.pipelineId}, ${stage.id}, ${cx.now}, ${ownerId}, ${departmentId}, ${contactId},
      ${companyId}, ${deal.leadId ?? null}, ${deal.source ?? ''}, ${money.amount}, ${money.currency}, ${money.rate}, ${money.rateOn},
      ${amountBase}, ${deal.expectedOn ?? null}, ${deal.note ?? ''}, ${JSON.stringify(custom)}::jsonb,
      ${cx.now}, ${cx.now})
    returning number`.execute(cx.db)
  const number = rows[0]!.number
  await indexDeal(cx, id)
  const moveId = cx.record('deal.created', {
    subject: { kind: 'deal', id },
    payload: {
      dealId: id,
      number,
      title: deal.title,
      version: 1,
      stage,
      amount: money.amount,
      currency: money.currency,
      amountBase,
      ownerId,
      departmentId,
      leadId: deal.leadId ?? null,
      contactId,
      companyId,
      custom: told,
    },
    also: [...cardsOf({ contactId, companyId }), ...(deal.leadId ? [{ kind: 'lead', id: deal.leadId }] : [])],
  })
  await putMove(cx, DEALS, { id: moveId, of: id, fromStageId: null, toStageId: stage.id })
  return { id, number }
}
