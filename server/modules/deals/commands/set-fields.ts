import { dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../queries/base-currency.ts'
import type { DealChange } from '../schema.ts'
import { updateDeal } from './update-deal.ts'

export type ChangeByDays = DealChange & { expectedInDays?: number | null | undefined }

/** A change in which the expected close may be told by days from today. */
export async function withExpected(cx: Cx, { expectedInDays, ...change }: ChangeByDays): Promise<DealChange> {
  if (expectedInDays === undefined || expectedInDays === null) return change
  const { today } = await baseCurrency(cx.db, cx.now)
  return { ...change, expectedOn: dateOfDay(dayOfDate(today) + expectedInDays) }
}

/** What a rule sets, as the edit that a person makes. */
export async function setFields(cx: Cx, dealId: string, change: ChangeByDays): Promise<void> {
  await updateDeal(cx, dealId, await withExpected(cx, change), null)
}
