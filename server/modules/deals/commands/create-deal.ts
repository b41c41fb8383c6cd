import { allowAtAll } from '../../../core/access.ts'
import { execute } from '../../../core/db.ts'
import { attempted, granted, grantedOf, type Refusal } from '../../../core/errors.ts'
import { columnOf, overRows } from '../../../core/given-rows.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { linkables, newOwners, refuseUnlinkable } from '../../contacts/queries/cards.ts'
import { newCustoms } from '../../fields/commands/values.ts'
import { putMoves } from '../../pipelines/commands/ticks.ts'
import { beginnings } from '../../pipelines/queries/beginnings.ts'
import { refuseEntry } from '../../pipelines/queries/ways.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import { DEALS } from '../queries/held.ts'
import { amountBaseOf, moneyAfter } from '../rules.ts'
import type { NewDealInput } from '../schema.ts'
import { cardsOf } from './deal-for-update.ts'
import { indexDeals } from './index-deal.ts'
import { withRateOfDay } from './rate-of-day.ts'

export type NewDeal = NewDealInput & {
  id?: string
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
  const [made] = await createDeals(cx, [deal], { asked })
  const { id, number } = granted(made!)
  return { id, number }
}

/** Makes deals together; one that is refused leaves the others. */
export async function createDeals(
  cx: Cx,
  given: NewDeal[],
  { asked = false } = {},
): Promise<({ id: string; number: number } | Refusal)[]> {
  allowAtAll(cx.actor, 'deal', 'create')
  const { db, actor } = cx
  const begin = await beginnings(cx.db, 'deal', given)
  const cards = (kind: 'contact' | 'company', of: (deal: NewDeal) => string | null | undefined) =>
    linkables(db, actor, kind, given.map(of))
  const contacts = await cards('contact', ({ contactId }) => contactId)
  const companies = await cards('company', ({ companyId }) => companyId)
  const owners = await newOwners(db, actor, given)
  const base = await baseCurrency(db, cx.now)
  const priced: NewDealInput[] = []
  for (const deal of given) priced.push({ ...deal, ...(await withRateOfDay(cx, deal, base.currency, base)) })
  const customs = await newCustoms(
    cx,
    'deal',
    given.map(({ custom }) => custom),
    { asked },
  )
  const nothing = { amount: null, currency: base.currency, rate: '1', rateOn: null }
  const made = given.map((deal, at) =>
    attempted(() => {
      const { id = newId(), title, leadId = null, stageId, expectedOn = null, source = '', note = '' } = deal
      const { stage, pipeline } = granted(begin[at]!)
      const contactId = deal.contactId ?? null
      refuseUnlinkable(contacts, contactId, 'contactId')
      refuseUnlinkable(companies, deal.companyId, 'companyId')
      const ofContact = contactId ? (contacts.get(contactId) ?? null) : null
      const companyId = deal.companyId === undefined ? ofContact : deal.companyId
      const { ownerId, departmentId } = granted(owners[at]!)
      const money = moneyAfter(nothing, priced[at]!, base)
      const { custom, told } = granted(customs[at]!)
      const held = { amount: money.amount, rate: money.rate, expectedOn, contactId, companyId, ownerId, source, note }
      if (stageId) refuseEntry(pipeline, stage.id, held)
      const amountBase = amountBaseOf(money, base)
      return { id, title, leadId, stage, departmentId, custom, told, ...held, ...money, amountBase, number: 0 }
    }),
  )
  const deals = grantedOf(made)
  if (deals.length === 0) return made
  const columns = [
    columnOf(deals, 'id', 'uuid', ({ id }) => id),
    columnOf(deals, 'title', 'text', ({ title }) => title),
    columnOf(deals, 'pipeline_id', 'uuid', ({ stage }) => stage.pipelineId),
    columnOf(deals, 'stage_id', 'uuid', ({ stage }) => stage.id),
    columnOf(deals, 'owner_id', 'uuid', ({ ownerId }) => ownerId),
    columnOf(deals, 'department_id', 'uuid', ({ departmentId }) => departmentId),
    columnOf(deals, 'contact_id', 'uuid', ({ contactId }) => contactId),
    columnOf(deals, 'company_id', 'uuid', ({ companyId }) => companyId),
    columnOf(deals, 'lead_id', 'uuid', ({ leadId }) => leadId),
    columnOf(deals, 'source', 'text', ({ source }) => source),
    columnOf(deals, 'amount', 'bigint', ({ amount }) => amount),
    columnOf(deals, 'currency', 'text', ({ currency }) => currency),
    columnOf(deals, 'rate', 'text', ({ rate }) => rate),
    columnOf(deals, 'rate_on', 'text', ({ rateOn }) => rateOn),
    columnOf(deals, 'amount_base', 'bigint', ({ amountBase }) => amountBase),
    columnOf(deals, 'expected_on', 'text', ({ expectedOn }) => expectedOn),
    columnOf(deals, 'note', 'text', ({ note }) => note),
    columnOf(deals, 'custom', 'json', ({ custom }) => JSON.stringify(custom)),
  ]
  const { rows } = (await execute(db, overRows('create-deals', columns, creating, [cx.now]))) as {
    rows: { id: string; number: number }[]
  }
  const numbers = new Map(rows.map(({ id, number }) => [id, number]))
  await indexDeals(
    cx,
    deals.map(({ id }) => id),
  )
  const moves = deals.map((deal) => {
    const { id, title, stage, contactId, companyId, leadId, ownerId, departmentId, told } = deal
    const { amount, currency, amountBase } = deal
    deal.number = numbers.get(id)!
    const moveId = cx.record('deal.created', {
      subject: { kind: 'deal', id },
      payload: {
        ...{ dealId: id, number: deal.number, title, version: 1, stage, amount, currency, amountBase },
        ...{ ownerId, departmentId, leadId, contactId, companyId, custom: told },
      },
      also: [...cardsOf({ contactId, companyId }), ...(leadId ? [{ kind: 'lead', id: leadId }] : [])],
    })
    return { id: moveId, of: id, fromStageId: null, toStageId: stage.id }
  })
  await putMoves(cx, DEALS, moves)
  return made
}

const creating = (
  rows: string,
) => `insert into deals (id, title, pipeline_id, stage_id, stage_entered_at, owner_id, department_id,
      contact_id, company_id, lead_id, source, amount, currency, rate, rate_on, amount_base, expected_on, note, custom, created_at,
      updated_at)
    select id, title, pipeline_id, stage_id, $19::timestamptz, owner_id, department_id, contact_id, company_id, lead_id, source,
      amount, currency, rate::numeric, rate_on::date, amount_base, expected_on::date, note, custom::jsonb, $19::timestamptz,
      $19::timestamptz from ${rows}
    returning id, number`
