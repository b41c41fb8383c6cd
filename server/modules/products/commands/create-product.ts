import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { companyUnits, writtenProduct } from '../queries/products.ts'
import { readProduct } from '../rules.ts'
import type { NewProduct } from '../schema.ts'
import { indexProduct } from './index-product.ts'
import { refuseTakenCode } from './refuse-taken-code.ts'

/** Puts a product on the price list. */
export async function createProduct(cx: Cx, given: NewProduct): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'product', 'create')
  const { units, currency } = await companyUnits(cx.db)
  const product = { ...given, ...readProduct(given, units) }
  const id = newId()
  const code = product.code ?? null
  await refuseTakenCode(cx, id, code)
  await sql`insert into products (id, name, code, kind, unit, price, price_mode, currency, vat, pkwiu, gtu, note, created_at, updated_at)
    values (${id}, ${product.name}, ${code}, ${product.kind}, ${product.unit}, ${product.price ?? null},
      ${product.priceMode ?? 'net'}, ${product.currency ?? currency}, ${product.vat}, ${product.pkwiu ?? ''},
      ${product.gtu ?? null}, ${product.note ?? ''}, ${cx.now}, ${cx.now})`.execute(cx.db)
  await indexProduct(cx, await writtenProduct(cx.db, id))
  cx.record('product.created', {
    subject: { kind: 'product', id },
    payload: { productId: id, name: product.name, code, kind: product.kind, version: 1 },
  })
  return { id }
}
