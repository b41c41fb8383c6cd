import type { QueryClient } from '@tanstack/react-query'
import { type PriceMode, priceInCurrency, priceInMode } from '../../../../pure/vat.ts'
import { offerQuery } from '../queries.ts'

export interface Price {
  price: string
  currency: string
  mode: PriceMode
  vat: string
}

/** A price net or gross in another currency by the rates of today; null where one of them is not known. */
export async function priceFor(client: QueryClient, from: Price, mode: PriceMode, currency: string) {
  const price = priceInMode(from.price, from.vat, from.mode, mode)
  if (from.currency === currency) return price
  const [one, other] = await Promise.all([
    client.fetchQuery(offerQuery(from.currency)),
    client.fetchQuery(offerQuery(currency)),
  ])
  return one.rate && other.rate ? priceInCurrency(price, one.rate, other.rate) : null
}
