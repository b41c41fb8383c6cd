import type { PricedLine, PriceMode, ProductKind } from '../../../../pure/vat.ts'
import { amountText, decimalText, readAmount, readDecimal } from '../../../i18n/money.ts'
import type { WordKey } from '../../../i18n/words.ts'
import type { Product } from '../../products/queries.ts'

/** What lines are written for, with the lines as they are served: a deal, an invoice. */
export interface Sheet {
  id: string
  version: number
  priceMode: PriceMode
  currency: string
  lines: SheetLine[]
}

interface SheetLine {
  id: string
  productId: string | null
  code: string | null
  pkwiu: string | null
  gtu: string | null
  name: string
  kind: ProductKind
  quantity: string
  unit: string
  unitPrice: string
  discountPercent: string | null
  discountAmount: number | null
  vat: string
}

/** A line while it is being written: quantity, price and discount as they were typed. */
export interface DraftLine {
  /** Its id once it is saved; until then a name of its own. */
  key: string
  id?: string
  productId: string | null
  code: string | null
  pkwiu: string | null
  gtu: string | null
  name: string
  kind: ProductKind
  quantity: string
  unit: string
  price: string
  discount: string
  /** As the sheet names rates. */
  vat: string
}

export interface Draft {
  /** The sheet's version when the writing began. */
  seen: number
  priceMode: PriceMode
  currency: string
  lines: DraftLine[]
}

export type LineField = 'name' | 'quantity' | 'unit' | 'price' | 'discount'

let made = 0
export function emptyLine(unit: string): DraftLine {
  made += 1
  return {
    key: `new-${made}`,
    productId: null,
    code: null,
    pkwiu: null,
    gtu: null,
    name: '',
    kind: 'goods',
    quantity: '1',
    unit,
    price: '',
    discount: '',
    vat: '23',
  }
}

// A line keeps its key when it is saved, so that who writes on stays where he is.
const keyOfId = new Map<string, string>()
export function rememberKeys(idOfKey: ReadonlyMap<string, string>): void {
  for (const [key, id] of idOfKey) keyOfId.set(id, key)
}

export const draftOf = ({ version, priceMode, currency, lines }: Sheet): Draft => ({
  seen: version,
  priceMode,
  currency,
  lines: lines.map((line) => ({
    key: keyOfId.get(line.id) ?? line.id,
    id: line.id,
    productId: line.productId,
    code: line.code,
    pkwiu: line.pkwiu,
    gtu: line.gtu,
    name: line.name,
    kind: line.kind,
    quantity: decimalText(line.quantity),
    unit: line.unit,
    price: decimalText(line.unitPrice, 2),
    discount:
      line.discountPercent !== null
        ? `${decimalText(line.discountPercent)}%`
        : line.discountAmount !== null
          ? amountText(line.discountAmount, currency)
          : '',
    vat: line.vat,
  })),
})

/** What was begun and left empty; it is not saved. */
export const isEmpty = (line: DraftLine): boolean => !line.name.trim() && !line.price.trim()

/** A typed discount: '5%' or an amount of the whole line; null for what is neither. */
export function readDiscount(
  text: string,
  currency: string,
): { discountPercent: string | null; discountAmount: number | null } | null {
  const typed = text.trim()
  if (!typed) return { discountPercent: null, discountAmount: null }
  if (typed.endsWith('%')) {
    const percent = readDecimal(typed.slice(0, -1).trim(), 2)
    return percent !== null && Number(percent) <= 100 ? { discountPercent: percent, discountAmount: null } : null
  }
  const amount = readAmount(typed, currency)
  return amount === undefined ? null : { discountPercent: null, discountAmount: amount }
}

/** A line as its value is reckoned and as it is sent, or what is wrong with it; `zero`: there may be none of it. */
export function readLine(
  line: DraftLine,
  currency: string,
  { zero = false } = {},
):
  | { read: PricedLine<string> & { discountAmount: number | null }; errors: null }
  | { read: null; errors: Partial<Record<LineField, WordKey>> } {
  const quantity = readDecimal(line.quantity, 6)
  const price = readDecimal(line.price, 8)
  const discount = readDiscount(line.discount, currency)
  const errors: Partial<Record<LineField, WordKey>> = {}
  if (!line.name.trim()) errors.name = 'error.field.required'
  if (!line.unit.trim()) errors.unit = 'error.field.required'
  if (quantity === null || (Number(quantity) <= 0 && !zero)) errors.quantity = 'lines.error.quantity'
  if (price === null) errors.price = 'lines.error.price'
  if (discount === null) errors.discount = 'lines.error.discount'
  if (quantity === null || price === null || discount === null || Object.keys(errors).length > 0)
    return { read: null, errors }
  return { read: { quantity, unitPrice: price, ...discount, vat: line.vat }, errors: null }
}

/** The fields of a product on a line; its price is told apart, for it may have to be turned into another currency. */
export const takeProduct = (line: DraftLine, product: Product, price: string, vat: string): DraftLine => ({
  ...line,
  productId: product.id,
  code: product.code,
  pkwiu: product.pkwiu || null,
  gtu: product.gtu,
  name: product.name,
  kind: product.kind,
  unit: product.unit,
  vat,
  price,
})
