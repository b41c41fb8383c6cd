import type { Cx } from '../../core/write.ts'
import { createProduct } from './commands/create-product.ts'
import type { NewProduct } from './schema.ts'

let made = 0

/** A window on the price list, with a code of its own; what is given wins. */
export function makeProduct(cx: Cx, given: Partial<NewProduct> = {}): Promise<{ id: string }> {
  made += 1
  return createProduct(cx, {
    name: `Okno PVC ${made}`,
    code: `OK-${1000 + made}`,
    kind: 'goods',
    unit: 'szt.',
    price: '1249.5',
    vat: '23',
    ...given,
  })
}
