import { sql } from 'kysely'
import { convertMoney } from '../../../../pure/decimals.ts'
import type { Cx } from '../../../core/write.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { sumsOf } from '../rules.ts'

/** Writes what a draft adds up to, as its row and lines are now. */
export async function sumUp(cx: Cx, id: string): Promise<void> {
  const { model } = await wholeInvoice(cx.db, id)
  const { net, tax, gross, rates } = sumsOf(model)
  const { currency: base } = await baseCurrency(cx.db, cx.now)
  const grossBase =
    model.currency === base
      ? gross
      : model.rate && base === 'PLN'
        ? Number(convertMoney(gross, model.currency, model.rate.value, base))
        : null
  await sql`update invoices set net = ${net}, tax = ${tax}, gross = ${gross}, gross_base = ${grossBase},
    rates = ${JSON.stringify(rates)}::jsonb where id = ${id}`.execute(cx.db)
}
