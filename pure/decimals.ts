import { Decimal } from 'decimal.js'
import { currencyDigits, wholeMinor } from './money.ts'

/* Exact arithmetic with amounts, apart from how they are written and read: pages that only show them need none of it. */

// numeric(22,8) times numeric(22,6) has 44 digits; the library's own 20 would round them away before we do.
const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP })

/** What stands for a number of any size without a float: a decimal text as PostgreSQL gives it, or a whole number. */
export type DecimalText = string | number | bigint

function exact(value: DecimalText): Decimal {
  try {
    return new Exact(typeof value === 'bigint' ? value.toString() : value)
  } catch {
    throw new RangeError('decimal_invalid')
  }
}

// Half away from zero: a correction of -0.5 mirrors the invoice it corrects.
function rounded(value: Decimal): bigint {
  if (!value.isFinite()) throw new RangeError('decimal_invalid')
  return BigInt(value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed(0))
}

/** Minor units times a decimal factor ('0.23', a rate), rounded half-up to a minor unit. */
export function multiplyMoney(minor: bigint | number | string, factor: DecimalText): bigint {
  return rounded(exact(wholeMinor(minor)).times(exact(factor)))
}

/**
 * Unit price (in major units, as numeric(22,8) gives it) times quantity, less a discount in percent, as minor units
 * rounded half-up once.
 */
export function lineTotal(
  unitPrice: DecimalText,
  quantity: DecimalText,
  currency: string,
  discountPercent: DecimalText = 0,
): bigint {
  return rounded(
    exact(unitPrice)
      .times(exact(quantity))
      .times(new Exact(100).minus(exact(discountPercent)))
      .times(new Exact(10).pow(currencyDigits(currency) - 2)),
  )
}

/** So many parts of a whole cut into `parts`, rounded half-up: 23 parts of 123 are the VAT in a gross amount. */
export function portionOf(minor: bigint | number | string, share: number, parts: number): bigint {
  return rounded(exact(wholeMinor(minor)).times(share).dividedBy(parts))
}

/** The quotient or product of decimals, to `places` digits half-up, without trailing zeros: for unit prices and rates. */
export function scaleDecimal(
  value: DecimalText,
  by: { times?: DecimalText; over?: DecimalText },
  places: number,
): string {
  const scaled = exact(value)
    .times(exact(by.times ?? 1))
    .dividedBy(exact(by.over ?? 1))
  if (!scaled.isFinite()) throw new RangeError('decimal_invalid')
  return scaled.toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toFixed()
}

/**
 * Minor units of one currency as those of another, at a rate "1 unit of `from` = rate units of `to`" in major units;
 * rounded half-up. Minds currencies that have no minor unit.
 */
export function convertMoney(minor: bigint | number | string, from: string, rate: DecimalText, to: string): bigint {
  const shift = new Exact(10).pow(currencyDigits(to) - currencyDigits(from))
  return rounded(exact(wholeMinor(minor)).times(exact(rate)).times(shift))
}
