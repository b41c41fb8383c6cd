import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, updateRow } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { productFields } from '../fields.ts'
import { companyUnits, writtenProduct } from '../queries/products.ts'
import { readProduct, stillOffered } from '../rules.ts'
import type { ProductInput, ProductView } from '../schema.ts'
import { indexProduct } from './index-product.ts'
import { refuseTakenCode } from './refuse-taken-code.ts'

/** Locks a product's row for the rest of the transaction and reads it whole. */
export async function productForUpdate(cx: Cx, id: string): Promise<ProductView> {
  await sql`select 1 from products where id = ${id} for update`.execute(cx.db)
  return writtenProduct(cx.db, id)
}

/** Changes the fields given; lines of deals keep what they were made with. `expected` is the version the sender saw. */
export async function updateProduct(cx: Cx, id: string, given: ProductInput, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'product', 'update', id)
  const product = await productForUpdate(cx, id)
  stillOffered(product)
  const input = readProduct(given, (await companyUnits(cx.db)).units, product)
  const changes = await changesOfEdit(cx, {
    subject: { kind: 'product', id },
    fields: productFields,
    before: { ...product },
    input,
    expected,
    version: product.version,
  })
  if (changes.length === 0) return
  const fields = changes.map((change) => change.field)
  if (fields.includes('code')) await refuseTakenCode(cx, id, input.code ?? null)
  await updateRow(cx, 'products', id, productFields, changes)
  const after = await writtenProduct(cx.db, id)
  await indexProduct(cx, after)
  cx.record('product.updated', {
    subject: { kind: 'product', id },
    payload: { productId: id, name: after.name, version: after.version, fields },
    changes,
  })
}
