import { plainDecimal } from '../../../pure/money.ts'
import { invalid, Refusal } from '../../core/errors.ts'
import type { ProductInput, ProductView } from './schema.ts'

/** The fields as they are stored; `units` are the company's own. */
export function readProduct(input: ProductInput, units: readonly string[], before?: ProductView): ProductInput {
  // A unit that has left the company's list stays where it stands.
  if (input.unit !== undefined && input.unit !== before?.unit && !units.includes(input.unit))
    throw invalid({ path: 'unit', code: 'field.option' })
  return {
    ...input,
    ...(input.code === undefined ? {} : { code: input.code || null }),
    ...(input.price ? { price: plainDecimal(input.price) } : {}),
  }
}

export function stillOffered(product: { archivedAt: string | null }): void {
  if (product.archivedAt) throw new Refusal('product.archived')
}
