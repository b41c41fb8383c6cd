import type { Cx } from '../../../core/write.ts'
import { rateOfDay } from '../../currencies/queries.ts'
import type { Base } from '../rules.ts'
import type { DealChange } from '../schema.ts'

/** Where a currency or the day of its rate is new and no rate was given: the latest known one not after that day. */
export async function withRateOfDay(cx: Cx, input: DealChange, present: string, base: Base): Promise<DealChange> {
  const currency = input.currency ?? present
  const asks = currency !== present || Boolean(input.rateOn)
  if (!asks || input.rate !== undefined || currency === base.currency) return input
  const offer = await rateOfDay(cx.db, base.currency, currency, input.rateOn ?? base.today)
  return offer ? { ...input, ...offer } : input
}
