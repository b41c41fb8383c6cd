import { sql } from 'kysely'
import { plainDecimal } from '../../../../pure/money.ts'
import { allowAtAll } from '../../../core/access.ts'
import { invalid, notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../../staff/events.ts'
import { companyOf } from '../../staff/queries.ts'
import { knownRates } from '../queries.ts'

interface Of {
  currency: string
  rateOn: string
}

/** Writes the rate of one day by hand, over another one if need be. */
export async function setRate(cx: Cx, { currency, rateOn, rate: given }: Of & { rate: string }): Promise<void> {
  allowAtAll(cx.actor, 'exchange_rate', 'set')
  const { currency: base } = await companyOf(cx.db)
  if (currency === base) throw invalid({ path: 'currency', code: 'rates.base_currency' })
  const rate = plainDecimal(given)
  const before = await rateForUpdate(cx, base, { currency, rateOn })
  if (before === rate) return
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  await sql`insert into exchange_rates (base, currency, rate_on, rate, source, set_by, set_at)
    values (${base}, ${currency}, ${rateOn}, ${rate}, 'manual', ${by}, ${cx.now})
    on conflict (base, currency, rate_on) do update set rate = excluded.rate, source = excluded.source,
      set_by = excluded.set_by, set_at = excluded.set_at`.execute(cx.db)
  cx.record('exchange_rate.set', {
    subject: OWN_COMPANY,
    payload: { base, currency, rateOn, rate },
    changes: [{ field: 'rate', from: before, to: rate }],
  })
}

/** Takes a rate away; deals that took it keep theirs. */
export async function removeRate(cx: Cx, of: Of): Promise<void> {
  allowAtAll(cx.actor, 'exchange_rate', 'set')
  const { currency: base } = await companyOf(cx.db)
  const rate = await rateForUpdate(cx, base, of)
  if (rate === null) throw notFound()
  await sql`delete from exchange_rates where base = ${base} and currency = ${of.currency} and rate_on = ${of.rateOn}`.execute(
    cx.db,
  )
  cx.record('exchange_rate.removed', {
    subject: OWN_COMPANY,
    payload: { base, ...of, rate },
    changes: [{ field: 'rate', from: rate, to: null }],
  })
}

async function rateForUpdate(cx: Cx, base: string, of: Of): Promise<string | null> {
  await sql`select 1 from exchange_rates where base = ${base} and currency = ${of.currency} and rate_on = ${of.rateOn}
    for update`.execute(cx.db)
  return (await knownRates(cx.db, base, [of])).get(`${of.currency} ${of.rateOn}`) ?? null
}
