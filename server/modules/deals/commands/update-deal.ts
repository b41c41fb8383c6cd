import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentOfOwner, linkable } from '../../contacts/queries/cards.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { dealFields } from '../fields.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import { refuseOfLines } from '../rules/lines.ts'
import { amountBaseOf, moneyAfter, refuseFrozen } from '../rules.ts'
import type { DealChange, DealView } from '../schema.ts'
import { cardsOf, dealForUpdate, named } from './deal-for-update.ts'
import { indexDeal } from './index-deal.ts'
import { withRateOfDay } from './rate-of-day.ts'

/** Changes the fields given; `expected` is the version the sender saw, null for no matter which. */
export async function updateDeal(cx: Cx, id: string, input: DealChange, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'deal', 'update', id)
  await changeDeal(cx, await dealForUpdate(cx, id), input, expected)
}

/** The change itself, of a deal that is locked, by whoever may. */
export async function changeDeal(cx: Cx, deal: DealView, input: DealChange, expected: number | null): Promise<void> {
  const { id } = deal
  const before = {
    ...deal,
    contactId: deal.contact?.id ?? null,
    companyId: deal.company?.id ?? null,
    ownerId: deal.owner?.id ?? null,
  }
  const base = await baseCurrency(cx.db, cx.now)
  const touchesMoney = (['amount', 'currency', 'rate', 'rateOn'] as const).some((field) => input[field] !== undefined)
  const money = touchesMoney ? moneyAfter(deal, await withRateOfDay(cx, input, deal.currency, base), base) : null
  const own = await readCustom(cx, 'deal', input.custom, deal.custom)
  const known = [...dealFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'deal', id },
    fields: known,
    before: { ...before, ...own.before },
    input: { ...input, ...money, ...own.input },
    expected,
    version: deal.version,
  })
  if (changes.length === 0) return
  const fields = changes.map((change) => change.field)
  refuseFrozen(deal, fields)
  refuseOfLines(deal, fields)
  if (fields.includes('contactId') && input.contactId)
    await linkable(cx.db, cx.actor, 'contact', input.contactId, 'contactId')
  if (fields.includes('companyId') && input.companyId)
    await linkable(cx.db, cx.actor, 'company', input.companyId, 'companyId')
  const further: Record<string, unknown> = {}
  // A closed deal's amount in the base currency is frozen; refuseFrozen lets none of its money through to here.
  if (money && deal.status === 'open') further.amount_base = amountBaseOf(money, base)
  if (fields.includes('ownerId') && input.ownerId) further.department_id = await departmentOfOwner(cx.db, input.ownerId)
  await updateRow(cx, 'deals', id, known, changes, further)
  await indexDeal(cx, id)

  const after = { ...before, ...input }
  const about = { subject: { kind: 'deal', id }, also: cardsOf({ ...after }) }
  const said = { ...named(deal), title: after.title }
  const edited = changes.filter((change) => change.field !== 'ownerId')
  if (edited.length > 0) {
    cx.record('deal.updated', {
      ...about,
      payload: { ...said, fields: edited.map((change) => change.field), ownerId: after.ownerId },
      ...partPersonal(known, edited),
    })
  }
  if (fields.includes('ownerId')) {
    cx.record('deal.owner_changed', {
      ...about,
      payload: { ...said, from: before.ownerId, to: after.ownerId },
      changes: changes.filter((change) => change.field === 'ownerId'),
    })
  }
}
