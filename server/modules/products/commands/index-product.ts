import type { Cx } from '../../../core/write.ts'
import { indexRecord } from '../../search/commands.ts'
import type { ProductView } from '../schema.ts'

/** Writes the search entry of a product as it is now. */
export function indexProduct(cx: Cx, product: ProductView): Promise<void> {
  return indexRecord(cx, {
    kind: 'product',
    id: product.id,
    title: product.name,
    detail: product.code ?? '',
    text: [product.pkwiu],
    digits: [product.code],
    ownerId: null,
    departmentId: null,
  })
}
